package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/places"
	"linkwork/internal/vocabulary"
)

var (
	now   = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	whats = strings.Split("lunch club|walking group|debt advice|befriending|community garden|choir|food bank|stop smoking|computer club|carers' café|chair yoga|bereavement circle|warm space|men's shed|tenants' help|knitting|health walk|toddler group|welfare rights", "|")
	prose = strings.Split("We meet every week and everyone is welcome.|Run by volunteers with tea and a chat.|For people who feel lonely or would like to be more active.|Help with bills, benefits and forms.|Wheelchair access and a hearing loop.|There is a small charge for lunch.", "|")
)

func pick[T any](random *rand.Rand, all []T) T { return all[random.IntN(len(all))] }

// someDocs makes documents, the same for the same seed.
func someDocs(seed uint64, n int) []Doc {
	random := rand.New(rand.NewPCG(seed, 7))
	docs := make([]Doc, n)
	for i := range docs {
		docs[i] = someDoc(random, fmt.Sprintf("s%04d", i))
	}
	return docs
}

func someDoc(random *rand.Rand, id string) Doc {
	d := Doc{ID: id, Room: Answer(random.IntN(3)), RoomUntil: now.Add(time.Duration(random.IntN(3)-1) * 24 * time.Hour)}
	d.Texts[InName] = []string{pick(random, places.MadeUp()).Town + " " + pick(random, whats)}
	d.Texts[InDescription] = []string{pick(random, prose) + " " + pick(random, prose)}
	for range random.IntN(4) {
		d.Points = append(d.Points, pick(random, places.MadeUp()).Point)
	}
	for range random.IntN(3) {
		d.Openings = append(d.Openings, Span{time.Weekday(random.IntN(7)), 60 * random.IntN(12), 60 * (12 + random.IntN(10)) * min(random.IntN(4), 1)})
		d.Needs = append(d.Needs, Need{pick(random, vocabulary.Needs.Codes()), InTopic})
		d.Terms = append(d.Terms, fmt.Sprint("t", random.IntN(5)))
	}
	for q := range d.Answers {
		d.Answers[q] = Answer(random.IntN(3))
	}
	if random.IntN(2) == 0 {
		from, to := random.IntN(60), 60+random.IntN(40)
		d.MinimumAge, d.MaximumAge = &from, &to
	}
	if random.IntN(2) == 0 {
		d.Assured = dates.Of(now.AddDate(0, 0, -random.IntN(900)))
	}
	if random.IntN(4) == 0 {
		d.Languages = []string{"Polish"}
	}
	return d
}

func ids(hits []Hit) []string {
	all := make([]string, len(hits))
	for i, h := range hits {
		all[i] = h.ID
	}
	return all
}

func without(docs []Doc, removed []string) []Doc {
	return slices.DeleteFunc(slices.Clone(docs), func(d Doc) bool { return slices.Contains(removed, d.ID) })
}
