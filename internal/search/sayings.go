package search

import (
	"slices"
	"strings"
)

// saying is a way to say a filter: alternatives for each word with strokes
// between them. It is none when a word of notAfter or notBefore stands after or
// before it, as in "free running" and "gluten free".
type saying struct {
	kind      Kind
	words     string
	taken     string
	set       func(*Understood)
	notAfter  string
	notBefore string
}

func answers(q Question) func(*Understood) {
	return func(u *Understood) { u.Answers[q] = Yes }
}

func preferFree(u *Understood) { u.PreferFree = true }
func hasRoom(u *Understood)    { u.HasRoom = true }

const (
	freeThings  = "running runners school church range weights style press speech time from will wheel wheelers wheeling standing standards"
	wheelThings = "basketball rugby tennis repair repairs hire loan loans service services sport sports dance dancing racing fencing skills club"
	onlineThing = "safety shopping banking form forms skills bullying scam scams fraud safe dating gambling"
	wayOnline   = "get getting go going be being stay staying gets safe safely safety things it"
)

// sayings are tried in order: longer ones come before those they begin with.
var sayings = []saying{
	{KindAccess, "step|steps|stair|stairs free", "step-free", answers(StepFree), "", ""},
	{KindAccess, "stepfree", "step-free", answers(StepFree), "", ""},
	{KindAccess, "no steps|stairs", "step-free", answers(StepFree), "", ""},
	{KindAccess, "cant|cannot|couldnt|not do|manage|climb|use the stairs|steps", "step-free", answers(StepFree), "", ""},
	{KindAccess, "cant|cannot|couldnt|not do|manage|climb|use stairs|steps", "step-free", answers(StepFree), "", ""},
	{KindAccess, "wheelchair|disabled access|accessible|friendly|user|users|ramp|entrance", "step-free", answers(StepFree), "", ""},
	{KindAccess, "level access", "step-free", answers(StepFree), "", ""},
	{KindAccess, "in|uses|using a wheelchair", "step-free", answers(StepFree), wheelThings, ""},
	{KindAccess, "wheelchair", "step-free", answers(StepFree), wheelThings, "a new powered electric my her his manual"},
	{KindCost, "free of charge", "free", answers(Free), "", ""},
	{KindCost, "no cost|charge|fee", "free", answers(Free), "", ""},
	{KindCost, "free or|and cheap", "free first", preferFree, "", ""},
	{KindCost, "free", "free", answers(Free), freeThings, "gluten dairy sugar smoke drug alcohol debt pain nut get set hands fragrance be feel break stay lead"},
	{KindCost, "cheap|cheaply|inexpensive|affordable", "free first", preferFree, "food clothes furniture rent housing homes", ""},
	{KindCost, "low cost", "free first", preferFree, "", ""},
	{KindWomen, "women|ladies|woman|female only", "for women only", answers(WomenOnly), "", ""},
	{KindWomen, "just|only for women|ladies", "for women only", answers(WomenOnly), "", ""},
	{KindWomen, "for women|ladies", "for women only", answers(WomenOnly), "and or with who", "men and"},
	{KindOnline, "on|over|by|via zoom|video|teams|skype", "online", answers(Online), "", ""},
	{KindOnline, "online", "online", answers(Online), onlineThing, wayOnline},
	{KindReferrals, "self referral|refer|referrals|referring", "can refer themselves", answers(SelfReferral), "", ""},
	{KindReferrals, "refer myself|themselves|themself|herself|himself", "can refer themselves", answers(SelfReferral), "", ""},
	{KindReferrals, "takes|take|taking|accepts|accept|accepting referrals|referral", "takes referrals", answers(TakesReferrals), "", ""},
	{KindReferrals, "open to referrals", "takes referrals", answers(TakesReferrals), "", ""},
	{KindCarers, "carers|carer welcome|allowed", "carers welcome", answers(CarersWelcome), "", ""},
	{KindCarers, "bring|brings|with a|her|his|their|my carer|carers", "carers welcome", answers(CarersWelcome), "", ""},
	{KindRoom, "no waiting list|lists", "with room now", hasRoom, "", ""},
	{KindRoom, "has|have|having|with spaces|space|places|vacancies|room", "with room now", hasRoom, "for to", ""},
}

// saying takes the first of the sayings that begins at a word.
func (s *reading) saying(i int) int {
	for _, say := range sayings {
		if s.leaves(say.kind) {
			continue
		}
		n := s.says(say.words, i)
		if n == 0 || contains(say.notAfter, s.plain(i+n)) || contains(say.notBefore, s.plain(i-1)) {
			continue
		}
		say.set(&s.Understood)
		return s.take(say.kind, i, n, say.taken)
	}
	return 0
}

// says counts the words of a pattern that stand at i, 0 if they do not all.
func (s *reading) says(pattern string, i int) (n int) {
	for words := range strings.FieldsSeq(pattern) {
		if word := s.plain(i + n); word == "" || !slices.Contains(strings.Split(words, "|"), word) {
			return 0
		}
		n++
	}
	return n
}

func contains(list, word string) bool {
	return word != "" && slices.Contains(strings.Fields(list), word)
}
