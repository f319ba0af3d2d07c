package people

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Details are the facts about a person that a referral brings and a worker
// keeps right.
type Details struct {
	Given, Family, Called string
	BirthDate             dates.Date
	NHSNumber             string // 10 digits, "" when not known
	Phone, Email          string
	Address, Postcode     string
	ContactBy             ContactBy
	Voicemail             Voicemail
	Language              string // "" when not asked
	Interpreter           bool
	AccessNeeds           string
}

// ContactBy is how the person wants to be reached.
type ContactBy string

// The ways to reach somebody.
const (
	ByPhone  ContactBy = "phone"
	ByText   ContactBy = "text"
	ByEmail  ContactBy = "email"
	ByLetter ContactBy = "letter"
)

// ContactWays lists the ways in the order in which forms offer them.
var ContactWays = []ContactBy{ByPhone, ByText, ByEmail, ByLetter}

// Words says how the person wants to be reached.
func (c ContactBy) Words() string {
	switch c {
	case ByPhone:
		return "Phone call"
	case ByText:
		return "Text message"
	case ByEmail:
		return "Email"
	case ByLetter:
		return "Letter"
	}
	return "Not asked"
}

// Voicemail says whether a message may be left where others might hear it.
type Voicemail string

// Whether voicemail may be left. Nothing is left while it is unknown.
const (
	VoicemailYes     Voicemail = "yes"
	VoicemailNo      Voicemail = "no"
	VoicemailUnknown Voicemail = "unknown"
)

// Tidy trims every text, normalises the NHS number and reports faults as
// *db.Invalid with the form's field names. Whether there is a way to reach the
// person is for the caller to say: a record may lack one, a referral may not.
func (d *Details) Tidy(today dates.Date) *db.Invalid {
	bad := new(db.Invalid)
	for _, text := range []*string{&d.Given, &d.Family, &d.Called, &d.NHSNumber, &d.Phone, &d.Email, &d.Address, &d.Postcode, &d.Language, &d.AccessNeeds} {
		*text = strings.TrimSpace(*text)
	}
	if d.Given == "" {
		bad.Add("given", "Enter a first name")
	}
	if d.Family == "" {
		bad.Add("family", "Enter a last name")
	}
	if d.NHSNumber != "" {
		number, err := vocabulary.ParseNHSNumber(d.NHSNumber)
		if err != nil {
			bad.Add("nhs_number", err.Error())
		} else {
			d.NHSNumber = number
		}
	}
	if d.BirthDate.After(today) {
		bad.Add("birth_date", "Date of birth must be in the past")
	}
	if !d.BirthDate.IsZero() && dates.Age(d.BirthDate, today) > 120 {
		bad.Add("birth_date", "Check the year of birth")
	}
	if d.Phone != "" && len(PhoneKey(d.Phone)) < 10 {
		bad.Add("phone", "Enter a phone number with at least 10 digits, like 01632 960 001 or 07700 900 982")
	}
	if d.Email != "" && !looksLikeEmail(d.Email) {
		bad.Add("email", "Enter an email address in the correct format, like name@example.com")
	}
	tooLong(bad, d)
	if d.ContactBy == "" {
		d.ContactBy = ByPhone
	}
	if d.Voicemail == "" {
		d.Voicemail = VoicemailUnknown
	}
	return bad
}

func tooLong(bad *db.Invalid, d *Details) {
	for _, field := range []struct {
		name, value string
		most        int
	}{{"given", d.Given, 100}, {"family", d.Family, 100}, {"called", d.Called, 100}, {"phone", d.Phone, 40}, {"email", d.Email, 254},
		{"address", d.Address, 500}, {"postcode", d.Postcode, 12}, {"language", d.Language, 60}, {"access_needs", d.AccessNeeds, 1000}} {
		if len([]rune(field.value)) > field.most {
			bad.Add(field.name, "This is too long. Use fewer words")
		}
	}
}

func looksLikeEmail(text string) bool {
	name, host, ok := strings.Cut(text, "@")
	return ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(text, " \t\r\n,;<>\"") && !strings.Contains(host, "@")
}

// FullName is "Given Family".
func (d Details) FullName() string { return strings.TrimSpace(d.Given + " " + d.Family) }

// CalledName is what the person likes to be called, or the given name.
func (d Details) CalledName() string {
	if d.Called != "" {
		return d.Called
	}
	return d.Given
}

// Person is somebody whom a team supports.
type Person struct {
	ID string
	Details
	Safety     Safety
	PracticeID string
	MergedInto string
	DiedOn     dates.Date // or on which we heard; zero while they live as far as we know
	CreatedAt  time.Time
	Version    int
}

// Create stores a new person and returns the id. Details have been tidied.
// db.ErrDuplicate if another person has the NHS number.
func Create(tx *db.Tx, d Details, practiceID string) (string, error) {
	id, now := tx.NewID(), tx.Now().UnixMilli()
	_, err := tx.Exec(insertPerson, id, db.Null(d.NHSNumber), d.Given, d.Family, nameKey(d), d.Called, d.BirthDate, d.Phone, PhoneKey(d.Phone),
		d.Email, d.Address, d.Postcode, d.ContactBy, d.Voicemail, d.Language, d.Interpreter, d.AccessNeeds, db.Null(practiceID), now)
	return id, err
}

// Update changes a person's details; db.ErrConflict if somebody saved first.
// What waits to go to a number or address that is theirs no more is stopped.
func Update(tx *db.Tx, by access.Actor, id string, d Details, version int) error {
	if err := access.SeePerson(tx, by, id); err != nil {
		return err
	}
	if err := d.Tidy(dates.Of(tx.Now())).Err(); err != nil {
		return err
	}
	old, err := Unscoped(tx, id)
	if err != nil {
		return err
	}
	if err := stopOld(tx, old, d); err != nil {
		return err
	}
	n, err := tx.Exec(updatePerson, id, version, db.Null(d.NHSNumber), d.Given, d.Family, nameKey(d), d.Called, d.BirthDate, d.Phone, PhoneKey(d.Phone),
		d.Email, d.Address, d.Postcode, d.ContactBy, d.Voicemail, d.Language, d.Interpreter, d.AccessNeeds, tx.Now().UnixMilli())
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

// RegisterWith says with which GP practice a person is registered; "" when it
// is not known. The caller has checked that the practice is there and that the
// actor may see the person.
func RegisterWith(tx *db.Tx, id, practiceID string) error {
	_, err := tx.Exec(`UPDATE people SET practice_id = $2 WHERE id = $1`, id, db.Null(practiceID))
	return err
}

// Forget removes a person who was made a moment ago by a take-on that is
// undone. Casework has seen that nothing was recorded about them since.
func Forget(tx *db.Tx, id string) error {
	for _, table := range []string{`DELETE FROM permissions WHERE person_id = $1`, `DELETE FROM risks WHERE person_id = $1`, `DELETE FROM people WHERE id = $1`} {
		if _, err := tx.Exec(table, id); err != nil {
			return err
		}
	}
	return nil
}

// Get returns a person whom the actor may see, or db.ErrNotFound.
func Get(r db.Reader, by access.Actor, id string) (Person, error) {
	return db.One(r, scanPerson, personColumns+` WHERE p.id = $1 AND `+access.PeopleSeenBy("p.id", "$2"), id, by.AccountID)
}

// Unscoped returns a person for an act whose own rules decide who may see
// what: a secure link, a letter, a match at triage.
func Unscoped(r db.Reader, id string) (Person, error) {
	return db.One(r, scanPerson, personColumns+` WHERE p.id = $1`, id)
}
