package infographic

import (
	"fmt"
	"html"
	"strings"
	"unicode"
)

// The sheet in pixels: as wide as a shared picture, as tall as what is on it.
const (
	Width   = 1080
	margin  = 60
	gap     = 30
	column  = (Width - 2*margin - gap) / 2
	letter  = 0.56 // of the size: how wide a letter is on average in Arial
	ink     = "#212b32"
	quiet   = "#4c6272"
	brand   = "#0b4f57"
	paper   = "#ffffff"
	tile    = "#eaf2f3"
	between = 1.3 // from line to line, of the size
)

// drawing is a sheet being drawn, from the top.
type drawing struct {
	body strings.Builder
	y    int
}

// SVG draws the sheet. It needs nothing beside itself and runs nothing.
func (s Sheet) SVG() (svg []byte, height int) {
	body, height := s.draw()
	return fmt.Appendf(nil, frameOf, fmt.Sprintf(`width="%d" height="%d"`, Width, height), Width, height, body), height
}

// inPage draws the sheet as wide as there is room.
func (s Sheet) inPage() string {
	body, height := s.draw()
	return fmt.Sprintf(frameOf, `width="100%"`, Width, height, body)
}

const frameOf = `<svg xmlns="http://www.w3.org/2000/svg" %s viewBox="0 0 %d %d" role="img" aria-labelledby="sheet-title sheet-words" font-family="Arial, 'Liberation Sans', Helvetica, sans-serif">%s</svg>`

func (s Sheet) draw() (body string, height int) {
	d := &drawing{y: margin}
	d.words(s.Title, margin, Width-2*margin, 52, "bold", brand)
	d.words(s.Sub, margin, Width-2*margin, 26, "normal", quiet)
	d.y += gap
	for i := 0; i < len(s.Figures); i += 2 {
		d.row(s.Figures[i:min(i+2, len(s.Figures))])
	}
	for _, c := range s.Compared {
		d.compare(c)
	}
	d.y += gap
	for _, line := range s.Foot {
		d.words(line, margin, Width-2*margin, 22, "normal", quiet)
	}
	d.y += margin / 2
	about := `<title id="sheet-title">` + safe(s.Title) + `</title><desc id="sheet-words">` + safe(strings.ReplaceAll(s.Words(), "\n", " ")) + `</desc>`
	return fmt.Sprintf(`%s<rect width="%d" height="%d" fill="%s"/>%s`, about, Width, d.y, paper, d.body.String()), d.y
}

// row draws one figure or two beside each other, in tiles of one height.
func (d *drawing) row(some []Figure) {
	top, bottom := d.y, d.y
	inside := &drawing{}
	for i, f := range some {
		x := margin + i*(column+gap) + gap
		inside.y = top + gap
		inside.words(f.Number, x, column-2*gap, 72, "bold", brand)
		inside.words(f.Label, x, column-2*gap, 28, "bold", ink)
		inside.words(f.Note, x, column-2*gap, 22, "normal", quiet)
		bottom = max(bottom, inside.y+gap)
	}
	for i := range some {
		fmt.Fprintf(&d.body, `<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="%s"/>`, margin+i*(column+gap), top, column, bottom-top, tile)
	}
	d.body.WriteString(inside.body.String())
	d.y = bottom + gap
}

// compare draws bars from zero, each with its words and its amount.
func (d *drawing) compare(c Comparison) {
	d.y += gap
	d.words(c.Headline, margin, Width-2*margin, 34, "bold", ink)
	most := 0.0
	for _, b := range c.Bars {
		most = max(most, b.Value)
	}
	for _, b := range c.Bars {
		d.words(b.Label+": "+c.amount(b), margin, Width-2*margin, 26, "normal", ink)
		wide := 0.0
		if most > 0 {
			wide = b.Value / most * (Width - 2*margin)
		}
		d.y += gap / 5
		fmt.Fprintf(&d.body, `<rect x="%d" y="%d" width="%.1f" height="26" fill="%s"/>`, margin, d.y, wide, brand)
		d.y += 26 + gap/2
	}
}

// words writes a text in as many lines as it needs.
func (d *drawing) words(text string, x, wide, size int, weight, colour string) {
	for _, line := range lines(text, int(float64(wide)/(letter*float64(size)))) {
		d.y += int(between * float64(size))
		fmt.Fprintf(&d.body, `<text x="%d" y="%d" font-size="%d" font-weight="%s" fill="%s">%s</text>`, x, d.y-size/4, size, weight, colour, safe(line))
	}
}

// lines breaks a text between words into lines of at most some letters; a word that is
// longer is broken.
func lines(text string, most int) (all []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		for r := []rune(word); len(r) > most; r = []rune(word) {
			if line != "" {
				all, line = append(all, line), ""
			}
			all, word = append(all, string(r[:most])), string(r[most:])
		}
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= most:
			line += " " + word
		default:
			all, line = append(all, line), word
		}
	}
	if line != "" {
		all = append(all, line)
	}
	return all
}

// safe is text as XML can hold it.
func safe(text string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "")))
}
