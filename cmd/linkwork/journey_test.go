package main

import (
	"regexp"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/webtest"
)

// journey is the whole way of one person through the house, each step done by
// whoever does it, in a real browser.
type journey struct {
	t *testing.T
	show
	browser *webtest.Browser
	worker  *webtest.Page
	person  string // path of the record
	bare    bool   // with scripts switched off
}

const (
	given  = "Wilhelmina"
	family = "Ashdown-O’Hara"
	called = "Wilhelmina Ashdown-O’Hara"
)

var nhsNumber = vocabulary.FormatNHSNumber(vocabulary.MakeNHSNumber(777777))

// TestJourney goes the whole way, and looks at each page on it.
func TestJourney(t *testing.T) { travel(t, false) }

// TestJourneyWithoutScripts goes the same way with JavaScript switched off.
func TestJourneyWithoutScripts(t *testing.T) { travel(t, true) }

func travel(t *testing.T, bare bool) {
	s := startDemo(t)
	j := &journey{t: t, show: s, browser: webtest.Start(t), bare: bare}
	j.worker = j.be("link-worker")
	for _, step := range []struct {
		name string
		do   func(*journey)
	}{
		{"refer", (*journey).refer}, {"triage", (*journey).triage}, {"know", (*journey).know}, {"contact", (*journey).contact},
		{"connect", (*journey).connect}, {"measure", (*journey).measure}, {"close", (*journey).close},
	} {
		t.Log("step:", step.name)
		step.do(j)
	}
	j.worker.NoTroubles()
}

// be opens a window of its own and chooses who to be in it.
func (j *journey) be(role string) *webtest.Page {
	p := j.window()
	p.Go("/demo")
	p.Submit(buttonOf(role))
	return p
}

// window opens a window of its own.
func (j *journey) window() *webtest.Page {
	p := j.browser.Page(j.t, j.url)
	if j.bare {
		p.NoScript()
	}
	return p
}

// shown checks a page and keeps its picture. Without scripts the rules of
// accessibility, which are a script, cannot be run.
func (j *journey) shown(p *webtest.Page, name string) {
	if j.bare {
		p.NoSidewaysScroll()
		return
	}
	shown(p, name)
}

func shown(p *webtest.Page, name string) {
	p.Check()
	p.Shot(name)
}

// refer: first with faults, which come back with everything typed; then right.
func (j *journey) refer() {
	p := j.be("practice")
	j.shown(p, "refer")
	p.Fill("First name", given)
	p.Fill("birth_date-day", "31")
	p.Fill("birth_date-month", "2")
	p.Fill("birth_date-year", "1948")
	p.Fill("nhs_number", "999 123 4568")
	p.Submit("Send referral")
	p.See("Enter a real date")
	if p.Value("First name") != given {
		j.t.Error("the first name was not kept")
	}
	p.See("Check the NHS number")
	p.See("Say whether there are risks")
	j.shown(p, "refer-with-faults")
	p.Fill("Last name", family)
	p.Fill("birth_date-day", "12")
	p.Fill("birth_date-month", "3")
	p.Fill("nhs_number", nhsNumber)
	p.Fill("phone", "07700 900 733")
	p.Fill("postcode", "QY1 2AB")
	p.Choose("May a voicemail be left? > No")
	p.Choose("Loneliness or isolation")
	p.Choose("Transport and getting about")
	p.Fill("reason", "Lives alone and has stopped going out since the bus was cut.")
	p.Choose("I have looked and know of none")
	p.Choose("Yes, they said so in person")
	p.Submit("Send referral")
	p.See("Sent. A link worker will get in touch.")
	j.shown(p, "refer-sent")
}

func (j *journey) triage() {
	p := j.worker
	p.Go("/referrals")
	j.shown(p, "referrals")
	p.Click(called)
	p.See("As sent")
	j.shown(p, "referral")
	p.Submit("Save decision")
	p.See("Taken on")
	j.person = p.Path()
	if !strings.HasPrefix(j.person, "/people/") {
		j.t.Fatalf("after taking on the worker is at %s", j.person)
	}
	j.shown(p, "person-new")
}

func (j *journey) know() {
	p := j.worker
	p.Go(j.person + "/plan")
	p.Fill("words", "I want to see my sister by the sea, and to eat with others on Sundays.")
	p.Submit("Save what matters")
	p.See("What matters is written down")
	p.Click("Change: Loneliness or isolation")
	p.Choose("How is it going? > Under way")
	p.Fill("Next step", "Look at lunch clubs together")
	p.Submit("Save Loneliness or isolation")
	p.See("Look at lunch clubs together")
	p.Click("Add a goal")
	p.Fill("goal", "To have company on Sundays")
	p.Select("importance", "9")
	p.Fill("action", "Ring the lunch club")
	p.Select("confidence", "6")
	p.Submit("Add goal")
	p.See("To have company on Sundays")
	j.deepen()
	j.shown(p, "plan")
	p.Go(j.person + "/appointment")
	p.Fill("starts-day", "14")
	p.Fill("starts-month", "1")
	p.Fill("starts-year", "2030")
	p.Fill("time", "2:30pm")
	p.Submit("Save appointment")
	p.See("Appointment agreed")
}

// deepen: what the person says of themselves, what they can build on, how ready
// they feel, and that they agree; then the plan for them to keep.
func (j *journey) deepen() {
	p := j.worker
	p.Go(j.person + "/plan/about")
	p.Fill("People who are important", "My sister by the sea")
	p.Submit("Save")
	p.See("My sister by the sea")
	p.Click("Add a strength")
	p.Fill("strength", "Bakes for the whole street")
	p.Submit("Add strength")
	p.See("Bakes for the whole street")
	p.Click("How ready do they feel?")
	p.Submit("Save")
	p.See("Choose an answer to one of the two questions")
	p.Choose("Does Wilhelmina want to? > Wants to now")
	p.Choose("Is Wilhelmina able to at the moment? > Not yet")
	p.Submit("Save")
	p.See("is a good answer")
	p.See("Keep in touch while Wilhelmina gets ready")
	p.Click("Agree the plan")
	p.Submit("Save")
	p.See("Wilhelmina agreed")
	p.Go(j.person + "/plan/print")
	p.See("Bakes for the whole street")
	p.See("I will: Ring the lunch club")
	p.DontSee("Transport and getting about") // only the referrer says so
	j.shown(p, "plan-to-keep")
	p.Go(j.person + "/plan")
}

// contact: the first conversation engages the case and gives its code once.
func (j *journey) contact() {
	p := j.worker
	p.Go(j.person + "/contacts/new")
	p.Submit("Save contact")
	p.See("Write what happened, even a few words")
	j.shown(p, "contact-with-fault")
	p.Fill("words", "Spoke for half an hour. Misses her sister. Would like to try the lunch club.")
	p.Choose("Choose a date")
	p.Fill("next_date-day", "14")
	p.Fill("next_date-month", "1")
	p.Fill("next_date-year", "2030")
	p.Submit("Save contact")
	p.See("Contact recorded")
	p.See("Misses her sister")
	if text := p.Value("Not there yet"); !strings.Contains(text, "871731000000106") {
		j.t.Errorf("the text for the practice lacks the referral code: %s", text)
	}
	j.shown(p, "contacts")
	p.Submit("It is there now")
	p.See("Marked as in the practice")
	p.Go(j.person + "/holding")
	p.Choose("Waiting")
	p.Fill("waiting_for", "Harbour Community Car Scheme")
	p.Choose("agreed that I keep in touch")
	p.Submit("Start keeping in touch")
	p.See("You are keeping in touch from today")
	p.Go(j.person)
	j.shown(p, "person")
	p.Click("Check in for Harbour Community Car Scheme")
	p.Submit("Save check-in") // the second click, and nothing to type
	p.See("Check-in recorded")
	p.See("Holding check-in")
	p.Click("Change keeping in touch for Harbour Community Car Scheme")
	p.Fill("every_days", "7")
	p.Submit("Save")
	p.See("every 7 days")
}

var link = regexp.MustCompile(`http://\S+`)
var digits = regexp.MustCompile(`\b\d{6}\b`)

// latest returns the newest message for a purpose, as the outbox shows it.
func (j *journey) latest(purpose string) string {
	j.t.Helper()
	var body string
	err := j.db.Read(j.t.Context(), func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, e := range all {
			if e.Purpose == purpose && body == "" {
				body = e.Body()
			}
		}
		return err
	})
	if err != nil || body == "" {
		j.t.Fatalf("no message for %s: %v", purpose, err)
	}
	return body
}

func (j *journey) connect() {
	p := j.worker
	p.Go(j.person + "/find")
	p.Fill("words", "lunch club")
	p.Submit("Find")
	p.See("Harbour Lunch Club")
	j.shown(p, "find")
	p.Click("Connect Wilhelmina to Harbour Lunch Club")
	j.shown(p, "connect")
	p.Choose("Refer")
	p.Choose("Yes, today in person")
	p.Submit("Continue")
	p.See("This is exactly what they will get")
	p.See("07700 900 733")
	if strings.Contains(p.Text("main"), nhsNumber) {
		j.t.Error("the preview shares the NHS number, which nobody ticked")
	}
	j.shown(p, "connect-preview")
	p.Submit("Send referral")
	p.See("Sent, not opened yet")
	j.organisationAnswers()
	p.Go("/day")
	p.See("yes, they can help")
	j.shown(p, "day")
	p.Go(j.person + "/connections")
	p.See("Ask for Joan")
	j.shown(p, "connections")
}

// organisationAnswers follows the link as it was sent, on a browser of its own.
func (j *journey) organisationAnswers() {
	p := j.window()
	p.Go(link.FindString(j.latest("referral-onward")))
	p.DontSee(family)
	p.Submit("Send me a code")
	p.Fill("code", "000000")
	p.Submit("Continue")
	p.DontSee(family)
	p.Fill("code", digits.FindString(j.latest("referral-code")))
	p.Submit("Continue")
	p.See(called)
	p.DontSee(nhsNumber)
	j.shown(p, "organisation")
	p.Choose("Can you help? > Yes")
	p.Fill("words", "Ask for Joan.")
	p.Submit("Send answer")
	p.See("Thank you")
	j.shown(p, "organisation-thanks")
}

func (j *journey) measure() {
	p := j.worker
	p.Go(j.person + "/wellbeing/ask")
	for question, n := range map[string]string{"Overall, how satisfied": "3", "Overall, to what extent": "4", "Overall, how happy": "3", "On a scale": "8"} {
		p.Choose(question + " > " + n)
	}
	p.Submit("Save answers")
	p.See("Answered once")
	p.Submit("Send a link to their phone or email")
	p.See("wants to be contacted by phone")
	p.Choose("By text, to 07700 900 733")
	p.Submit("Send the link")
	p.See("The link is on its way")
	phone := j.window()
	phone.Go(link.FindString(j.latest("asking")))
	j.shown(phone, "wellbeing-start")
	phone.NoScript()
	phone.Width(375)
	phone.Go(link.FindString(j.latest("asking")))
	phone.Fill("year", "1949")
	phone.Submit("Start")
	phone.Fill("year", "1948")
	phone.Submit("Start")
	for _, answer := range []string{"5", "6", "I would rather not say", "6"} {
		phone.See("of 4")
		phone.Choose(answer)
		phone.Submit("Continue")
	}
	phone.See("Thank you")
	phone.Shot("wellbeing-end")
	p.Go(j.person + "/wellbeing")
	p.See("Satisfied 3 to 5")
	p.See("Rather not say")
	j.shown(p, "wellbeing")
}

func (j *journey) close() {
	p := j.worker
	p.Go(j.person + "/close")
	p.Submit("Close and write the letter")
	p.See("Look at risk and safety before you close")
	p.See("You are still keeping in touch. Decide")
	j.shown(p, "close-with-faults")
	p.Choose("Goals met")
	p.Choose("To have company on Sundays > Achieved")
	p.Fill("What continues without us?", "Sunday lunches")
	p.Choose("We talked about ending")
	p.Choose("knows that the check-ins end")
	p.Choose("I have looked at risk and safety")
	p.Submit("Close and write the letter")
	p.See("Letter to the practice")
	p.Choose("Nothing")
	j.shown(p, "letter-draft")
	p.Submit("Send letter")
	p.See("No actions are requested")
	j.shown(p, "letter")
	practice := j.be("practice")
	practice.Go("/refer/letters")
	practice.Click(called)
	practice.See("No actions are requested")
	practice.See("Satisfied 3 to 5")
	j.shown(practice, "letter-at-the-practice")
	practice.Go("/refer/sent")
	practice.See("Support finished")
}
