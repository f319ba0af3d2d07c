package instudy

import (
	"strings"

	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
)

// TargetWords says what a target counts: "Interviews: patients, baseline".
func TargetWords(t studies.Target, waves []fieldwork.Wave, sites []studies.Site) string {
	words := t.Measure.Words()
	var of []string
	if t.Who != "" {
		of = append(of, strings.ToLower(t.Who.Plural()))
	}
	for _, w := range waves {
		if w.Code == t.Wave && t.Wave != "" {
			of = append(of, strings.ToLower(w.Name))
		}
	}
	for _, s := range sites {
		if s.ID == t.SiteID {
			of = append(of, s.Pseudonym)
		}
	}
	if len(of) == 0 {
		return words
	}
	return words + ": " + strings.Join(of, ", ")
}
