package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// service is a made-up service: a name of 3 to 5 words, a description of 45 to
// 75, a point near one of 600 towns, and 5 of 300 terms.
type service struct {
	id                int
	name, description string
	lat, lon          float64
	terms             []int
}

const (
	towns         = 600
	terms         = 300
	inventedWords = 20_000
	domainShare   = 0.45
)

// domain are words of social care, the commonest first.
var domain = strings.Fields(`support group community people help local advice health care free club older social activities families
	young wellbeing family children adults mental carers meet friendly volunteers sessions weekly welcome information services centre
	disability learning walking lunch friends home skills training exercise coffee craft advocacy housing benefits debt money food bank
	counselling therapy bereavement dementia memory cafe art music singing choir gardening garden allotment nature outdoor sport swimming
	yoga dance fitness gym football running cycling chair gentle balance falls transport driver minibus shopping befriending telephone
	visit lonely isolation companionship chat drop open evening morning afternoon weekend school parent baby toddler play youth teenager
	employment job work volunteering course class english language refugee asylum migrant interpreter legal law rights tenancy rent
	homeless hostel eviction energy fuel heating warm bills grant furniture clothing repair handyperson safety abuse violence women men
	shed wood alcohol drugs smoking recovery addiction gambling weight diet cooking kitchen nutrition diabetes stroke cancer pain heart
	breathing sensory deaf hearing blind sight autism digital computer internet tablet library reading book history heritage theatre
	drama film faith church mosque temple veteran forces police crime victim neighbour street park village town hospital clinic nurse
	doctor pharmacy hospice respite`)

// askable are the domain words that people would ask for: not those so general
// that our engine leaves them out of a question.
var askable = slices.DeleteFunc(slices.Clone(domain), func(word string) bool {
	return slices.Contains(strings.Fields("support group people help local club sessions services course class meet"), word)
})

var invented = func() []string {
	random := rand.New(rand.NewPCG(1, 20_000))
	parts := strings.Fields("ba de fo gu ki lo mi na pe ro sa tu ve wo zy bri cla dro fle gra plo sna tri ston wick ford ham den")
	words := make([]string, inventedWords)
	for i := range words {
		for range 2 + random.IntN(3) {
			words[i] += parts[random.IntN(len(parts))]
		}
	}
	return words
}()

// zipf are the running sums of the chances of the domain words.
var zipf = func() []float64 {
	sums, total := make([]float64, len(domain)), 0.0
	for i := range sums {
		total += 1 / float64(i+1)
		sums[i] = total
	}
	for i := range sums {
		sums[i] /= total
	}
	return sums
}()

func word(random *rand.Rand) string {
	if random.Float64() >= domainShare {
		return invented[random.IntN(len(invented))]
	}
	x := random.Float64()
	i := 0
	for zipf[i] < x {
		i++
	}
	return domain[i]
}

func words(random *rand.Rand, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = word(random)
	}
	return strings.Join(all, " ")
}

// town is the middle of a town in England, the same for the same number.
func town(n int) (lat, lon float64) {
	random := rand.New(rand.NewPCG(uint64(n), 600))
	return 50.8 + random.Float64()*4, -3 + random.Float64()*3.5
}

// made is service number i.
func made(i int) service {
	random := rand.New(rand.NewPCG(uint64(i), 2026))
	lat, lon := town(random.IntN(towns))
	s := service{id: i, lat: lat + random.NormFloat64()*0.03, lon: lon + random.NormFloat64()*0.045}
	s.name, s.description = words(random, 3+random.IntN(3)), words(random, 45+random.IntN(31))
	for range 5 {
		s.terms = append(s.terms, random.IntN(terms))
	}
	return s
}

// question is words that must all be there, within so many km of a point, and
// in every second one a term.
type question struct {
	words    []string
	lat, lon float64
	km       float64
	term     int // -1 for any
}

func questions(n int) []question {
	random := rand.New(rand.NewPCG(500, 500))
	all := make([]question, n)
	for i := range all {
		lat, lon := town(random.IntN(towns))
		q := question{lat: lat, lon: lon, km: []float64{5, 10, 20, 40}[random.IntN(4)], term: -1}
		for range 1 + random.IntN(3) {
			q.words = append(q.words, askable[random.IntN(len(askable))])
		}
		if i%2 == 1 {
			q.term = random.IntN(terms)
		}
		all[i] = q
	}
	return all
}

// misspelt is the question with a slip in its longest word: two letters
// swapped, or one left out.
func (q question) misspelt(i int) question {
	longest := 0
	for n, w := range q.words {
		if len(w) > len(q.words[longest]) {
			longest = n
		}
	}
	w := q.words[longest]
	if len(w) < 5 {
		return q
	}
	slipped := append([]string(nil), q.words...)
	if i%2 == 0 {
		slipped[longest] = w[:2] + string(w[3]) + string(w[2]) + w[4:]
	} else {
		slipped[longest] = w[:3] + w[4:]
	}
	q.words = slipped
	return q
}

// box is the degrees round a point that a circle fits into.
func (q question) box() (high, wide float64) {
	return q.km / 111.2, q.km / (111.3 * math.Cos(q.lat*math.Pi/180))
}

func name(id int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", id, id) }
