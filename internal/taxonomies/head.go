package taxonomies

import "slices"

// mostHeads is how many taxonomies one reading holds.
const mostHeads = 500

// addHead takes what is said of a taxonomy. The first record of two with one id
// counts.
func (d *draft) addHead(t Taxonomy, line int) {
	t.ID, t.Name, t.URI, t.Version = clip(t.ID, maxName), clip(t.Name, maxName), clip(t.URI, maxName), clip(t.Version, maxName)
	t.Description = clip(t.Description, maxText)
	t.ID, t.Name = firstOf(t.ID, t.URI, t.Name), firstOf(t.Name, t.URI, t.ID)
	switch {
	case t.ID == "":
		d.note(line, "", "id", "the taxonomy has neither id nor name; left out")
	case len(d.heads) == mostHeads:
		d.note(line, t.ID, "", "there are too many taxonomies; left out")
	case !slices.ContainsFunc(d.heads, func(h Taxonomy) bool { return h.ID == t.ID }):
		d.heads = append(d.heads, t)
	}
}

// clip tidies a text and cuts it without a word.
func clip(text string, limit int) string {
	runes := []rune(tidyText(text))
	return string(runes[:min(len(runes), limit)])
}
