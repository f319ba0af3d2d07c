package sampling

import (
	"fmt"
	"strings"
	"unicode"
)

// mostReasons is how many gaps a sentence names; the page has them all.
const mostReasons = 3

// Words say why somebody is suggested: "The only one from a council in the
// North East; nobody with under 1 year in post is chosen yet."
func (s Suggestion) Words() string {
	var reasons []string
	for i, g := range s.Fills {
		if !g.saidBy(s.Fills, i) {
			reasons = append(reasons, g.Words())
		}
	}
	if more := len(reasons) - mostReasons; more > 0 {
		reasons = append(reasons[:mostReasons], "and "+count(more, "more gap", "more gaps"))
	}
	words := sentence(strings.Join(reasons, "; "))
	if s.Among > 1 {
		words += fmt.Sprintf(" Drawn by lot from %d who fill as much, with the seed “%s”.", s.Among, s.Seed)
	}
	return words
}

// Words say what is missing, without a capital letter or a full stop.
func (g Gap) Words() string {
	switch {
	case g.onlyOne() && g.OptedIn() == 1:
		return "the only one " + g.Who
	case g.onlyOne():
		return "the only one left " + g.Who
	case g.Chosen == 0:
		return "nobody " + g.Who + " is chosen yet"
	case g.Chosen == 1:
		return fmt.Sprintf("1 of %d wanted %s is chosen", g.Wanted, g.Who)
	}
	return fmt.Sprintf("%d of %d wanted %s are chosen", g.Chosen, g.Wanted, g.Who)
}

func (g Gap) onlyOne() bool { return g.Free == 1 }

// saidBy says whether a wider gap beside this one says it all: where nobody from
// a council is chosen, nobody from a council in Wales is.
func (g Gap) saidBy(all []Gap, mine int) bool {
	for i, wider := range all {
		if i == mine || len(wider.Of) >= len(g.Of) || !within(g.Of, wider.Of) {
			continue
		}
		if g.onlyOne() && wider.onlyOne() || !g.onlyOne() && g.Chosen == 0 && wider.Chosen == 0 && !wider.onlyOne() {
			return true
		}
	}
	return false
}

// within says whether traits have all those that are looked for.
func within(traits, looked []Trait) bool {
	has := make(map[Trait]bool)
	for _, t := range traits {
		has[t] = true
	}
	for _, t := range looked {
		if !has[t] {
			return false
		}
	}
	return true
}

// Words say what stays open, and why.
func (u Unfilled) Words() string {
	switch u.Why {
	case NoPlaces:
		return sentence(fmt.Sprintf("%d more wanted %s, and no place is left", u.Short, u.Who))
	case NobodyOptedIn:
		return sentence("nobody "+u.Who+" opted in") + notKnown(u.Unknown, "could be asked")
	}
	return sentence(fmt.Sprintf("%d of %d wanted %s cannot be found: %s", u.Short, u.Wanted, u.Who, u.became())) + notKnown(u.Unknown, "could be asked")
}

// Words say whom a sample does not have.
func (s Silence) Words() string {
	if s.OptedIn() == 0 {
		return sentence("nobody "+s.Who+" opted in") + notKnown(s.Unknown, "opted in")
	}
	return sentence("nobody "+s.Who+" was chosen: "+s.became()) + notKnown(s.Unknown, "opted in")
}

// became says what became of those who opted in.
func (t Tally) became() string {
	words := fmt.Sprintf("%d opted in", t.OptedIn())
	for _, part := range []struct {
		n    int
		what string
	}{{t.Free, "could still be asked"}, {t.Chosen, "chosen"}, {t.Reserve, "in reserve"}, {t.NotNow, "not now"}, {t.Declined, "declined"}, {t.Withdrawn, "withdrawn"}} {
		if part.n > 0 {
			words += fmt.Sprintf(", %d %s", part.n, part.what)
		}
	}
	return words
}

func notKnown(n int, who string) string {
	if n == 0 {
		return ""
	}
	return " It is not known of " + count(n, "other", "others") + " who " + who + "."
}

// Rule says how suggestions are made, for the page and for the paper.
func (s Suggestions) Rule() string {
	return "Whoever fills most of what is missing comes first. Each number that is wanted counts 2 while nobody of the kind is chosen, 1 while fewer are chosen than wanted, then nothing. " +
		"Each suggestion counts those above it as chosen. Among people who fill as much, the lot decides: the lowest HMAC-SHA-256 of the study number with the seed “" + s.Seed + "” as its key. " +
		"When somebody answered makes no difference. What is not known of somebody fills nothing."
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func sentence(words string) string { return changed(words, unicode.ToUpper) + "." }
