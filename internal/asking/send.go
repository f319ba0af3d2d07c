package asking

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// Ways is how a link can reach a person from here.
type Ways struct {
	BaseURL string // of the link, without a slash at the end
	Texts   bool   // text messages can be sent
	By      Way    // the one that somebody chose; "" for the person's own
	Again   Again  // what becomes of a link to the same that still opens; "" where nobody has seen that there is one
}

// What is what somebody is asked.
type What struct {
	Kind    Kind
	AboutID string
	Edition int
	Minutes int // it takes; 0 where nobody knows
}

// Send asks a person by a link: in the way that was chosen, or else by text if
// they want texts, or else by email. *db.Invalid with the field "link" if nothing
// can be sent to them, or nothing proves that it is them, "by" if nothing can be
// sent in the way that was chosen, and "again" if they were asked the same and nobody said what becomes of that;
// db.ErrNotFound for somebody whom by may not see.
func Send(tx *db.Tx, by access.Actor, personID string, what What, ways Ways) (a Asking, err error) {
	person, err := people.Get(tx, by, personID)
	if err != nil {
		return a, err
	}
	channel, proof, err := wayTo(tx, person, ways)
	if err != nil {
		return a, err
	}
	before, err := open(tx, person.ID, what)
	if err != nil {
		return a, err
	}
	var link links.Link
	switch {
	case len(before) > 0 && ways.Again == SendAgain:
		a, link, err = before[0].resend(tx, proof, Way(channel))
	case len(before) > 0 && ways.Again != AskAnew:
		return a, db.Fault("again", "They were asked this already. Choose what to do")
	default:
		a, link, err = begin(tx, by, person.ID, what, Way(channel), proof)
	}
	if err != nil {
		return a, err
	}
	closing, err := closing(tx, by.TeamID())
	if err != nil {
		return a, err
	}
	if _, err := people.Tell(tx, person.ID, ways.BaseURL, a.message(channel, ways.BaseURL+Path+"/"+link.Token, what.asks(proof, closing))); err != nil {
		return a, err
	}
	return a, planReminder(tx, a, ways.BaseURL)
}

// asks are the words around a link.
func (w What) asks(proof proof, closing string) string {
	return "Your link worker asks you " + w.words() + ":\n{secret}\n\n" + proof.words() + " It works for 14 days.\n" + closing + "\n"
}

// Prepare begins an asking and returns its link, and sends nothing: for a code on
// the worker's screen that the person scans. *db.Invalid with the field "link" if
// nothing proves that it is them.
func Prepare(tx *db.Tx, by access.Actor, personID string, what What) (a Asking, link links.Link, err error) {
	person, err := people.Get(tx, by, personID)
	if err != nil {
		return a, link, err
	}
	proof := proofOf(person, "")
	if proof.none() {
		return a, link, db.Fault("link", "The date of birth is not known, and the link asks for its year. Add it first")
	}
	return begin(tx, by, person.ID, what, ByCode, proof)
}

func begin(tx *db.Tx, by access.Actor, personID string, what What, way Way, proof proof) (a Asking, link links.Link, err error) {
	owner, err := access.Lasting(tx, by.AccountID, personID)
	if err != nil {
		return a, link, err
	}
	a, err = Asking{Kind: what.Kind, AboutID: what.AboutID, Edition: what.Edition, PersonID: personID, Mode: Alone, AccountID: owner, AskedName: by.Name, Way: way}.add(tx)
	if err != nil {
		return a, link, err
	}
	link, err = a.link(tx, proof.spec(personID, a.Ends()))
	return a, link, err
}

// link makes one more link to the same answers.
func (a Asking) link(tx *db.Tx, spec links.Spec) (links.Link, error) {
	link, err := links.Create(tx, spec)
	if err != nil {
		return link, err
	}
	_, err = tx.Exec(`INSERT INTO asking_links (link_id, asking_id) VALUES ($1, $2)`, link.ID, a.ID)
	return link, err
}

// message goes to the person. What is asked about stands in neither its subject
// nor its words.
func (a Asking) message(way messages.Channel, link, words string) messages.Message {
	return messages.Message{Channel: way, Subject: "A few questions for you", Purpose: string(LinkPurpose), AboutKind: "asking", AboutID: a.ID,
		Secret: link, Text: "Hello,\n\n" + words}
}

func (w What) words() string {
	if w.Minutes == 0 {
		return "to fill in a form"
	}
	return "a few short questions. It takes about " + dates.Count(w.Minutes, "minute", "minutes")
}

// closing says whom else to turn to, in a team's words.
func closing(r db.Reader, teamID string) (string, error) {
	way, err := teams.WayBackOf(r, teamID)
	if err != nil {
		return "", err
	}
	area, err := teams.TheArea(r)
	return way.Closing(area.Crisis), err
}

// proof is how a person shows that it is them.
type proof struct {
	birthYear int
	codeTo    string // an address or a phone number that the link does not go to
}

func (p proof) none() bool { return p.birthYear == 0 && p.codeTo == "" }

func (p proof) spec(personID string, ends time.Time) links.Spec {
	return links.Spec{Purpose: LinkPurpose, SubjectID: personID, Expires: ends, BirthYear: p.birthYear, Code: p.birthYear == 0, CodeTo: p.codeTo}
}

func (p proof) words() string {
	if p.birthYear != 0 {
		return "The link asks for the year you were born."
	}
	return "The link asks for a code, which we send you then."
}

// proofOf is the year of birth, or else a code that goes the other way than the
// link does: who holds the link holds the code otherwise.
func proofOf(p people.Person, way messages.Channel) proof {
	switch {
	case !p.BirthDate.IsZero():
		return proof{birthYear: p.BirthDate.Year}
	case way == messages.SMS && p.Email != "":
		return proof{codeTo: p.Email}
	case way == messages.Email && people.Textable(p.Phone) != "":
		return proof{codeTo: people.Textable(p.Phone)}
	}
	return proof{}
}

// wayTo is how a person is asked, and how they show that it is them.
func wayTo(r db.Reader, p people.Person, ways Ways) (way messages.Channel, proof proof, err error) {
	reach, err := people.ReachOf(r, p.ID)
	if err != nil {
		return way, proof, err
	}
	var bad db.Invalid
	text, email := reach.Not(people.ByText), reach.Not(people.ByEmail)
	if text == "" && !ways.Texts {
		text = "Text messages cannot be sent from here yet"
	}
	switch {
	case ways.By == ByText && text != "":
		bad.Add("by", text)
	case ways.By == ByEmail && email != "":
		bad.Add("by", email)
	case ways.By == ByText || ways.By == ByEmail:
		way = ways.By.channel()
	case text == "" && (p.ContactBy == people.ByText || email != ""):
		way = messages.SMS
	case email == "":
		way = messages.Email
	case text == email:
		bad.Add("link", text)
	default:
		bad.Add("link", text+". "+email+". Ask the questions yourself")
	}
	if proof = proofOf(p, way); way != "" && p.DiedOn.IsZero() && (proof.none() || proof.codeTo != "" && (text != "" || email != "")) {
		bad.Add("link", "The date of birth is not known, and the link asks for its year. Add it first")
	}
	return way, proof, bad.Err()
}

// SendCode sends the code that a link asks for, the other way than the link went.
// links.ErrTooMany after several in an hour.
func SendCode(tx *db.Tx, token, baseURL string) error {
	code, link, err := links.NewCode(tx, token)
	if err != nil {
		return err
	}
	a, err := OfLink(tx, link.ID)
	if err != nil {
		return err
	}
	m := messages.Message{Channel: messages.SMS, Purpose: "asking-code", AboutKind: "asking", AboutID: a.ID, Secret: code,
		Text: "Your code is {secret}. Type it on the page where you asked for it. It works for 15 minutes."}
	if person, err := people.Unscoped(tx, a.PersonID); err != nil {
		return err
	} else if link.CodeTo == person.Email {
		m.Channel, m.Subject = messages.Email, "Your code"
	}
	_, err = people.Tell(tx, a.PersonID, baseURL, m)
	return err
}

// End ends the links by which a person was asked, as when support ends: nobody
// would look at the answers any more.
func End(tx *db.Tx, personID string) error { return links.RevokeFor(tx, LinkPurpose, personID) }

// Arrive begins an asking of somebody whom nobody knows, who came by an open link,
// and gives them a link of their own. Who holds it goes on with the answers.
func Arrive(tx *db.Tx, what What, openID, askedName, language string) (Asking, links.Link, error) {
	return ArriveUntil(tx, what, openID, askedName, language, tx.Now().Add(LinkLasts))
}

// ArriveUntil is Arrive with a time at which the link ends.
func ArriveUntil(tx *db.Tx, what What, openID, askedName, language string, ends time.Time) (Asking, links.Link, error) {
	a, err := Asking{Kind: what.Kind, AboutID: what.AboutID, Edition: what.Edition, OpenID: openID, Mode: Alone, AskedName: askedName, Language: language}.add(tx)
	if err != nil {
		return a, links.Link{}, err
	}
	link, err := a.link(tx, links.Spec{Purpose: LinkPurpose, SubjectID: a.ID, Expires: ends})
	return a, link, err
}

// TakeBack ends one thing that a person was asked: its links do not open any more
// and nobody is reminded. db.ErrNotFound for a person whom by may not see, or
// another's asking.
func TakeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		a, err := Get(tx, id)
		if err != nil {
			return err
		}
		if a.PersonID != personID {
			return db.ErrNotFound
		}
		ids, err := linksTo(tx, id)
		for _, link := range ids {
			if err := links.Revoke(tx, link); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE askings SET taken_back_at = $2, remind_at = NULL WHERE id = $1`, id, db.Ms(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "asking.taken-back", personID, "asking", id)
	})
}
