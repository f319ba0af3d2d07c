package directory

import (
	"slices"

	"linkwork/internal/search"
)

// Sayings from which an answer is read that has no field of its own in what
// directories publish. Words must stand together.
var (
	saysSelfReferral = sayings("self refer", "self referral", "refer yourself", "no referral needed", "no need to book", "drop in", "turn up")
	saysReferralOnly = sayings("referral only", "by professional referral", "referred by a professional")
	saysWomenOnly    = sayings("women only", "ladies only", "for women", "only for women", "female only")
	saysMenOnly      = sayings("men only", "for men only", "for men")
	saysCarers       = sayings("carers welcome", "carers are welcome", "bring your carer", "bring a carer", "with your carer", "and their carers", "and carers")
	saysOnline       = sayings("online group", "online session", "on zoom", "via zoom", "by video", "over zoom", "meet online")
)

func sayings(texts ...string) (all [][]string) {
	for _, text := range texts {
		all = append(all, plainOf(text))
	}
	return all
}

func plainOf(text string) (plain []string) {
	for _, w := range search.Split(text) {
		plain = append(plain, w.Plain)
	}
	return plain
}

// says tells whether one of the sayings stands in one of the texts.
func says(all [][]string, texts ...string) bool {
	for _, text := range texts {
		words := plainOf(text)
		for i := range words {
			for _, saying := range all {
				if len(words)-i >= len(saying) && slices.Equal(words[i:i+len(saying)], saying) {
					return true
				}
			}
		}
	}
	return false
}

// stated are the questions of the index that somebody may have answered.
var stated = map[search.Question]Question{search.SelfReferral: SelfReferral, search.WomenOnly: WomenOnly, search.CarersWelcome: CarersWelcome, search.Online: Online}

// answerTo is what a listing answers to a question of the index: what somebody
// said, or else what its words say.
func (l *Listing) answerTo(q search.Question) Answer {
	if said := l.said[stated[q]]; said != NotStated {
		return said
	}
	return l.readAnswer(q)
}

func (l *Listing) readAnswer(q search.Question) Answer {
	either := func(yes, no bool) Answer {
		switch {
		case yes:
			return Yes
		case no:
			return No
		}
		return NotStated
	}
	texts := []string{l.Name, l.Eligibility, l.Description}
	switch q {
	case search.Free:
		return l.Free
	case search.StepFree:
		return l.StepFree
	case search.TakesReferrals:
		return l.TakesReferrals
	case search.SelfReferral:
		return either(says(saysSelfReferral, l.howToApply, l.Description), says(saysReferralOnly, l.howToApply, l.Eligibility))
	case search.WomenOnly:
		return either(says(saysWomenOnly, texts...), says(saysMenOnly, texts...))
	case search.CarersWelcome:
		return either(says(saysCarers, texts...), false)
	case search.Online:
		virtual := slices.ContainsFunc(l.Places, func(p ListedPlace) bool { return p.Kind == "virtual" })
		return either(virtual || says(saysOnline, texts...), false)
	}
	return NotStated
}
