package sources

import (
	"bytes"
	"net/url"
	"strconv"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showBring(v *visit.Visit) error { return bringPage(v, nil) }

func bringPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := readAll(r)
		page := shell.Page{Title: "Bring a list", Section: section, Back: back()}
		return v.FormView(page, bringBody(v.Fields, all, visit.Faults(bad)), bad), err
	})
}

// bring keeps the file that was sent until somebody decides.
func bring(v *visit.Visit) error {
	sent, err := v.NeedFile("file", FileLimit, "A larger one can be brought in with: linkwork import services FILE")
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bringPage(v, bad) })
	}
	var id string
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		b, err := harvest.Bring(tx, byOf(v), sent.Name, v.Fields.Get("title"), sent.Body)
		if err != nil {
			return err
		}
		id = b.ID
		return audit.Change(tx, v.Actor.Audit(), "source.brought", "", "source", b.Source)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bringPage(v, bad) })
	}
	return v.Go(FilePath + "/" + id)
}

func showBrought(v *visit.Visit) error { return broughtPage(v, nil) }

// brought is a file with what its columns hold, where it is a spreadsheet.
type brought struct {
	harvest.Brought
	Sheet openreferral.Sheet
}

func broughtPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var b brought
		var err error
		if b.Brought, err = harvest.GetBrought(r, v.Path("file")); err != nil {
			return visit.View{}, err
		}
		if b.IsSheet {
			if b.Sheet, err = openreferral.OpenSheet(bytes.NewReader(b.Body)); err != nil {
				return visit.View{}, err
			}
		}
		if bad == nil {
			b.into(v.Fields)
		}
		page := shell.Page{Title: b.Title, Section: section, Wide: true, Back: back()}
		return v.FormView(page, broughtBody(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// decide says what a file would change, or takes it in.
func decide(v *visit.Visit) error {
	if err := match(v); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return broughtPage(v, bad) })
	}
	dry := !v.Fields.Is("do", "take")
	h, _, err := harvest.Take(v.Context(), v.House.DB, byOf(v), v.Path("file"), dry)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return broughtPage(v, bad) })
	}
	path := Path + "/readings/" + h.ID
	if dry {
		return v.Go(path + "?file=" + url.QueryEscape(v.Path("file")))
	}
	return v.Done(path, "Taken in.")
}

// match stores which columns hold what, where the form says so.
func match(v *visit.Visit) error {
	if !v.Fields.Is("matched", "yes") {
		return nil
	}
	return v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		b, err := harvest.GetBrought(tx, v.Path("file"))
		if err != nil {
			return err
		}
		sheet, err := openreferral.OpenSheet(bytes.NewReader(b.Body))
		if err != nil {
			return err
		}
		m, err := matched(v.Fields, sheet)
		if err != nil {
			return err
		}
		if err := harvest.Match(tx, b.ID, m); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "source.matched", "", "source", b.Source)
	})
}

// matched reads what each column was said to hold. Two columns cannot hold the
// same, and one must hold the name.
func matched(f visit.Fields, sheet openreferral.Sheet) (openreferral.Mapping, error) {
	var bad db.Invalid
	m := make(openreferral.Mapping)
	for i, header := range sheet.Header {
		code := f.Get(columnName(i))
		switch {
		case code == "":
		case m[code] != "":
			bad.Add(columnName(i), "Another column holds this already: "+m[code])
		default:
			m[code] = header
		}
	}
	if m["name"] == "" {
		bad.Add(columnName(0), "Say which column holds the name of the service")
	}
	return m, bad.Err()
}

// columnName is the name of the question about a column.
func columnName(i int) string { return "column-" + strconv.Itoa(i) }

// into fills the form with what the columns are taken to hold.
func (b brought) into(f visit.Fields) {
	for code, header := range b.Mapping {
		for i, name := range b.Sheet.Header {
			if name == header && f.Get(columnName(i)) == "" {
				f.Set(columnName(i), code)
				break
			}
		}
	}
}

// examples are the first things that stand in a column.
func (s brought) examples(column int) (some []string) {
	for _, line := range s.Sheet.Lines {
		if column < len(line) && line[column] != "" && len(some) < 3 {
			some = append(some, short(line[column]))
		}
	}
	return some
}

// meanings are what a column can hold.
func meanings() []ui.Choice {
	items := []ui.Choice{{Value: "", Text: "Not read"}}
	for _, column := range openreferral.Columns {
		items = append(items, ui.Choice{Value: column.Code, Text: column.Label})
	}
	return items
}

func short(text string) string {
	const room = 60
	if runes := []rune(text); len(runes) > room {
		return string(runes[:room]) + "…"
	}
	return text
}
