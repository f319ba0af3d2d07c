package taxonomies

import (
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/taxonomies"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showBring(v *visit.Visit) error { return bringPage(v, nil) }

func bringPage(v *visit.Visit, bad *db.Invalid) error {
	page := shell.Page{Title: "Load a list of terms", Section: section, Back: back()}
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return v.FormView(page, bringBody(v.Fields, visit.Faults(bad)), bad), nil
	})
}

// bring keeps the file that was sent until somebody decides.
func bring(v *visit.Visit) error {
	var b taxonomies.Brought
	sent, err := v.NeedFile("file", fileLimit, "")
	if err == nil {
		err = v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
			if b, err = taxonomies.Bring(tx, sent.Name, v.Fields.Text("name"), sent.Body); err != nil {
				return err
			}
			return audit.Change(tx, v.Actor.Audit(), "taxonomy.brought", "", "taxonomy_file", b.ID)
		})
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bringPage(v, bad) })
	}
	return v.Go(LoadPath + "/" + b.ID)
}

// brought is a file and what loading it would change.
type brought struct {
	taxonomies.Brought
	Reading  taxonomies.Reading
	Outcomes []taxonomies.Outcome
}

func showBrought(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b, err := readBrought(r, v.Path("file"))
		page := shell.Page{Title: "What loading it would change", Section: section, Wide: true, Back: back()}
		return visit.View{Page: page, Body: broughtBody(b, visit.NewToken())}, err
	})
}

func readBrought(r db.Reader, id string) (b brought, err error) {
	if b.Brought, err = taxonomies.GetBrought(r, id); err != nil {
		return b, err
	}
	if b.Reading, err = b.Read(); err != nil {
		return b, err
	}
	b.Outcomes, err = taxonomies.Compare(r, b.Reading)
	return b, err
}

// load keeps what the file holds.
func load(v *visit.Visit) error {
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		b, err := taxonomies.GetBrought(tx, v.Path("file"))
		if err != nil {
			return err
		}
		reading, err := b.Read()
		if err != nil {
			return err
		}
		done, err := directory.LoadTaxonomies(tx, byOf(v), b.File, reading)
		if err != nil {
			return err
		}
		for _, one := range done {
			if err := audit.Change(tx, v.Actor.Audit(), "taxonomy.loaded", "", "taxonomy", one.Taxonomy.ID); err != nil {
				return err
			}
		}
		return taxonomies.Drop(tx, b.ID)
	})
	if err != nil {
		return err
	}
	return v.Done(Path, "Loaded.")
}

func byOf(v *visit.Visit) directory.By {
	return directory.By{ID: v.Actor.AccountID, Name: v.Actor.Name}
}

func back() *ui.Link { return &ui.Link{Text: "Lists of terms", Href: Path} }
