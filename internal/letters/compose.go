package letters

import (
	"fmt"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// RisksTitle is the section that no letter goes without.
const RisksTitle = "Risks"

// Compose writes the draft sections of a letter from a person's record, in
// the standard's order. Sections without content are left out, but risk never
// is: not asked about, none known and known are three different things.
func Compose(r db.Reader, by access.Actor, personID string) ([]Section, error) {
	c, err := casework.Latest(r, by, personID)
	if err != nil {
		return nil, err
	}
	var sections []Section
	for _, part := range []struct {
		title string
		write func(db.Reader, access.Actor, casework.Case) (string, error)
	}{
		{"Referral", writeReferral},
		{"What matters to the person", writeMatters},
		{"Needs and plan", writePlan},
		{"Services", writeServices},
		{"Wellbeing", writeWellbeing},
		{"Contacts", writeContacts},
		{RisksTitle, writeRisks},
		{"How support ended", writeEnding},
	} {
		text, err := part.write(r, by, c)
		if err != nil {
			return nil, err
		}
		if text != "" {
			sections = append(sections, Section{part.title, text})
		}
	}
	return sections, nil
}

func writeReferral(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	ref, err := referrals.Unscoped(r, c.ReferralID)
	if err != nil {
		return "", err
	}
	who, err := referrer(r, ref)
	if err != nil {
		return "", err
	}
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return "", err
	}
	text := "Referred by " + who + " on " + dates.Of(ref.ReceivedAt).Long() + " to the " + team.Name + ", " + team.Phone + "."
	if len(ref.Needs) > 0 {
		text += "\nFor: " + strings.Join(vocabulary.NeedLabels(ref.Needs), ", ") + "."
	}
	return text, nil
}

// referrer says who asked, from where, and how to reach them.
func referrer(r db.Reader, ref referrals.Referral) (string, error) {
	if ref.Channel == referrals.FromSelf {
		return ref.ReferredBy(""), nil
	}
	who := ref.ReferrerName
	if ref.ReferrerRole != "" {
		who += ", " + ref.ReferrerRole
	}
	if ref.Organisation != "" {
		who += ", " + ref.Organisation
	}
	if ref.PracticeID != "" && ref.Channel.OfPractice() {
		practice, err := teams.ThePractice(r, ref.PracticeID)
		if err != nil {
			return "", err
		}
		who += ", " + practice.Name
		if ref.ReferrerContact == "" {
			ref.ReferrerContact = practice.Phone
		}
	}
	if ref.ReferrerContact != "" {
		who += " (" + ref.ReferrerContact + ")"
	}
	return who, nil
}

func writeMatters(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	said, err := casework.MattersTo(r, c.PersonID)
	if err != nil || len(said) == 0 {
		return "", err
	}
	return "“" + said[0].Words + "” (" + said[0].SaidOn.Long() + ")", nil
}

func writePlan(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	needs, err := casework.NeedsOf(r, c.ID)
	if err != nil {
		return "", err
	}
	goals, err := casework.GoalsOf(r, c.ID)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, n := range needs {
		line := vocabulary.NeedLabel(n.Code) + ": " + strings.ToLower(n.State.Words())
		if n.NextStep != "" {
			line += ". " + n.NextStep
		}
		lines = append(lines, line)
	}
	for _, g := range goals {
		lines = append(lines, "Goal: "+g.Words+" ("+goalOutcome(g)+")")
	}
	return strings.Join(lines, "\n"), nil
}

func goalOutcome(g casework.Goal) string {
	for _, o := range casework.GoalOutcomes {
		if o.Code == g.Outcome {
			return strings.ToLower(o.Words)
		}
	}
	return "under way"
}

func writeServices(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	all, err := connections.Of(r, by, c.PersonID)
	var lines []string
	for _, n := range all {
		line := fmt.Sprintf("%s: %s on %s", n.ServiceName, strings.ToLower(n.Kind.Words()), n.MadeOn.Long())
		if n.Kind == connections.Referred {
			line += ". Answer: " + strings.ToLower(n.State.Words())
		}
		line += ". What came of it: " + strings.ToLower(connections.OutcomeWords(n.Outcome))
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), err
}

func writeWellbeing(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	all, err := measures.Of(r, c.PersonID)
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "The wellbeing questions were not answered.", nil
	}
	var words []string
	for _, set := range measures.ByInstrument(all) {
		words = append(words, wellbeingWords(set))
	}
	return strings.Join(words, "\n"), nil
}

// wellbeingWords says how the scales of one instrument changed.
func wellbeingWords(set measures.Set) string {
	changes := set.Changes()
	if len(changes) == 0 {
		return set.Name + " was answered once, on " + set.Responses[0].Day.Long() + ". There is no later answer to compare."
	}
	var words, lower []string
	for _, change := range changes {
		words = append(words, change.Words())
		if change.Scale.Better == instruments.Lower {
			lower = append(lower, change.Name)
		}
	}
	aside := ""
	if len(lower) > 0 {
		aside = " (lower is better for: " + strings.Join(lower, ", ") + ")"
	}
	return set.Name + ", first and latest score" + aside + ": " + strings.Join(words, ", ") + "."
}

func writeContacts(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	spoke, err := casework.Conversations(r, c.ID)
	if err != nil || spoke == 0 {
		return "We could not speak with the person.", err
	}
	text := dates.Count(spoke, "conversation", "conversations")
	if !c.EngagedAt.IsZero() {
		text += " since " + dates.Of(c.EngagedAt).Long()
	}
	return text + ".", nil
}

func writeRisks(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	standing, err := people.StandingRisks(r, c.PersonID)
	if err != nil {
		return "", err
	}
	if len(standing) == 0 {
		return "Risk was not asked about.", nil
	}
	var lines []string
	for _, k := range standing {
		if k.NoneKnown {
			lines = append(lines, "No known risks (stated on "+k.StatedOn.Long()+").")
		} else {
			lines = append(lines, k.Words+" (stated on "+k.StatedOn.Long()+").")
		}
	}
	return strings.Join(lines, "\n"), nil
}

func writeEnding(r db.Reader, by access.Actor, c casework.Case) (string, error) {
	if c.Open() {
		return "Support goes on.", nil
	}
	text := "Support ended on " + dates.Of(c.ClosedAt).Long() + ": " + vocabulary.ClosureReasons.Label(c.CloseReason) + "."
	if c.CloseWords != "" {
		text += " " + c.CloseWords
	}
	if c.Continues != "" {
		text += "\nWhat continues: " + c.Continues
	}
	if reason, ok := vocabulary.NotMeasured.Find(c.LastMeasures); ok {
		text += "\nWellbeing was not asked about at the end: " + strings.ToLower(reason.Label) + "."
	}
	return text, nil
}
