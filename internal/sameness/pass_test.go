package sameness

import (
	"fmt"
	"testing"
)

// measured are the figures of a whole pass.
type measured struct {
	truePairs, blocked, most, couples int
	linked, linkedRight               int
	reviewed, reviewedRight           int
	series, seriesFound               int
	wrong, missed                     []string
}

func (m measured) String() string {
	return fmt.Sprintf("%d true pairs: blocking recall %.4f (%d couples, most of one record %d); linked %d, precision %.5f; reviewed %d, precision %.3f; recall of both %.4f (link %.3f); series found %d of %d",
		m.truePairs, share(m.blocked, m.truePairs), m.couples, m.most, m.linked, share(m.linkedRight, m.linked), m.reviewed, share(m.reviewedRight, m.reviewed),
		share(m.linkedRight+m.reviewedRight, m.truePairs), share(m.linkedRight, m.truePairs), m.seriesFound, m.series)
}

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

func measure(t testing.TB, seed uint64, n int) measured {
	c := makeCounty(seed, n)
	s := NewSet()
	at := make(map[string]Record)
	byService := make(map[int][]string)
	for _, r := range c.records {
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
		at[r.ID] = r
		byService[c.truth[r.ID]] = append(byService[c.truth[r.ID]], r.ID)
	}
	var m measured
	for _, ids := range byService {
		m.truePairs += len(ids) * (len(ids) - 1) / 2
	}
	per := make(map[string]int)
	for _, x := range s.couples() {
		m.couples++
		per[x.idA]++
		per[x.idB]++
		m.most = max(m.most, per[x.idA], per[x.idB])
		if c.truth[x.idA] == c.truth[x.idB] {
			m.blocked++
			if p := Compare(at[x.idA], at[x.idB]); p.Band == Ignore {
				m.missed = append(m.missed, fmt.Sprintf("%d %v\n  %+v\n  %+v", p.Score, p.Reasons, at[x.idA], at[x.idB]))
			}
		}
	}
	for _, p := range s.Pass() {
		right := c.truth[p.A] == c.truth[p.B]
		switch {
		case p.Band == Link && right:
			m.linked, m.linkedRight = m.linked+1, m.linkedRight+1
		case p.Band == Link:
			m.linked++
		case right:
			m.reviewed, m.reviewedRight = m.reviewed+1, m.reviewedRight+1
		default:
			m.reviewed++
		}
		if !right {
			m.wrong = append(m.wrong, fmt.Sprintf("%s %d %v\n  %+v\n  %+v", p.Band, p.Score, p.Reasons, at[p.A], at[p.B]))
		}
		if c.series[[2]string{p.A, p.B}] && p.OneSeries {
			m.seriesFound++
		}
	}
	m.series = len(c.series)
	return m
}

func TestTune(t *testing.T) {
	m := measure(t, 1, 20_000)
	t.Log(m)
	for i, w := range m.wrong {
		if i%(len(m.wrong)/12+1) == 0 {
			t.Log("WRONG", w)
		}
	}
	for i, w := range m.missed {
		if i%(len(m.missed)/12+1) == 0 {
			t.Log("MISSED", w)
		}
	}
}
