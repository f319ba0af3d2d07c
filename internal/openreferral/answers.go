package openreferral

import (
	"regexp"
	"strings"

	"linkwork/internal/directory"
)

// said is a question and the words of a feed that answer it. Words against
// come first: "women only" is no place for men only.
type said struct {
	question directory.Question
	no, yes  *regexp.Regexp
}

var sayings = []said{
	{directory.SelfReferral,
		regexp.MustCompile(`(?i)\b(no|not accept|cannot take) self[- ]referr|referral (only|is needed|is required|required)|\bby (professional|gp) referral only|must be referred`),
		regexp.MustCompile(`(?i)\bself[- ]referr|no referral (is )?(needed|required|necessary)|\bdrop[- ]?in\b|just (turn|come) (up|along)|\bwalk[- ]?in\b|open to (all|everyone|anybody)`)},
	{directory.WomenOnly,
		regexp.MustCompile(`(?i)\b(mixed|men and women|women and men|all genders)\b`),
		regexp.MustCompile(`(?i)\b(women|females?|ladies)[- ]only\b|\bonly (for )?(women|females|ladies)\b|\bfor women\b`)},
	{directory.MenOnly,
		regexp.MustCompile(`(?i)\b(mixed|men and women|women and men|all genders)\b`),
		regexp.MustCompile(`(?i)\b(men|males?|gentlemen)[- ]only\b|\bonly (for )?(men|males)\b|\bfor men\b`)},
	{directory.CarersWelcome,
		regexp.MustCompile(`(?i)\bno carers\b|carers (cannot|can not|may not)`),
		regexp.MustCompile(`(?i)\bcarers?( are| is)? (also )?(welcome|invited)|with (your|their|a) carer|bring (your|a) carer|\band (their|your) carers?\b`)},
	{directory.Online,
		regexp.MustCompile(`(?i)\bnot (available )?online\b|in person only`),
		regexp.MustCompile(`(?i)\b(online|by (video|zoom)|over (the )?(phone|telephone)|by (phone|telephone)|remotely|virtual(ly)?)\b`)},
}

// answers reads yes and no from what a service says of itself. Silence stays
// silence. A place that is virtual answers for itself.
func answers(o object, s directory.Service) (known directory.Answers) {
	words := map[directory.Question]string{
		directory.SelfReferral:  joinSentences(s.HowToApply, s.Eligibility),
		directory.WomenOnly:     joinSentences(s.Name, s.Eligibility, strings.Join(s.Topics, ". ")),
		directory.MenOnly:       joinSentences(s.Name, s.Eligibility, strings.Join(s.Topics, ". ")),
		directory.CarersWelcome: joinSentences(s.Description, s.Eligibility),
		directory.Online:        joinSentences(s.Name, attending(o)),
	}
	set := func(question directory.Question, answer directory.Answer) {
		if known == nil {
			known = make(directory.Answers)
		}
		known[question] = answer
	}
	for _, s := range sayings {
		switch text := words[s.question]; {
		case s.no.MatchString(text):
			set(s.question, directory.No)
		case s.yes.MatchString(text):
			set(s.question, directory.Yes)
		}
	}
	for _, at := range o.list("service_at_locations") {
		if place, ok := at.object("location"); ok && strings.EqualFold(textOf(place.fields["location_type"]), "virtual") {
			set(directory.Online, directory.Yes)
		}
	}
	return known
}

// attending is what a feed says of how people take part.
func attending(o object) string {
	said := []string{o.text("attending_type", shortText)}
	for _, schedule := range o.list("schedules") {
		said = append(said, schedule.text("attending_type", shortText))
	}
	return joinNonEmpty(". ", said...)
}
