package directory

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/places"
	"linkwork/internal/search"
)

// asPeopleType is how often the wanted service must be among the first five.
const asPeopleType = 0.90

// TestRelevance asks for services as people would, from somewhere in the
// made-up county, where every sort of service is to be had in every outcode. The
// wanted one is that round the corner. Every third question is held out: the
// weights and the synonyms were chosen without looking at those.
func TestRelevance(t *testing.T) {
	docs, county := countyOfServices(t)
	index := search.New(docs, search.NewSynonyms(search.Alike))
	found, asked := make(map[string]int), make(map[string]int)
	for n, line := range table(t, "testdata/queries.tsv") {
		words, wanted, sort := line[0], line[1], line[2]
		held := "tuned"
		if n%3 == 2 {
			held = "held out"
		}
		area := county[n*7%len(county)]
		hits := index.Search(asTyped(words, area.Point)).Hits
		hit := slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == wanted+" "+area.Outcode })
		for _, group := range []string{"all", held, sort} {
			asked[group]++
			if hit {
				found[group]++
			}
		}
		if !hit && (held == "tuned" || os.Getenv("LINKWORK_TEST_HELD_OUT") != "") {
			t.Logf("missed (%s, %s): %q wants %s, found %v", sort, held, words, wanted, hitIDs(hits))
		}
	}
	for _, group := range []string{"all", "tuned", "held out", "plain", "everyday", "slip"} {
		rate := float64(found[group]) / float64(asked[group])
		t.Logf("%-9s %3d of %3d in the first five: %.3f", group, found[group], asked[group], rate)
		if (group == "all" || group == "held out") && rate < asPeopleType {
			t.Errorf("%s: %.3f is under %.2f", group, rate, asPeopleType)
		}
	}
}

func asTyped(words string, from places.Point) search.Query {
	u := search.Understand(words)
	return search.Query{
		Words: u.Words, From: from, Times: u.Times, Answers: u.Answers, Age: u.Age, Language: u.Language,
		PreferFree: u.PreferFree, HasRoom: u.HasRoom, Limit: 5, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
}

// countyOfServices has every sort in every outcode, under names and with
// particulars that differ from place to place.
func countyOfServices(t *testing.T) (docs []search.Doc, county []places.Area) {
	random := rand.New(rand.NewPCG(27, 11))
	county = places.MadeUp()
	where := []string{"at the Library", "Hub", "in the Park", "at St Mary's", "Together", "", ""}
	who := []string{"Helping Hands", "Town Council", "Good Neighbours", "Community Trust", "Age Well", "Open Door"}
	for _, area := range county {
		for _, kind := range table(t, "testdata/kinds.tsv") {
			s := Service{ID: kind[0] + " " + area.Outcode, Name: strings.TrimSpace(area.Town + " " + kind[1] + " " + where[random.IntN(len(where))]), Description: kind[3], Eligibility: kind[4]}
			s.Topics = strings.Split(kind[2], ";")
			l := Listing{ID: s.ID, Name: s.Name, Topics: s.Topics, Description: s.Description, Eligibility: s.Eligibility, Needs: NeedsOf(s)}
			l.Organisation = area.Town + " " + who[random.IntN(len(who))]
			l.Description += " " + prose[random.IntN(len(prose))]
			l.Free, l.StepFree = []Answer{Yes, NotStated}[random.IntN(2)], []Answer{Yes, NotStated}[random.IntN(2)]
			l.AssuredOn = dates.Of(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)).AddDays(-random.IntN(700)).String()
			l.Places = []ListedPlace{{Name: area.Town + " Hall", Outcode: area.Outcode, Point: area.Point}}
			l.MinimumAge, l.MaximumAge = statedAges(s.Eligibility)
			docs = append(docs, l.doc())
		}
	}
	if len(docs) < 3000 {
		t.Fatalf("only %d services", len(docs))
	}
	return docs, county
}

var (
	overAge   = regexp.MustCompile(`over (\d+)$`)
	fromToAge = regexp.MustCompile(`^Aged (\d+) to (\d+)$`)
)

// statedAges are the ages a publisher would have put into their fields.
func statedAges(eligibility string) (from, to *int) {
	number := func(text string) *int {
		n, _ := strconv.Atoi(text)
		return &n
	}
	if m := overAge.FindStringSubmatch(eligibility); m != nil && !strings.Contains(eligibility, "BMI") {
		return number(m[1]), nil
	}
	if m := fromToAge.FindStringSubmatch(eligibility); m != nil {
		return number(m[1]), number(m[2])
	}
	return nil, nil
}

// table reads a file of columns apart by tabs, without its heading.
func table(t *testing.T, file string) (lines [][]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	for _, line := range all[1:] {
		columns := strings.Split(line, "\t")
		if len(columns) != strings.Count(all[0], "\t")+1 {
			t.Fatalf("%s: %q", file, line)
		}
		lines = append(lines, columns)
	}
	return lines
}

func hitIDs(hits []search.Hit) (ids []string) {
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}
