package sources

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

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
	name, body, err := sent(v)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bringPage(v, bad) })
	}
	var id string
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		b, err := harvest.Bring(tx, byOf(v), name, v.Fields.Get("title"), body)
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

// sent reads the form and its file.
func sent(v *visit.Visit) (name string, body []byte, err error) {
	if err := v.R.ParseMultipartForm(FileLimit); err != nil {
		if errors.Is(err, http.ErrNotMultipart) {
			return "", nil, fault("file", "Choose a file")
		}
		return "", nil, err
	}
	v.Fields = visit.Fields{Values: url.Values(v.R.MultipartForm.Value)}
	files := v.R.MultipartForm.File["file"]
	if len(files) == 0 || files[0].Filename == "" {
		return "", nil, fault("file", "Choose a file")
	}
	if files[0].Size > FileLimit {
		return "", nil, fault("file", fmt.Sprintf("The file must be smaller than %d MB. A larger one can be brought in with: linkwork import services FILE", FileLimit>>20))
	}
	file, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	body, err = io.ReadAll(io.LimitReader(file, FileLimit))
	return files[0].Filename, body, err
}

func fault(field, message string) error {
	bad := new(db.Invalid)
	bad.Add(field, message)
	return bad.Err()
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
			for code, header := range b.Mapping {
				v.Fields.Set(code, header)
			}
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
	m := make(openreferral.Mapping)
	for _, column := range openreferral.Columns {
		if header := v.Fields.Get(column.Code); header != "" {
			m[column.Code] = header
		}
	}
	return v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if err := harvest.Match(tx, v.Path("file"), m); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "source.matched", "", "source", v.Path("file"))
	})
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

func headers(s openreferral.Sheet) []ui.Choice {
	items := []ui.Choice{{Value: "", Text: "Not in this list"}}
	for _, name := range s.Header {
		if name != "" {
			items = append(items, ui.Choice{Value: name, Text: name})
		}
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
