package sampling

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	employer = Dimension{"employer", "Employer", []Value{
		{"practice", "Primary care", "from primary care"}, {"voluntary", "Voluntary sector", "from the voluntary sector"}, {"council", "Council", "from a council"}}}
	region = Dimension{"region", "Region", []Value{
		{"north-east", "North East", "in the North East"}, {"london", "London", "in London"}, {"wales", "Wales", "in Wales"}}}
	years = Dimension{"years", "Years in post", []Value{
		{"under-1", "Under 1", "with under 1 year in post"}, {"1-to-3", "1 to 3", "with 1 to 3 years in post"}, {"over-3", "Over 3", ""}}}
)

func frame() Frame {
	return Frame{
		Dimensions: []Dimension{employer, region, years},
		Wanted:     append(Each(1, employer, region), Each(2, years)...),
		About:      9,
	}
}

func candidate(number, employer, region, years string) Candidate {
	return Candidate{number, []string{employer, region, years}}
}

var candidates = []Candidate{
	candidate("LW-01", "practice", "london", "1-to-3"),
	candidate("LW-02", "practice", "london", "over-3"),
	candidate("LW-03", "practice", "london", "over-3"),
	candidate("LW-04", "council", "north-east", "under-1"),
	candidate("LW-05", "voluntary", "london", "1-to-3"),
	candidate("LW-06", "voluntary", Unknown, "under-1"),
	candidate("LW-07", "voluntary", "wales", "over-3"),
	candidate("LW-08", "council", "london", "1-to-3"),
	candidate("LW-09", Unknown, Unknown, Unknown),
}

func filled(t *testing.T, f Frame, c []Candidate, choices ...Choice) *Sample {
	t.Helper()
	s, err := f.Of(c, choices)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func numbers(s Suggestions) (all []string) {
	for _, n := range s.Next {
		all = append(all, n.Number)
	}
	return all
}

func TestSuggestionsSayWhy(t *testing.T) {
	s := filled(t, frame(), candidates, Choice{"LW-02", Chosen, "first"}, Choice{"LW-05", Chosen, "few from there"}, Choice{"LW-08", Declined, "no time"})
	got := s.Suggest(1, "2023-11")
	if len(got.Next) != 1 || got.Next[0].Number != "LW-04" || got.Places != 6 {
		t.Fatalf("%+v", got)
	}
	if want := "The only one from a council in the North East; nobody with under 1 year in post is chosen yet."; got.Next[0].Words() != want {
		t.Errorf("%q", got.Next[0].Words())
	}
	if got.Next[0].Among != 1 {
		t.Errorf("nobody else fills as much: %+v", got.Next[0])
	}
	for _, want := range []string{"2023-11", "HMAC-SHA-256", "lot decides"} {
		if !strings.Contains(got.Rule(), want) {
			t.Errorf("the rule does not say %q: %s", want, got.Rule())
		}
	}
}

func TestEqualsAreDrawnByLot(t *testing.T) {
	f := Frame{Dimensions: []Dimension{employer}, Wanted: Each(1, employer), About: 3}
	var many []Candidate
	for i := range 40 {
		many = append(many, Candidate{fmt.Sprintf("LW-%02d", i), []string{"practice"}})
	}
	drawn := make(map[string]bool)
	for i := range 30 {
		got := filled(t, f, many).Suggest(3, fmt.Sprint("seed ", i))
		if len(got.Next) != 1 || got.Next[0].Among != 40 {
			t.Fatalf("%+v", got)
		}
		drawn[got.Next[0].Number] = true
	}
	if len(drawn) < 15 {
		t.Errorf("30 lots drew only %d of 40 people", len(drawn))
	}
	// Whoever drops out of the lot changes no other place in it.
	one := filled(t, f, many).Suggest(1, "s").Next[0]
	without := filled(t, f, many, Choice{Number: one.Number, State: NotNow}).Suggest(1, "s").Next[0]
	others := slices.DeleteFunc(slices.Clone(many), func(c Candidate) bool { return c.Number == one.Number })
	if again := filled(t, f, others).Suggest(1, "s").Next[0]; again.Number != without.Number {
		t.Errorf("%s, then %s", without.Number, again.Number)
	}
	if want := "Nobody from primary care is chosen yet. Drawn by lot from 40 who fill as much, with the seed “s”."; one.Words() != want {
		t.Errorf("%q", one.Words())
	}
	// So that a paper's appendix can be checked with any other program:
	// printf %s LW-00 | openssl dgst -sha256 -hmac s
	tickets := (&Sample{}).draw(&group{numbers: []string{"LW-00"}}, "s")
	if got := fmt.Sprintf("%016x", tickets[0].place); got != "0d0883aa10279525" {
		t.Errorf("LW-00 has place %s", got)
	}
}

func TestWhatCannotBeFilledIsSaid(t *testing.T) {
	f := frame()
	f.About = 4
	s := filled(t, f, candidates, Choice{"LW-08", Declined, "no time"}, Choice{"LW-07", Reserve, "another from Wales is likely"})
	got := s.Suggest(20, "s")
	if got.Places != 0 || len(got.Next) != 4 {
		t.Fatalf("%+v", got)
	}
	said := make(map[string]Why)
	var words []string
	for _, u := range got.Unfilled {
		said[u.Who] = u.Why
		words = append(words, u.Words())
	}
	for who, why := range map[string]Why{
		"from primary care in Wales":         NobodyOptedIn,
		"from a council in London":           TooFew,
		"from the voluntary sector in Wales": TooFew,
	} {
		if said[who] != why {
			t.Errorf("%s: %q in %v", who, said[who], said)
		}
	}
	all := strings.Join(words, "\n")
	for _, want := range []string{
		"Nobody from primary care in Wales opted in. It is not known of 1 other who could be asked.",
		"1 of 1 wanted from a council in London cannot be found: 1 opted in, 1 declined. It is not known of 1 other who could be asked.",
		"1 of 1 wanted from the voluntary sector in Wales cannot be found: 1 opted in, 1 in reserve.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not said: %s\n%s", want, all)
		}
	}

	f.About = 1
	got = filled(t, f, candidates).Suggest(5, "s")
	if i := slices.IndexFunc(got.Unfilled, func(u Unfilled) bool { return u.Why == NoPlaces }); i < 0 || !strings.HasSuffix(got.Unfilled[i].Words(), "no place is left.") {
		t.Errorf("%+v", got.Unfilled)
	}
}

// Whatever was chosen at first, the last decision counts.
func TestTheLastChoiceCounts(t *testing.T) {
	s := filled(t, frame(), candidates, Choice{"LW-04", Chosen, "the only one"}, Choice{"LW-04", Withdrawn, "left the job"})
	if slices.Contains(numbers(s.Suggest(20, "s")), "LW-04") {
		t.Error("somebody who withdrew is suggested")
	}
	c, err := s.Coverage("employer", "region")
	if err != nil || c.All.Chosen != 0 || c.All.Withdrawn != 1 || c.Cells[2][0].Withdrawn != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	who, err := s.Who(Trait{"employer", "council"}, Trait{"region", "north-east"})
	if err != nil || len(who) != 1 || who[0] != (Choice{"LW-04", Withdrawn, "left the job"}) {
		t.Errorf("%+v, %v", who, err)
	}
}

func TestCoverageIsAGrid(t *testing.T) {
	s := filled(t, frame(), candidates, Choice{"LW-01", Chosen, ""}, Choice{"LW-06", Chosen, ""}, Choice{"LW-05", Reserve, ""})
	c, err := s.Coverage("employer", "region")
	if err != nil {
		t.Fatal(err)
	}
	if c.All.Chosen != 2 || c.All.Wanted != 9 || c.Empty != 8 || c.All.OptedIn() != 9 {
		t.Errorf("%d of about %d, %d cells empty", c.All.Chosen, c.All.Wanted, c.Empty)
	}
	if got, want := c.Cells[0][1], (Cell{1, Tally{Free: 2, Chosen: 1}}); got != want {
		t.Errorf("primary care in London: %+v", got)
	}
	if got, want := c.Cells[1][3], (Cell{0, Tally{Chosen: 1}}); got != want {
		t.Errorf("the voluntary sector, region not known: %+v", got)
	}
	if got, want := c.Cells[3][3], (Cell{0, Tally{Free: 1}}); got != want {
		t.Errorf("nothing known: %+v", got)
	}
	if got, want := c.Margins[2].Cells[0], (Cell{2, Tally{Free: 1, Chosen: 1}}); got != want {
		t.Errorf("under 1 year: %+v", got)
	}
	turned, err := s.Coverage("region", "employer")
	if err != nil || turned.Cells[1][0] != c.Cells[0][1] || turned.Empty != c.Empty {
		t.Errorf("%+v, %v", turned, err)
	}
	// No number is given for these cells: each of the nine wants somebody.
	other, err := s.Coverage("region", "years")
	if err != nil || other.Empty != 8 {
		t.Errorf("%d empty, %v", other.Empty, err)
	}
}

func TestSilentValues(t *testing.T) {
	s := filled(t, frame(), candidates, Choice{"LW-04", Chosen, ""}, Choice{"LW-05", Chosen, ""}, Choice{"LW-07", Declined, ""})
	var got []string
	for _, v := range s.Silent() {
		got = append(got, v.Words())
	}
	want := []string{
		"Nobody from primary care was chosen: 3 opted in, 3 could still be asked. It is not known of 1 other who opted in.",
		"Nobody in Wales was chosen: 1 opted in, 1 declined. It is not known of 2 others who opted in.",
		"Nobody with years in post “Over 3” was chosen: 3 opted in, 2 could still be asked, 1 declined. It is not known of 1 other who opted in.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	none := filled(t, frame(), nil).Silent()
	if len(none) != 9 || none[0].OptedIn() != 0 || none[0].Words() != "Nobody from primary care opted in." {
		t.Errorf("%+v", none)
	}
}

func TestFramesAndNumbersThatCannotBe(t *testing.T) {
	twice := frame()
	twice.Dimensions = append(twice.Dimensions, employer)
	wanting := func(w ...Wanted) Frame { f := frame(); f.Wanted = w; return f }
	of := func(traits ...Trait) Wanted { return Wanted{traits, 1} }
	for what, c := range map[string]struct {
		frame      Frame
		candidates []Candidate
		choices    []Choice
		says       string
	}{
		"no number in all":        {Frame{Dimensions: []Dimension{employer}}, nil, nil, "about how many"},
		"nothing to vary by":      {Frame{About: 20}, nil, nil, "vary by"},
		"a dimension twice":       {twice, nil, nil, "Employer is there twice"},
		"no values":               {Frame{Dimensions: []Dimension{{Name: "x", Label: "X"}}, About: 1}, nil, nil, "X needs between 1 and 100 values"},
		"a value without a name":  {Frame{Dimensions: []Dimension{{"x", "X", []Value{{Label: "none"}}}}, About: 1}, nil, nil, "name of its own"},
		"a value twice":           {Frame{Dimensions: []Dimension{{"x", "X", []Value{{Name: "a"}, {Name: "a"}}}}, About: 1}, nil, nil, "name of its own"},
		"wanted of nobody":        {wanting(Wanted{N: 3}), nil, nil, "of whom 3 are wanted"},
		"none wanted":             {wanting(Wanted{[]Trait{{"region", "wales"}}, 0}), nil, nil, "in Wales"},
		"the unknown wanted":      {wanting(of(Trait{"region", Unknown})), nil, nil, "not known"},
		"wanted twice":            {wanting(of(Trait{"region", "wales"}, Trait{"years", "over-3"}), of(Trait{"years", "over-3"}, Trait{"region", "wales"})), nil, nil, "said twice"},
		"two values of one":       {wanting(of(Trait{"region", "wales"}, Trait{"region", "london"})), nil, nil, "two values of Region"},
		"wanted of another":       {wanting(of(Trait{"age", "old"})), nil, nil, "age"},
		"wanted of no value":      {wanting(of(Trait{"region", "mars"})), nil, nil, "mars"},
		"a candidate twice":       {frame(), append(slices.Clone(candidates), candidates[0]), nil, "LW-01 is there twice"},
		"another value":           {frame(), []Candidate{candidate("LW-10", "charity", "", "")}, nil, "LW-10: “charity” is no value of Employer"},
		"too few values":          {frame(), []Candidate{{"LW-10", []string{"council"}}}, nil, "1 values for 3 things"},
		"a choice of a stranger":  {frame(), candidates, []Choice{{"LW-99", Chosen, ""}}, "LW-99"},
		"a state that is unknown": {frame(), candidates, []Choice{{"LW-01", "maybe", ""}}, "maybe"},
	} {
		if _, err := c.frame.Of(c.candidates, c.choices); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	s := filled(t, frame(), candidates)
	for _, pair := range [][2]string{{"employer", "employer"}, {"employer", "age"}} {
		if _, err := s.Coverage(pair[0], pair[1]); err == nil {
			t.Errorf("%v is no grid", pair)
		}
	}
	if _, err := s.Who(Trait{"age", "old"}); err == nil {
		t.Error("nobody has an age here")
	}
}

func TestEachWantsEveryCell(t *testing.T) {
	cells := Each(2, employer, region)
	if len(cells) != 9 || !reflect.DeepEqual(cells[8], Wanted{[]Trait{{"employer", "council"}, {"region", "wales"}}, 2}) {
		t.Errorf("%+v", cells)
	}
	if got := Each(3, years); len(got) != 3 || got[2].N != 3 || len(got[2].Of) != 1 {
		t.Errorf("%+v", got)
	}
}
