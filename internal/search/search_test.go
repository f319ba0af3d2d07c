package search

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/places"
	"linkwork/internal/vocabulary"
)

func drawQuery(t *rapid.T) Query {
	q := Query{
		Words: rapid.SampledFrom([]string{"", "lunch", "befreinding", "benifits", "garden walks", "xylophone choir", "a cup of tea", "welfare rights"}).Draw(t, "words"),
		Needs: rapid.SliceOfN(rapid.SampledFrom(vocabulary.Needs.Codes()), 0, 2).Draw(t, "needs"),
		Terms: rapid.SliceOfN(rapid.SampledFrom([]string{"t0", "t1", "t9"}), 0, 1).Draw(t, "terms"),
		Miles: rapid.SampledFrom([]float64{0, 1, 5, 20, 200}).Draw(t, "miles"), OnlineToo: rapid.Bool().Draw(t, "online"),
		Times: rapid.SampledFrom([]Times{0, 0, TimesOf(65), TimesOf(2, Evening), TimesOf(0, Morning), TimesOf(1) | TimesOf(4, Morning, Evening)}).Draw(t, "times"), Age: rapid.SampledFrom([]int{0, 20, 70}).Draw(t, "age"),
		Language: rapid.SampledFrom([]string{"", "Polish"}).Draw(t, "language"), HasRoom: rapid.Bool().Draw(t, "room"),
		Now: now, Facets: true, Limit: 1000,
	}
	for i := range q.Answers {
		q.Answers[i] = Answer(rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "answer"))
	}
	if rapid.Bool().Draw(t, "from somewhere") {
		q.From = rapid.SampledFrom(places.MadeUp()).Draw(t, "from").Point
	}
	return q
}

// What an index finds is what reading every document finds.
func TestSearchEqualsReadingEverything(t *testing.T) {
	docs := someDocs(1, 400)
	ix := New(slices.Clone(docs), NewSynonyms(Alike))
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		terms, _ := ix.terms(q.Words, !q.narrows(0))
		got := ix.Search(q)
		found, further := make(map[string]bool), 0
		for i := range docs {
			d := &docs[i]
			if !d.fits(&q) || !d.hasWords(terms, got.AnyWord) {
				continue
			}
			if d.isNear(&q) {
				found[d.ID] = true
			} else {
				further++
			}
		}
		if got.Total != len(found) || got.Further != further || len(got.Hits) != got.Total {
			t.Fatalf("%d of %d and %d further; reading everything %d and %d", len(got.Hits), got.Total, got.Further, len(found), further)
		}
		for _, id := range ids(got.Hits) {
			if !found[id] {
				t.Fatalf("%s does not fit or is there twice", id)
			}
			delete(found, id)
		}
		for _, f := range got.Facets {
			if f.Yes+f.No+f.NotStated != got.Total || f.NotStated < 0 {
				t.Fatalf("%+v of %d", f, got.Total)
			}
			asked, timed := Times(0), true
			switch f.Kind {
			case "day":
				asked = TimesOf(On(dayNamed(f.Value)), q.Times.Parts()...)
			case "time":
				asked = TimesOf(q.Times.Days(), Part(slices.IndexFunc(DayParts, func(p Part) bool { return p.String() == f.Value })))
			default:
				timed = false
			}
			counted := map[Answer]int{}
			for i := range docs {
				if d := &docs[i]; timed && d.fits(&q) && d.hasWords(terms, got.AnyWord) && d.isNear(&q) {
					counted[d.opens(asked)]++
				}
			}
			if timed && (f.Yes != counted[Yes] || f.No != counted[No]) {
				t.Fatalf("%+v, reading everything %v", f, counted)
			}
		}
	})
}

func dayNamed(name string) time.Weekday {
	return week[slices.IndexFunc(week, func(d time.Weekday) bool { return d.String() == name })]
}

// fits is the filters, read from one document.
func (d *Doc) fits(q *Query) bool {
	anyOf := func(wanted []string, has func(string) bool) bool {
		return len(wanted) == 0 || slices.ContainsFunc(wanted, has)
	}
	if !anyOf(q.Needs, func(code string) bool {
		return slices.ContainsFunc(d.Needs, func(n Need) bool { return n.Code == code })
	}) ||
		!anyOf(q.Terms, func(id string) bool { return slices.Contains(d.Terms, id) }) {
		return false
	}
	for i, wanted := range q.Answers {
		if wanted != NotStated && d.Answers[i] != NotStated && d.Answers[i] != wanted {
			return false
		}
	}
	if q.Age > 0 && (d.MinimumAge != nil && q.Age < *d.MinimumAge || d.MaximumAge != nil && q.Age > *d.MaximumAge) {
		return false
	}
	if q.HasRoom && d.Room == No && !d.RoomUntil.Before(q.Now) {
		return false
	}
	return len(d.Openings) == 0 || d.opens(q.Times) != No
}

// opens says whether a document is open at some of these times, read from its
// openings one by one.
func (d *Doc) opens(asked Times) Answer {
	if asked == 0 || len(d.Openings) == 0 {
		return NotStated
	}
	answer := No
	for _, o := range d.Openings {
		whole := true
		for p, end := range []int{12 * 60, 17 * 60, 24 * 60} {
			begin := []int{0, 12 * 60, 17 * 60}[p]
			if asked&TimesOf(On(o.Day), Part(p)) == 0 {
				whole = false
				continue
			}
			switch {
			case o.To > 0 && o.From < end && o.To > begin, o.To == 0 && o.From > 0 && o.From >= begin && o.From < end:
				return Yes
			case o.To == 0 && o.From < end:
				answer = NotStated
			}
		}
		if whole {
			return Yes
		}
	}
	return answer
}

func (d *Doc) hasWords(terms []term, any bool) bool {
	having := 0
	for _, t := range terms {
		if slices.ContainsFunc(t.ways, func(w way) bool {
			return !slices.ContainsFunc(w.stems, func(stem string) bool { return !d.hasStem(stem) })
		}) {
			having++
		}
	}
	return having == len(terms) || any && having > 0
}

func (d *Doc) hasStem(stem string) bool {
	for _, texts := range d.Texts {
		for _, text := range texts {
			if Written(text, stem) != "" {
				return true
			}
		}
	}
	return false
}

func (d *Doc) isNear(q *Query) bool {
	if q.Miles == 0 || !q.From.Known() || len(d.Points) == 0 || q.OnlineToo && d.Answers[Online] == Yes {
		return true
	}
	return slices.ContainsFunc(d.Points, func(p places.Point) bool { return places.Miles(q.From, p) <= q.Miles })
}

// However an index came about, the same documents give the same answers.
func TestApplyEqualsRebuild(t *testing.T) {
	synonyms := NewSynonyms(Alike)
	rapid.Check(t, func(t *rapid.T) {
		docs := someDocs(2, 300)
		ix := New(slices.Clone(docs), synonyms)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			var changed []Doc
			var removed []string
			for range rapid.SampledFrom([]int{1, 5, 600}).Draw(t, "changed") {
				changed = append(changed, someDoc(random, pick(random, docs).ID+pick(random, []string{"", "", "x"})))
			}
			for range rapid.IntRange(0, 5).Draw(t, "removed") {
				removed = append(removed, pick(random, docs).ID)
			}
			changed = lastOfEach(without(changed, removed))
			gone := slices.Clone(removed)
			for _, d := range changed {
				gone = append(gone, d.ID)
			}
			docs = append(without(docs, gone), changed...)
			ix = ix.Apply(changed, removed)
		}
		again := New(slices.Clone(docs), synonyms)
		for range 5 {
			q := drawQuery(t)
			if got, want := ix.Search(q), again.Search(q); !reflect.DeepEqual(got, want) {
				t.Fatalf("applied\n%+v\nrebuilt\n%+v", got, want)
			}
		}
	})
}

// Every page is a part of the whole list, in its order.
func TestPagesArePartsOfTheWhole(t *testing.T) {
	ix := New(someDocs(3, 300), NewSynonyms(Alike))
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		whole := ix.Search(q)
		q.Offset, q.Limit = rapid.IntRange(0, 310).Draw(t, "offset"), rapid.IntRange(0, 40).Draw(t, "limit")
		got := ix.Search(q)
		from, to := min(q.Offset, whole.Total), min(q.Offset+q.Limit, whole.Total)
		if !slices.Equal(ids(got.Hits), ids(whole.Hits[from:to])) || got.Total != whole.Total {
			t.Fatalf("%v, want %v", ids(got.Hits), ids(whole.Hits[from:to]))
		}
	})
}

func named(id, name string) Doc {
	d := Doc{ID: id}
	d.Texts[InName] = []string{name}
	return d
}

func TestWords(t *testing.T) {
	ix := New([]Doc{named("rights", "Welfare rights"), named("shed", "Men's Shed"), named("bank", "Foodbank"), named("cafe", "Memory Café"), named("garden", "Garden Hub")}, NewSynonyms(Alike))
	for asked, want := range map[string]struct {
		id   string
		stem string
		how  How
	}{
		"benifits": {"rights", "welfar", Synonym}, "benefits": {"rights", "welfar", Synonym}, "welfare rights": {"rights", "welfar", Exact}, "mens sheds": {"shed", "men", Exact},
		"food-bank": {"bank", "food", Exact}, "CAFÉ": {"cafe", "cafe", Exact}, "grdening": {"garden", "garden", Corrected}, "gardenhub": {"garden", "garden", Corrected},
		"dementia": {"cafe", "memori", Synonym},
	} {
		got := ix.Search(Query{Words: asked, Limit: 9, Now: now})
		if len(got.Hits) == 0 || got.Hits[0].ID != want.id || got.Hits[0].Words[0].Stems[0] != want.stem || got.Hits[0].Words[0].How != want.how || got.AnyWord {
			t.Errorf("%q: %+v, want %+v", asked, got, want)
		}
	}
	if got := ix.Search(Query{Words: "gardn", Limit: 9}); got.Corrected["gardn"] != "garden" {
		t.Errorf("%+v", got.Corrected)
	}
}

func TestRoomCountsUntilItsTime(t *testing.T) {
	full := named("full", "Choir")
	full.Room, full.RoomUntil = No, now
	ix := New([]Doc{full}, NewSynonyms(nil))
	if ix.Search(Query{HasRoom: true, Now: now}).Total != 0 || ix.Search(Query{HasRoom: true, Now: now.Add(time.Second)}).Total != 1 {
		t.Error("an old observation is a no, or a fresh one is none")
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"garden", "garden", 0}, {"gardn", "garden", 1}, {"gardne", "garden", 1}, {"gxrdxn", "garden", 2}, {"garden", "", 3}, {"abcdef", "uvwxyz", 3},
	} {
		if got := min(slips(c.a, c.b, 2), 3); got != c.want {
			t.Errorf("slips(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// Small words say nothing beside a filter, and something alone.
func TestSmallWordsBesideAFilter(t *testing.T) {
	doc := Doc{ID: "lunch", Openings: []Span{{Day: time.Sunday, From: 720, To: 840}}}
	doc.Texts[InName] = []string{"Lunch"}
	other := Doc{ID: "go"}
	other.Texts[InName] = []string{"Places to go"}
	ix := New([]Doc{doc, other}, NewSynonyms(nil))
	if got := ix.Search(Query{Words: "somewhere to go", Times: TimesOf(On(time.Sunday)), Limit: 5}); got.Total != 2 || got.Hits[0].ID != "lunch" {
		t.Errorf("beside a day: %+v", got.Hits)
	}
	if got := ix.Search(Query{Words: "go", Limit: 5}); got.Total != 1 || got.Hits[0].ID != "go" {
		t.Errorf("alone: %+v", got.Hits)
	}
}

// What is known to be as asked for stands before what does not say, and of what
// fits as well the nearer stands first, as distances are said.
func TestWhatIsKnownStandsFirst(t *testing.T) {
	ix := New(someDocs(4, 300), NewSynonyms(Alike))
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		q.AgeFirst = rapid.Bool().Draw(t, "age first")
		hits := ix.Search(q).Hits
		for i := 1; i < len(hits); i++ {
			a, b := hits[i-1], hits[i]
			if a.Far && !b.Far || a.Far == b.Far && a.Known < b.Known {
				t.Fatalf("%+v stands before %+v", a, b)
			}
			if q.From.Known() && a.Far == b.Far && a.Known == b.Known && a.Fit == b.Fit && !math.IsInf(a.Miles, 1) && !math.IsInf(b.Miles, 1) && places.Rounded(a.Miles) > places.Rounded(b.Miles) {
				t.Fatalf("%+v is further than %+v", a, b)
			}
		}
	})
}

// The opening that nobody states does not outrank one on the day asked for,
// whatever its name and however near it is.
func TestAKnownDayStandsBeforeAnUnknownOne(t *testing.T) {
	named := func(id, name string, miles float64, openings ...Span) Doc {
		d := Doc{ID: id, Openings: openings, Points: []places.Point{{Lat: 53 + miles/69, Lon: -1}}}
		d.Texts[InName] = []string{name}
		return d
	}
	ix := New([]Doc{named("unknown", "Lunch lunch club", 0), named("known", "Club with a lunch", 4, Span{Day: time.Sunday, From: 720, To: 840})}, NewSynonyms(nil))
	got := ix.Search(Query{Words: "lunch", From: places.Point{Lat: 53, Lon: -1}, Times: TimesOf(On(time.Sunday)), Limit: 5})
	if far := ix.Search(Query{Words: "lunch", From: places.Point{Lat: 53.3, Lon: -1}, Times: TimesOf(On(time.Sunday)), Limit: 5}); far.Hits[0].ID != "known" || !far.Hits[0].Far || !far.Hits[1].Far {
		t.Errorf("both are far: %+v", far.Hits)
	}
	beyond := New([]Doc{named("unknown", "Lunch lunch club", 0), named("known", "Club with a lunch", 11, Span{Day: time.Sunday, From: 720, To: 840})}, NewSynonyms(nil))
	if got := beyond.Search(Query{Words: "lunch", From: places.Point{Lat: 53, Lon: -1}, Times: TimesOf(On(time.Sunday)), Limit: 5}); got.Hits[0].ID != "unknown" {
		t.Errorf("out of reach: %+v", got.Hits)
	}
	if len(got.Hits) != 2 || got.Hits[0].ID != "known" || got.Hits[0].Opening != Yes || got.Hits[0].Known != 1 {
		t.Errorf("%+v", got.Hits)
	}
}
