package sameness

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestComparingDoesNotMindTheOrder(t *testing.T) {
	records := makeCounty(3, 2_000).records
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.SampledFrom(records)
		a, b := one.Draw(t, "a"), one.Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") {
			b.Name, b.Organisation, b.Places = a.Name+" "+b.Name, a.Organisation, a.Places
		}
		if diff := cmp.Diff(Compare(a, b), Compare(b, a)); diff != "" {
			t.Fatal(diff)
		}
		// With the ids changed over, the sentences may name words in the other
		// order; points and band may not change.
		x, y := a, b
		x.ID, y.ID = b.ID, a.ID
		if p, q := Compare(a, b), Compare(x, y); p.Score != q.Score || p.Band != q.Band || p.OneSeries != q.OneSeries {
			t.Fatalf("%+v but %+v", p, q)
		}
	})
}

func TestARecordIsLikeItself(t *testing.T) {
	for _, r := range makeCounty(4, 1_000).records {
		again := r
		again.ID, again.Source = "again", "elsewhere"
		if p := Compare(r, again); p.Band == Ignore && (r.Places[0].Postcode != "" || r.Places[0].Point.Known()) {
			t.Errorf("%+v: %+v", r, p)
		}
	}
}

func TestAPassDoesNotMindTheOrder(t *testing.T) {
	records := makeCounty(5, 3_000).records
	want := setOf(t, records).Pass()
	if len(want) < 300 {
		t.Fatalf("%d pairs", len(want))
	}
	for seed := range uint64(3) {
		shuffled := slices.Clone(records)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(want, setOf(t, shuffled).Pass()); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestASetThatChangedIsLikeOneMadeAnew(t *testing.T) {
	records := makeCounty(6, 2_000).records
	s := setOf(t, records[:1_500])
	for _, r := range records[:500] {
		s.Remove(r.ID)
	}
	for _, r := range records[400:] { // some new, some again
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	s.Remove("nobody")
	want := setOf(t, records[400:])
	if s.Len() != want.Len() || len(s.blocks) != len(want.blocks) {
		t.Fatalf("%d records and %d keys, want %d and %d", s.Len(), len(s.blocks), want.Len(), len(want.blocks))
	}
	if diff := cmp.Diff(want.Pass(), s.Pass()); diff != "" {
		t.Fatal(diff)
	}
}

func TestLikeFindsARecordNotInTheSet(t *testing.T) {
	s := setOf(t, append(makeCounty(7, 2_000).records, lunch()))
	twin := other(func(r *Record) { r.Name = "Harbour lunch" })
	pairs := s.Like(twin)
	if len(pairs) == 0 || pairs[0].A != "a" || pairs[0].B != "b" || pairs[0].Band != Review {
		t.Fatalf("%+v", pairs)
	}
	if s.Len() != 2_001 {
		t.Errorf("asking added a record: %d", s.Len())
	}
	if again := s.Like(lunch()); slices.ContainsFunc(again, func(p Pair) bool { return p.A == p.B }) {
		t.Errorf("a record is its own twin: %+v", again)
	}
}

func TestARecordNeedsAnID(t *testing.T) {
	s := NewSet()
	if err := s.Add(Record{Name: "Lunch"}); !errors.Is(err, ErrNoID) || s.Len() != 0 {
		t.Errorf("%v, %d records", err, s.Len())
	}
	if err := s.Add(Record{ID: "empty"}); err != nil || len(s.Like(Record{ID: "also empty"})) != 0 {
		t.Errorf("%v", err)
	}
}

// TestSharedContactsDoNotExplode puts thousands behind one switchboard, website,
// number and hall.
func TestSharedContactsDoNotExplode(t *testing.T) {
	s := NewSet()
	for i := range 5_000 {
		r := lunch()
		r.ID, r.Name = fmt.Sprint(i), fmt.Sprintf("%s %d", pick(&maker{Rand: rand.New(rand.NewPCG(uint64(i), 1))}, activities), i)
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	of := make(map[string]int)
	for _, c := range s.couples() {
		of[c.idA]++
		of[c.idB]++
		if of[c.idA] > MostCandidates || of[c.idB] > MostCandidates {
			t.Fatalf("%d and %d comparisons", of[c.idA], of[c.idB])
		}
	}
}
