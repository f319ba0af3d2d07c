package sources

import (
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// wordsPath is where people say which words mean the same when they look for
// help.
const wordsPath = "/admin/same-words"

func showWords(v *visit.Visit) error { return wordsPage(v, nil) }

func wordsPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := directory.ListSynonyms(r)
		page := shell.Page{Title: "Words for the same thing", Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return v.FormView(page, wordsBody(v.Fields, all, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// saveWords adds a group, or changes the one that the form names; a group
// without words is taken away.
func saveWords(v *visit.Visit) error {
	group := directory.Synonyms{ID: v.Fields.Get("group"), Words: strings.Split(v.Fields.Get("words"), ",")}
	done := "Saved. Searches use it from now on."
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		_, _, err := once.Do(tx, v.Once(), func() (string, error) {
			if v.Fields.Is("do", "remove") {
				done = "Taken away."
				return group.ID, directory.DeleteSynonyms(tx, group.ID)
			}
			return directory.SaveSynonyms(tx, group)
		})
		if err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "words.changed", "", "synonyms", group.ID)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wordsPage(v, bad) })
	}
	return v.Done(wordsPath, done)
}

// typedWords is what stands in the box of a group: what came back, or what is
// stored.
func typedWords(f visit.Fields, group directory.Synonyms) string {
	if f.Get("group") == group.ID && f.Get("words") != "" {
		return f.Get("words")
	}
	return strings.Join(group.Words, ", ")
}

// mine gives the faults to the form of the group that has them.
func mine(f visit.Fields, id string, errs ui.Errors) ui.Errors {
	if f.Get("group") == id {
		return errs
	}
	return nil
}
