package measures_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

func TestAFileThatTellsBesideAnEarlierOneStaysHere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker, manager := c.Harbour.First, c.Harbour.Manager
		p, _ := instruments.Find("ons4")
		follow := func(n int) {
			for i := range n {
				person := c.Supported(worker)
				for _, s := range [][2]int{{100, 2 + i%2}, {0, 5 + i%3}} {
					_, err := measures.Record(t.Context(), d, worker, once.Key{}, person, measures.Numbers("ons4", c.Today().AddDays(-s[0]), ons4(s[1], 5, 5, 5)))
					c.OK(err)
				}
			}
		}
		let := func(audience, rule string) (string, error) {
			return measures.Let(t.Context(), d, manager, once.Key{}, measures.Release{Inquiry: measures.Inquiry{Pack: p, Scale: p.Main(), From: c.Today().AddMonths(-12), To: c.Today()}, Audience: audience, Rule: rule})
		}
		file := func(id string) (text string) {
			c.Read(func(r *db.Snapshot) (err error) {
				_, text, err = measures.Released(r, manager, id)
				return err
			})
			return text
		}
		follow(12)
		id, err := let("The council", "fewer-than-5")
		c.OK(err)
		first := file(id)
		if !strings.Contains(first, "Better,12\r\n") || !strings.Contains(first, "Mean change,3.50\r\n") {
			t.Errorf("%s", first)
		}
		if _, err := let(" the  COUNCIL", "fewer-than-5"); err != nil {
			t.Errorf("the same again: %v", err)
		}
		follow(1)
		if _, err = let("The council", "fewer-than-5"); err == nil || !strings.Contains(err.Error(), "choose rounded numbers") {
			t.Errorf("one person more: %v", err)
		}
		if _, err := let("Somebody else", "fewer-than-5"); err != nil {
			t.Errorf("to others: %v", err)
		}
		rounded, err := let("The council", "nhs-subnational")
		c.OK(err)
		if text := file(rounded); !strings.Contains(text, "Better,15\r\n") || strings.Contains(text, "Mean") {
			t.Errorf("rounded: %s", text)
		}
		follow(5)
		if _, err := let("The council", "fewer-than-5"); err != nil {
			t.Errorf("six people more: %v", err)
		}
		if file(id) != first {
			t.Error("the first file has changed")
		}
		if _, err := measures.Let(t.Context(), d, worker, once.Key{}, measures.Release{Inquiry: measures.Inquiry{Pack: p, Scale: p.Main()}, Audience: "x", Rule: "fewer-than-5"}); err == nil {
			t.Error("a worker lets figures go")
		}
		c.Read(func(r *db.Snapshot) error {
			if _, _, err := measures.Released(r, c.Canalside.Manager, id); err == nil {
				t.Error("another team's manager has the file")
			}
			return nil
		})
	})
}
