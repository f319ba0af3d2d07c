package sameness

import (
	"fmt"
	"os"
	"slices"
	"testing"
)

// measured are the figures of a whole pass over a made-up county.
type measured struct {
	pairs, blocked, couples, most int // pairs that are one service; those compared; all compared; most of one record
	linked, linkedRight           int
	reviewed, reviewedRight       int
	series, seriesSaid            int
	wrong, missed                 []string // for a reader who tunes
}

func (m measured) blocking() float64        { return share(m.blocked, m.pairs) }
func (m measured) linkPrecision() float64   { return share(m.linkedRight, m.linked) }
func (m measured) reviewPrecision() float64 { return share(m.reviewedRight, m.reviewed) }
func (m measured) recall() float64          { return share(m.linkedRight+m.reviewedRight, m.pairs) }

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

func (m measured) String() string {
	return fmt.Sprintf("%d pairs are one service: %.4f of them compared (%d comparisons, at most %d of one record); %d linked, precision %.4f; %d to review, precision %.3f; recall of both %.3f, of links alone %.3f; %d of %d series said",
		m.pairs, m.blocking(), m.couples, m.most, m.linked, m.linkPrecision(), m.reviewed, m.reviewPrecision(), m.recall(), share(m.linkedRight, m.pairs), m.seriesSaid, m.series)
}

// setOf puts records into a new set.
func setOf(t testing.TB, records []Record) *Set {
	t.Helper()
	s := NewSet()
	for _, r := range records {
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func measure(t testing.TB, seed uint64) measured {
	c := makeCounty(seed, 20_000)
	s := setOf(t, c.records)
	var m measured
	size := make(map[int]int)
	for _, r := range c.records {
		m.pairs += size[c.truth[r.ID]]
		size[c.truth[r.ID]]++
	}
	m.countCouples(s, c)
	for _, p := range s.Pass() {
		m.countPair(s, c, p)
	}
	m.series = len(c.series)
	return m
}

func (m *measured) countCouples(s *Set, c county) {
	of := make(map[string]int)
	for _, x := range s.couples() {
		m.couples++
		of[x.idA]++
		of[x.idB]++
		m.most = max(m.most, of[x.idA], of[x.idB])
		if c.truth[x.idA] != c.truth[x.idB] {
			continue
		}
		m.blocked++
		if p := compare(s.members[x.a].facts, s.members[x.b].facts); p.Band == Ignore {
			m.missed = append(m.missed, c.show(p))
		}
	}
}

func (m *measured) countPair(s *Set, c county, p Pair) {
	right := 0
	if c.truth[p.A] == c.truth[p.B] {
		right = 1
	} else {
		m.wrong = append(m.wrong, c.show(p))
	}
	if p.Band == Link {
		m.linked, m.linkedRight = m.linked+1, m.linkedRight+right
	} else {
		m.reviewed, m.reviewedRight = m.reviewed+1, m.reviewedRight+right
	}
	if p.OneSeries && c.series[[2]string{p.A, p.B}] {
		m.seriesSaid++
	}
}

func (c county) show(p Pair) string {
	of := func(id string) Record {
		return c.records[slices.IndexFunc(c.records, func(r Record) bool { return r.ID == id })]
	}
	return fmt.Sprintf("%s %d %v\n  %+v\n  %+v", p.Band, p.Score, p.Reasons, of(p.A), of(p.B))
}

// tuning is the seed at which points and bands were set; the targets are
// tested at others.
const tuning = 1

func TestTargetsOnACountyNotSeenBefore(t *testing.T) {
	for _, seed := range []uint64{2026, 77} {
		m := measure(t, seed)
		t.Logf("seed %d: %s", seed, m)
		if m.blocking() < 0.98 || m.most > MostCandidates {
			t.Errorf("blocking recall %.4f, %d candidates", m.blocking(), m.most)
		}
		if m.linkPrecision() < 0.999 || m.linked < 200 {
			t.Errorf("%d linked, precision %.4f", m.linked, m.linkPrecision())
		}
		if m.reviewPrecision() < 0.80 || m.recall() < 0.85 {
			t.Errorf("review precision %.3f, recall %.3f", m.reviewPrecision(), m.recall())
		}
		if m.seriesSaid < m.series*95/100 {
			t.Errorf("%d of %d series said", m.seriesSaid, m.series)
		}
	}
}

// TestShowWhatIsWrong is for whoever changes points: it shows some of what goes
// wrong at the tuning seed.
func TestShowWhatIsWrong(t *testing.T) {
	if os.Getenv("SAMENESS_SHOW") == "" {
		t.Skip("set SAMENESS_SHOW=1 to see what goes wrong at the tuning seed")
	}
	m := measure(t, tuning)
	t.Log(m)
	for _, list := range [][]string{m.wrong, m.missed} {
		for i := 0; i < len(list); i += 1 + len(list)/15 {
			t.Log(list[i])
		}
	}
}

func BenchmarkPass20000(b *testing.B) {
	s := setOf(b, makeCounty(2026, 20_000).records)
	for b.Loop() {
		s.Pass()
	}
}

// BenchmarkPass20000FromNothing also builds the set.
func BenchmarkPass20000FromNothing(b *testing.B) {
	records := makeCounty(2026, 20_000).records
	for b.Loop() {
		setOf(b, records).Pass()
	}
}

func BenchmarkOneNewRecord(b *testing.B) {
	c := makeCounty(2026, 20_000)
	s := setOf(b, c.records[:19_000])
	i := 0
	for b.Loop() {
		s.Like(c.records[19_000+i%1000])
		i++
	}
}
