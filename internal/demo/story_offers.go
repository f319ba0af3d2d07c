package demo

import (
	"fmt"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/proactive"
	"linkwork/internal/vocabulary"
)

// offer has the practices of the first two teams search their records for
// people who might want help. The first list is half worked.
func (b *builder) offer() error {
	nth := 0
	for _, t := range b.teams[:min(2, len(b.teams))] {
		for _, p := range t.Practices {
			id, err := b.offerList(p, nth)
			if err != nil {
				return err
			}
			if nth == 0 {
				if err := b.makeOffers(t, id); err != nil {
					return err
				}
			}
			nth++
		}
	}
	return nil
}

// offeredTo are ten people per list, nobody's names.
var offeredTo = []string{"Mrs Edith Larch", "Mr Clement Pool", "Finch, Rosalie (Ms)", "Mr Bertrand Hill", "Mrs Agnes Thorn", "Mr Osric Lane", "Ms Petra Field", "Mr Hugo Brook", "Mrs Ines Ford", "Mr Silas Gate"}

func (b *builder) offerList(p staffed, nth int) (string, error) {
	b.clock.Set(b.today.AddDays(-9).At(11, 10*nth))
	lines := []string{"Patient name\tDOB\tNHS number\tTelephone\tPostcode\tNotes"}
	var in []int
	for i, name := range offeredTo {
		lines = append(lines, fmt.Sprintf("%s\t%d/%d/%d\t%s\t07700 900 %03d\t%s 1AB\t%s", name, 1+2*i+nth, 1+i, 1935+i, vocabulary.MakeNHSNumber(880_000+100*nth+i), 400+20*nth+i, p.ODS[:3],
			[]string{"", "Looks after his wife", "", "Hard of hearing: let it ring"}[i%4]))
		in = append(in, i+2)
	}
	return proactive.Add(b.ctx, b.db, p.Actor, none, proactive.New{PracticeID: p.ID, Name: "Over 80 and living alone, winter", Purpose: "A call from a link worker about company and help at home before it gets cold.",
		Basis: "direct-care", BasisWords: p.Clinician + " with the team's manager", AgreedOn: b.today.AddDays(-12), Text: strings.Join(lines, "\n"), In: in})
}

func (b *builder) makeOffers(t team, id string) error {
	by := t.Workers[0]
	b.clock.Set(b.today.AddDays(-8).At(9, 0))
	if err := proactive.Share(b.ctx, b.db, by, none, id); err != nil {
		return err
	}
	lines, err := b.offerLines(by, id)
	if err != nil {
		return err
	}
	for i, s := range []proactive.Said{
		{Outcome: vocabulary.OfferYes}, {Outcome: "no"}, {Outcome: vocabulary.OfferNotNow, AskOn: b.today.AddDays(5)}, {Outcome: vocabulary.OfferNoAnswer},
		{Outcome: vocabulary.OfferNever}, {Outcome: "wrong-details", Words: "The number is not in use."}, {Outcome: "not-suitable", Words: "Lives in a care home now."},
	} {
		b.clock.Set(b.today.AddDays(-3).At(10, 7*i))
		s.ListID, s.LineID, s.Version = id, lines[i].ID, lines[i].Version
		if s.AskOn != (dates.Date{}) {
			s.Words = "Her sister is staying with her."
		}
		if _, err := proactive.Note(b.ctx, b.db, by, none, s); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) offerLines(by access.Actor, id string) ([]proactive.Line, error) {
	var o proactive.Opened
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { o, err = proactive.Open(r, by, id); return })
	return o.Lines, err
}
