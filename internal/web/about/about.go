package about

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
)

// Subject is whom a page is about, with what its banner needs.
type Subject struct {
	people.Person
	Case     casework.Case // the latest
	Holdings []casework.Holding
	Risks    []people.Risk // those that stand
	Safety   int           // safety flags
	Shut     bool          // the record is restricted
	OpenTill time.Time     // the reader has it open in an emergency until then; zero otherwise
	Today    dates.Date
}

// Of reads the subject of a page, if the actor may see them; else
// db.ErrNotFound.
func Of(r db.Reader, by access.Actor, personID string) (s Subject, err error) {
	if s.Person, err = people.Get(r, by, personID); err != nil {
		return s, err
	}
	if s.Case, err = casework.Latest(r, by, personID); err != nil {
		return s, err
	}
	if s.Holdings, err = casework.OpenHoldings(r, s.Case.ID); err != nil {
		return s, err
	}
	s.Today = dates.Of(r.Now())
	if s.Safety, err = safeguarding.Flags(r, personID); err != nil {
		return s, err
	}
	if s.Shut, err = access.IsRestricted(r, personID); err != nil {
		return s, err
	}
	if s.OpenTill, err = access.EmergencyUntil(r, by, personID); err != nil {
		return s, err
	}
	s.Risks, err = people.StandingRisks(r, personID)
	return s, err
}

// Href is an address below the person's own.
func (s Subject) Href(below string) string { return "/people/" + s.ID + below }

// Furnish puts the banner and the parts of the record on a page. part is the
// label of the current part, "" on pages such as a form.
func (s Subject) Furnish(p *shell.Page, part string) {
	p.Section = "People"
	p.Banner = &shell.Banner{
		Name: s.FullName(), Called: s.Called, Born: s.born(), NHSNumber: s.nhsNumber(), Phone: s.phone(),
		Flags: s.flags(), Href: s.Href(""), Heading: part != "",
	}
	if part == "" {
		return
	}
	if s.Case.Open() {
		p.Banner.Actions = templ.Component(ui.Button{Text: "Record a contact", Href: s.Href("/contacts/new"), Small: true})
	}
	p.Parts = &ui.SubNavigation{Label: s.FullName()}
	for _, link := range []struct{ label, below string }{
		{"Overview", ""}, {"Contacts", "/contacts"}, {"Plan", "/plan"}, {"Services", "/connections"}, {"Practical help", "/help"}, {"Wellbeing", "/wellbeing"}, {"Forms", "/forms"},
		{"Details", "/details"}, {"Sharing", "/sharing"}, {"Messages", "/messages"}, {"Letters", "/letters"}, {"Who has looked", "/looked"},
	} {
		p.Parts.Items = append(p.Parts.Items, ui.NavItem{Label: link.label, Href: s.Href(link.below), Current: link.label == part})
	}
}

func (s Subject) born() string {
	if s.BirthDate.IsZero() {
		return "Not known"
	}
	return s.BirthDate.Long() + " (" + strconv.Itoa(dates.Age(s.BirthDate, s.Today)) + ")"
}

func (s Subject) nhsNumber() string {
	if s.NHSNumber == "" {
		return "Not known"
	}
	return vocabulary.FormatNHSNumber(s.NHSNumber)
}

func (s Subject) phone() string {
	if s.Phone == "" {
		return "Not known"
	}
	return s.Phone
}

// flags say what to do before getting in touch, never why.
func (s Subject) flags() []shell.Flag {
	var flags []shell.Flag
	if !s.OpenTill.IsZero() {
		flags = append(flags, shell.Flag{Kind: "safety", Strong: "Open in an emergency", Text: "until " + dates.Clock(s.OpenTill)})
	}
	if s.Safety > 0 {
		flags = append(flags, shell.Flag{Kind: "safety", Strong: dates.Count(s.Safety, "safety flag", "safety flags") + ".", Link: &ui.Link{Text: "See what to do", Href: s.Href("/safety")}})
	}
	for _, risk := range s.Risks {
		if !risk.NoneKnown {
			flags = append(flags, shell.Flag{Kind: "safety", Strong: "Risk to know about.", Link: &ui.Link{Text: "See what to do", Href: s.Href("/details") + "#risk"}})
			break
		}
	}
	if s.Shut {
		flags = append(flags, shell.Flag{Kind: "safety", Strong: "Restricted record."})
	}
	flags = append(flags, s.touchFlags()...)
	if s.Interpreter {
		flags = append(flags, shell.Flag{Kind: "contact", Strong: "Interpreter needed:", Text: vocabulary.Languages.Label(s.Language)})
	}
	for _, h := range s.Holdings {
		flags = append(flags, shell.Flag{Kind: "hold", Strong: "Holding", Text: "since " + h.Since.Long()})
		break
	}
	if !s.DiedOn.IsZero() {
		return []shell.Flag{{Strong: "Died", Text: s.DiedOn.Long()}}
	}
	if !s.Case.Open() {
		flags = append(flags, shell.Flag{Strong: "Closed", Text: dates.Of(s.Case.ClosedAt).Long()})
	}
	return flags
}
