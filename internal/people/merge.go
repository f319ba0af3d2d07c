package people

import (
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Choosable is one thing about a person that two records may say differently.
type Choosable struct {
	Name, Label string
	Of          func(f *Facts) string // "" for not known
	take        func(to, from *Facts)
}

// Facts are what is chosen from when two records become one.
type Facts struct {
	Details
	PracticeID string
	DiedOn     dates.Date
	Safety     Safety
}

// Choosables lists what is chosen, in the order of the page. What must be minded
// is not, nor whether an interpreter is needed, nor a death: what either record
// says of these counts.
var Choosables = []Choosable{
	{"given", "First name", func(f *Facts) string { return f.Given }, func(to, from *Facts) { to.Given = from.Given }},
	{"family", "Last name", func(f *Facts) string { return f.Family }, func(to, from *Facts) { to.Family = from.Family }},
	{"called", "Likes to be called", func(f *Facts) string { return f.Called }, func(to, from *Facts) { to.Called = from.Called }},
	{"birth_date", "Date of birth", func(f *Facts) string { return f.BirthDate.Long() }, func(to, from *Facts) { to.BirthDate = from.BirthDate }},
	{"nhs_number", "NHS number", func(f *Facts) string { return f.NHSNumber }, func(to, from *Facts) { to.NHSNumber = from.NHSNumber }},
	{"phone", "Phone", func(f *Facts) string { return f.Phone }, func(to, from *Facts) { to.Phone = from.Phone }},
	{"email", "Email", func(f *Facts) string { return f.Email }, func(to, from *Facts) { to.Email = from.Email }},
	{"address", "Address", func(f *Facts) string { return f.Address }, func(to, from *Facts) { to.Address = from.Address }},
	{"postcode", "Postcode", func(f *Facts) string { return f.Postcode }, func(to, from *Facts) { to.Postcode = from.Postcode }},
	{"contact_by", "Get in touch by", func(f *Facts) string { return f.ContactBy.Words() }, func(to, from *Facts) { to.ContactBy = from.ContactBy }},
	{"language", "Language", func(f *Facts) string { return f.Language }, func(to, from *Facts) { to.Language = from.Language }},
	{"access_needs", "Access needs", func(f *Facts) string { return f.AccessNeeds }, func(to, from *Facts) { to.AccessNeeds = from.AccessNeeds }},
	{"say_from", "Say that you call from", func(f *Facts) string { return f.Safety.SayFrom }, func(to, from *Facts) { to.Safety.SayFrom = from.Safety.SayFrom }},
	{"practice", "GP practice", func(f *Facts) string { return f.PracticeID }, func(to, from *Facts) { to.PracticeID = from.PracticeID }},
}

// Facts are what is chosen from of one record.
func (p Person) Facts() *Facts { return &Facts{p.Details, p.PracticeID, p.DiedOn, p.Safety} }

// safer takes what must be minded from both: no beats yes, yes beats unknown,
// and words of both stand.
func (f *Facts) safer(other *Facts) {
	s, o := &f.Safety, other.Safety
	s.NoPhone, s.NoText, s.NoEmail, s.NoLetter = s.NoPhone || o.NoPhone, s.NoText || o.NoText, s.NoEmail || o.NoEmail, s.NoLetter || o.NoLetter
	s.Times, s.ReadBy = bothWords(s.Times, o.Times), bothWords(s.ReadBy, o.ReadBy)
	if other.Voicemail == VoicemailNo || f.Voicemail == VoicemailUnknown {
		f.Voicemail = other.Voicemail
	}
	f.Interpreter = f.Interpreter || other.Interpreter
	if f.DiedOn.IsZero() {
		f.DiedOn = other.DiedOn
	}
}

// mindsAs reports whether the same must be minded, whoever one is said to be.
func (s Safety) mindsAs(other Safety) bool {
	s.SayFrom = other.SayFrom
	return s == other
}

func bothWords(a, b string) string {
	if a == "" || a == b {
		return b
	}
	if b == "" {
		return a
	}
	return a + "; " + b
}

// Differing lists what two records both know and say differently.
func (p Pair) Differing() (list []Choosable) {
	older, newer := p.Older.Facts(), p.Newer.Facts()
	for _, c := range Choosables {
		if a, b := c.Of(older), c.Of(newer); a != "" && b != "" && a != b {
			list = append(list, c)
		}
	}
	return list
}

// Choose makes the details of one record from two. chosen has, for what both say
// differently, the id of the record that is right; *db.Invalid names what was
// not chosen, and two NHS numbers, which nobody can choose between.
func (p Pair) Choose(chosen map[string]string) (Facts, error) {
	var bad db.Invalid
	if p.twoNumbers() {
		bad.Add("nhs_number", "The NHS numbers differ, so these are two people. If one of them is wrong, correct it in the details first")
		return Facts{}, bad.Err()
	}
	facts, newer := *p.Older.Facts(), p.Newer.Facts()
	for _, c := range Choosables {
		a, b := c.Of(&facts), c.Of(newer)
		switch {
		case b == "" || a == b:
		case a == "" || chosen[c.Name] == p.Newer.ID:
			c.take(&facts, newer)
		case chosen[c.Name] != p.Older.ID:
			bad.Add(c.Name, "Choose which is right: "+c.Label)
		}
	}
	facts.safer(newer)
	return facts, bad.Err()
}

// Merged is one merge of two records, with what is needed to take it back.
type Merged struct {
	ID, SurvivorID, MergedID string
	before, chosen           Facts
	Moved                    db.Moved
	Care                     access.Joined
	risks, said              []string
	ByName, UndoneName       string
	At, UndoneAt             time.Time
}

// AboutPeople are the tables of this room that are about a person.
var AboutPeople = []db.About{{Table: "permissions"}, {Table: "risks"}, {Table: "lawful_bases"}, {Table: "opt_outs"}}

// Merge makes the newer record part of the older: what was chosen stands there,
// a no on either wins, a known risk of one ends "none known" of the other. The
// rooms' rows have been moved and noted in m. It keeps m and returns its id.
func Merge(tx *db.Tx, byName, byAccount string, p Pair, chosen Facts, permissions [2][]Permission, m Merged) (id string, err error) {
	m.SurvivorID, m.MergedID, m.before, m.chosen = p.Older.ID, p.Newer.ID, *p.Older.Facts(), chosen
	if _, err := tx.Exec(`UPDATE people SET merged_into = $2, updated_at = $3, version = version + 1 WHERE id = $1`, m.MergedID, m.SurvivorID, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	if err := setFacts(tx, m.SurvivorID, chosen); err != nil {
		return "", err
	}
	if m.risks, err = endNoneKnown(tx, m.SurvivorID); err != nil {
		return "", err
	}
	if m.said, err = noWins(tx, byAccount, m.SurvivorID, permissions); err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO people_merges (id, survivor_id, merged_id, before, chosen, moved, care, risks, said, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id, m.SurvivorID, m.MergedID, asJSON(m.before), asJSON(m.chosen), asJSON(m.Moved), asJSON(m.Care),
		asJSON(m.risks), asJSON(m.said), byName, tx.Now().UnixMilli())
	return id, err
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // all of it is texts and lists of texts
	}
	return string(text)
}

func setFacts(tx *db.Tx, id string, f Facts) error {
	_, err := tx.Exec(`UPDATE people SET nhs_number = $2, given = $3, family = $4, name_key = $5, called = $6, birth_date = $7, phone = $8, phone_key = $9, email = $10,
		address = $11, postcode = $12, contact_by = $13, voicemail = $14, language = $15, interpreter = $16, access_needs = $17, practice_id = $18, died_on = $19,
		updated_at = $20, no_phone = $21, no_text = $22, no_email = $23, no_letter = $24, touch_times = $25, say_from = $26, read_by = $27, version = version + 1 WHERE id = $1`,
		id, db.Null(f.NHSNumber), f.Given, f.Family, nameKey(f.Details), f.Called, f.BirthDate, f.Phone, PhoneKey(f.Phone), f.Email,
		f.Address, f.Postcode, f.ContactBy, f.Voicemail, f.Language, f.Interpreter, f.AccessNeeds, db.Null(f.PracticeID), f.DiedOn, tx.Now().UnixMilli(),
		f.Safety.NoPhone, f.Safety.NoText, f.Safety.NoEmail, f.Safety.NoLetter, f.Safety.Times, f.Safety.SayFrom, f.Safety.ReadBy)
	return err
}

// endNoneKnown ends "none known" where a known risk stands beside it.
func endNoneKnown(tx *db.Tx, id string) (ended []string, err error) {
	standing, err := StandingRisks(tx, id)
	if err != nil || !slices.ContainsFunc(standing, func(r Risk) bool { return !r.NoneKnown }) {
		return nil, err
	}
	for _, r := range standing {
		if r.NoneKnown {
			if _, err := tx.Exec(`UPDATE risks SET ended_on = $2 WHERE id = $1`, r.ID, dates.Of(tx.Now())); err != nil {
				return nil, err
			}
			ended = append(ended, r.ID)
		}
	}
	return ended, nil
}

// noWins writes a no for every recipient and purpose about which one of the
// records has a no and the other a later yes.
func noWins(tx *db.Tx, byAccount, id string, of [2][]Permission) (said []string, err error) {
	together, err := Permissions(tx, id)
	if err != nil {
		return nil, err
	}
	for _, latest := range Current(together) {
		no := slices.ContainsFunc(of[:], func(one []Permission) bool {
			return slices.ContainsFunc(Current(one), func(p Permission) bool {
				return !p.Given && p.RecipientKind == latest.RecipientKind && p.RecipientID == latest.RecipientID && p.Purpose == latest.Purpose
			})
		})
		if !latest.Given || !no {
			continue
		}
		row := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO permissions (id, person_id, recipient_kind, recipient_id, recipient_name, purpose, given, how, given_by, by_name, said_on, recorded_by, recorded_at)
			VALUES ($1, $2, $3, $4, $5, $6, FALSE, 'One of two records that were brought together says no', 'person', '', $7, $8, $9)`,
			row, id, latest.RecipientKind, latest.RecipientID, latest.RecipientName, latest.Purpose, dates.Of(tx.Now()), byAccount, tx.Now().UnixMilli()); err != nil {
			return nil, err
		}
		said = append(said, row)
	}
	return said, nil
}

const mergedColumns = `SELECT m.id, m.survivor_id, m.merged_id, m.before, m.chosen, m.moved, m.care, m.risks, m.said, m.by_name, m.at, m.undone_name, m.undone_at FROM people_merges m`

func scanMerged(s db.Scanner) (m Merged, err error) {
	var before, chosen, moved, care, risks, said string
	if err = s.Scan(&m.ID, &m.SurvivorID, &m.MergedID, &before, &chosen, &moved, &care, &risks, &said, &m.ByName, db.At(&m.At), &m.UndoneName, db.At(&m.UndoneAt)); err != nil {
		return m, err
	}
	for _, part := range []struct {
		text string
		into any
	}{{before, &m.before}, {chosen, &m.chosen}, {moved, &m.Moved}, {care, &m.Care}, {risks, &m.risks}, {said, &m.said}} {
		if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
			return m, err
		}
	}
	return m, nil
}

// MergesOf lists the merges that made a record what it is, the latest first.
// The caller has checked that its reader may see the person.
func MergesOf(r db.Reader, survivorID string) ([]Merged, error) {
	return db.List(r, scanMerged, mergedColumns+` WHERE m.survivor_id = $1 AND m.undone_at IS NULL ORDER BY m.at DESC, m.id DESC`, survivorID)
}

// TheMerge returns a merge that has not been taken back, of a record within the
// actor's reach for good; else db.ErrNotFound.
func TheMerge(r db.Reader, by access.Actor, id string) (Merged, error) {
	m, err := db.One(r, scanMerged, mergedColumns+` WHERE m.id = $1 AND m.undone_at IS NULL`, id)
	if err != nil {
		return m, err
	}
	return m, access.KeepPerson(r, by.AccountID, m.SurvivorID)
}

// Unmerge takes a merge back, after the rooms' rows went back. What somebody
// changed in the details since then stays.
func Unmerge(tx *db.Tx, byName string, m Merged) error {
	now, err := Unscoped(tx, m.SurvivorID)
	if err != nil {
		return err
	}
	facts := *now.Facts()
	for _, c := range Choosables {
		if c.Of(&facts) == c.Of(&m.chosen) {
			c.take(&facts, &m.before)
		}
	}
	if minded, then := facts.Safety, m.chosen.Safety; minded.mindsAs(then) {
		facts.Safety = m.before.Safety
		facts.Safety.SayFrom = minded.SayFrom // chosen above
	}
	if facts.Voicemail == m.chosen.Voicemail {
		facts.Voicemail = m.before.Voicemail
	}
	if facts.Interpreter == m.chosen.Interpreter {
		facts.Interpreter = m.before.Interpreter
	}
	if facts.DiedOn == m.chosen.DiedOn {
		facts.DiedOn = m.before.DiedOn
	}
	if err := setFacts(tx, m.SurvivorID, facts); err != nil {
		return err
	}
	for _, id := range m.risks {
		if _, err := tx.Exec(`UPDATE risks SET ended_on = NULL WHERE id = $1`, id); err != nil {
			return err
		}
	}
	for _, id := range m.said {
		if _, err := tx.Exec(`DELETE FROM permissions WHERE id = $1`, id); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE people SET merged_into = NULL, updated_at = $2, version = version + 1 WHERE id = $1`, m.MergedID, tx.Now().UnixMilli()); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE people_merges SET undone_at = $2, undone_name = $3 WHERE id = $1`, m.ID, tx.Now().UnixMilli(), byName)
	return err
}
