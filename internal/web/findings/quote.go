package findings

import (
	"cmp"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// chooseQuote chooses words of a participant for a finding.
func chooseQuote(v *visit.Visit) error {
	err := db.Fault("passage", "Choose words")
	if passage := v.Fields.Get("passage"); passage != "" {
		_, err = findings.ChooseQuote(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("finding"), passage)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return findingPage(v, "quote", bad) })
	}
	return instudy.Done(v, "/findings/"+v.Path("finding"), "Chosen. It is shown while they allow it.")
}

func dropQuote(v *visit.Visit) error {
	if err := findings.DropQuote(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("finding"), v.Fields.Get("quote")); err != nil {
		return err
	}
	return instudy.Done(v, "/findings/"+v.Path("finding"), "Taken away.")
}

// whose says whose words a quote is, as far as the reader may know.
func whose(q findings.Quote) string {
	return cmp.Or(q.Passage.Number, q.Passage.Told, "A participant")
}

// passageItems are the words that can be chosen, by theme.
func passageItems(all []interviews.Passage) (items []ui.Choice) {
	for _, p := range all {
		items = append(items, ui.Choice{Value: p.ID, Text: "“" + p.Words + "”", Hint: p.Number + ", under “" + p.Theme + "”"})
	}
	return items
}
