package search

import (
	"strings"
	"testing"
	"time"
)

// What is not wanted is taken out and not turned round; sign language is a
// language; words that are right are no slips.
func TestWhatIsMeantAsItStands(t *testing.T) {
	for typed, left := range map[string]string{"choir not on Tuesdays": "choir", "not Tuesdays": "", "lunch not free": "lunch", "excluding Sundays walks": "walks", "not for me": "not for me"} {
		u := Understand(typed)
		if u.Words != left || u.Times != 0 || u.Answers != ([Questions]Answer{}) {
			t.Errorf("%s: %+v", typed, u)
		}
	}
	if u := Understand("choir not on Tuesdays", KindNot); u.Times == 0 {
		t.Errorf("as words: %+v", u)
	}
	for typed, language := range map[string]string{"sign language": "British Sign Language", "debt advice in sign language": "British Sign Language", "BSL": "British Sign Language", "learn sign language": "", "sign language classes": "", "Polish": "Polish", "somebody who speaks Bengali": "Bengali or Sylheti", "Polish shop": ""} {
		if u := Understand(typed); u.Language != language {
			t.Errorf("%s: %+v", typed, u)
		}
	}
	ix := New([]Doc{{ID: "hall", Texts: [Fields][]string{InName: {"Community hall with a look"}}}}, NewSynonyms(Alike))
	for typed, n := range map[string]int{"halal": 0, "loop": 0, "halll": 1} {
		if got := ix.Search(Query{Words: typed, Limit: 5}); got.Total != n {
			t.Errorf("%s finds %d", typed, got.Total)
		}
	}
}

func TestUnderstand(t *testing.T) {
	yes := func(all ...Question) (answers [Questions]Answer) {
		for _, q := range all {
			answers[q] = Yes
		}
		return answers
	}
	sunday, tuesday, weekdays := On(time.Sunday), On(time.Tuesday), EveryDay&^(On(time.Saturday)|On(time.Sunday))
	for sentence, want := range map[string]Understood{
		"somewhere to go on Sundays, step-free, free": {Words: "somewhere to go", Times: TimesOf(sunday), Answers: yes(StepFree, Free)},
		"Sunday school":                                {Words: "Sunday school"},
		"sunday lunch":                                 {Words: "sunday lunch"},
		"lunch on Sunday":                              {Words: "lunch", Times: TimesOf(sunday)},
		"lunch sunday":                                 {Words: "lunch", Times: TimesOf(sunday)},
		"free running":                                 {Words: "free running"},
		"gluten free cooking":                          {Words: "gluten free cooking"},
		"free gym":                                     {Words: "gym", Answers: yes(Free)},
		"free school meals":                            {Words: "free school meals"},
		"coffee morning":                               {Words: "coffee morning"},
		"coffee mornings on Tuesdays":                  {Words: "coffee mornings", Times: TimesOf(tuesday)},
		"art in the mornings":                          {Words: "art", Times: TimesOf(0, Morning)},
		"yoga Sunday evening":                          {Words: "yoga", Times: TimesOf(sunday, Evening)},
		"dancing at weekends":                          {Words: "dancing", Times: TimesOf(sunday | On(time.Saturday))},
		"wheelchair basketball":                        {Words: "wheelchair basketball"},
		"choir wheelchair accessible":                  {Words: "choir", Answers: yes(StepFree)},
		"exercise for women":                           {Words: "exercise", Answers: yes(WomenOnly)},
		"women's aid":                                  {Words: "women's aid"},
		"getting online":                               {Words: "getting online"},
		"online counselling":                           {Words: "counselling", Answers: yes(Online)},
		"online safety":                                {Words: "online safety"},
		"lunch club for my 70 year old mum":            {Words: "lunch club for my mum", Age: 70},
		"my mum is lonely and 82":                      {Words: "my mum is lonely", Age: 82},
		"aged 17 counselling":                          {Words: "counselling", Age: 17},
		"over 60s dance":                               {Words: "over 60s dance"},
		"debt advice in Polish":                        {Words: "debt advice", Language: "Polish"},
		"Polish club":                                  {Words: "Polish club"},
		"Urdu speaking carers group":                   {Words: "carers group", Language: "Urdu"},
		"food bank near ls6":                           {Words: "food bank", Outcode: "LS6"},
		"food bank LS6 2AB":                            {Words: "food bank", Outcode: "LS6"},
		"vitamin b12 injections":                       {Words: "vitamin b12 injections"},
		"gardening takes referrals":                    {Words: "gardening", Answers: yes(TakesReferrals)},
		"mental health self-referral":                  {Words: "mental health", Answers: yes(SelfReferral)},
		"walks within 5 miles of QX1":                  {Words: "walks", Outcode: "QX1", Miles: 5},
		"befriending no waiting list":                  {Words: "befriending", HasRoom: true},
		"cheap swimming":                               {Words: "swimming", PreferFree: true},
		"":                                             {},
		"yoga Tuesday evening":                         {Words: "yoga", Times: TimesOf(tuesday, Evening)},
		"yoga on Tuesday and Sunday evenings":          {Words: "yoga", Times: TimesOf(tuesday|sunday, Evening)},
		"choir on Tuesday evenings or Sunday mornings": {Words: "choir or", Times: TimesOf(tuesday, Evening) | TimesOf(sunday, Morning)},
		"mornings on Tuesday, evenings on Sunday":      {Times: TimesOf(tuesday, Morning) | TimesOf(sunday, Evening)},
		"Tuesday mornings or afternoons":               {Words: "or", Times: TimesOf(tuesday, Morning, Afternoon)},
		"Tuesday mornings and Sundays":                 {Times: TimesOf(tuesday, Morning) | TimesOf(sunday)},
		"weekday mornings":                             {Times: TimesOf(weekdays, Morning)},
		"exercise after work":                          {Words: "exercise", Times: TimesOf(0, Evening)},
		"exercise after work on Tuesdays":              {Words: "exercise", Times: TimesOf(tuesday, Evening)},
		"help after work accident":                     {Words: "help after work accident"},
		"back to work":                                 {Words: "back to work"},
		"something during the day":                     {Words: "something", Times: TimesOf(0, Morning, Afternoon)},
		"day centre":                                   {Words: "day centre"},
		"lunch club near home":                         {Words: "lunch club", Nearby: true},
		"somewhere close to home on Sundays":           {Words: "somewhere", Nearby: true, Times: TimesOf(sunday)},
		"near me yoga":                                 {Words: "yoga", Nearby: true},
		"a choir near where she lives":                 {Words: "a choir", Nearby: true},
		"local walks":                                  {Words: "walks", Nearby: true},
		"local history":                                {Words: "local history"},
		"yoga nearby QX1":                              {Words: "yoga", Outcode: "QX1"},
		"something near her sister":                    {Words: "something near her sister"},
		"help around the house":                        {Words: "help around the house"},
		"a home visit":                                 {Words: "a home visit"},
		"cards in walking distance, free":              {Words: "cards", Nearby: true, Answers: yes(Free)},
	} {
		got := Understand(sentence)
		notes := got.Notes
		got.Notes = nil
		if got.Words != want.Words || got.Times != want.Times || got.Answers != want.Answers || got.Age != want.Age ||
			got.Language != want.Language || got.Outcode != want.Outcode || got.Miles != want.Miles || got.Nearby != want.Nearby || got.HasRoom != want.HasRoom || got.PreferFree != want.PreferFree {
			t.Errorf("%q: %+v\n\twant %+v\n\t%v", sentence, got, want, notes)
		}
	}
}

func TestEachThingUnderstoodCanBeUndone(t *testing.T) {
	const sentence = "yoga on Sundays, free, near LS6"
	for _, note := range Understand(sentence).Notes {
		for _, left := range Understand(sentence, note.Kind).Notes {
			if left.Kind == note.Kind {
				t.Errorf("%s is still understood", note.Kind)
			}
		}
	}
	if got := Understand(sentence, KindDay); got.Words != "yoga on Sundays" || len(got.Notes) != 2 {
		t.Errorf("%+v", got)
	}
}

// No word is lost: each is left or in what was taken.
func FuzzUnderstand(f *testing.F) {
	for _, seed := range []string{"free yoga on Sundays in Polish near LS6 2AB", "aged 7 within 5 miles", "İn ẞ 9", "speaks"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sentence string) {
		got := Understand(sentence)
		if got.Age < 0 || got.Age > 115 || len(got.Notes) == 0 && len(tokens(got.Words)) != len(tokens(sentence)) {
			t.Fatalf("%q: %+v", sentence, got)
		}
	})
}

// Each "not" is looked at once: read again from every other, a row of them as
// long as this would take for ever.
func TestManyNots(t *testing.T) {
	got := Understand(strings.Repeat("not ", 2000) + "on Tuesdays")
	if len(got.Notes) != 1 || got.Notes[0].Kind != KindNot || got.Times != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTimesAreSaid(t *testing.T) {
	sunday, tuesday := On(time.Sunday), On(time.Tuesday)
	for want, times := range map[string]Times{
		"": 0, "on Sundays": TimesOf(sunday), "on Tuesdays and Sundays in the evening": TimesOf(tuesday|sunday, Evening),
		"in the morning and afternoon":                            TimesOf(0, Morning, Afternoon),
		"on Tuesdays in the evening, on Sundays":                  TimesOf(tuesday, Evening) | TimesOf(sunday),
		"on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays": TimesOf(EveryDay &^ (On(time.Saturday) | sunday)),
	} {
		if got := times.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatOfTheTimesIsHeld(t *testing.T) {
	noon, unsaid := Span{Day: time.Sunday, From: 720, To: 840}, Span{Day: time.Tuesday}
	for want, c := range map[string]struct {
		asked Times
		maybe bool
	}{
		"on Sundays":                  {TimesOf(On(time.Sunday)), false},
		"on Sundays in the afternoon": {TimesOf(0, Afternoon), true},
		"on Tuesdays and Sundays":     {TimesOf(0, DayParts...), true},
		"":                            {TimesOf(On(time.Tuesday), Evening), true},
	} {
		if got := c.asked.Held([]Span{noon, unsaid}); got.String() != want || c.asked.MayBeHeld([]Span{noon, unsaid}) != c.maybe {
			t.Errorf("%v: %v, want %q", c.asked, got, want)
		}
	}
}
