package people

import (
	"strconv"
	"strings"

	"linkwork/internal/db"
)

const insertPerson = `INSERT INTO people (id, nhs_number, given, family, name_key, called, birth_date, phone, phone_key,
	email, address, postcode, contact_by, voicemail, language, interpreter, access_needs, practice_id, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)`

const updatePerson = `UPDATE people SET nhs_number = $3, given = $4, family = $5, name_key = $6, called = $7, birth_date = $8, phone = $9,
	phone_key = $10, email = $11, address = $12, postcode = $13, contact_by = $14, voicemail = $15, language = $16, interpreter = $17,
	access_needs = $18, updated_at = $19, version = version + 1 WHERE id = $1 AND version = $2`

const personColumns = `SELECT p.id, p.nhs_number, p.given, p.family, p.called, p.birth_date, p.phone, p.email, p.address, p.postcode,
	p.contact_by, p.voicemail, p.language, p.interpreter, p.access_needs, p.practice_id, p.merged_into, p.died_on,
	p.no_phone, p.no_text, p.no_email, p.no_letter, p.touch_times, p.say_from, p.read_by, p.created_at, p.version FROM people p`

func scanPerson(s db.Scanner) (p Person, err error) {
	err = s.Scan(&p.ID, db.Text(&p.NHSNumber), &p.Given, &p.Family, &p.Called, &p.BirthDate, &p.Phone, &p.Email, &p.Address, &p.Postcode,
		&p.ContactBy, &p.Voicemail, &p.Language, &p.Interpreter, &p.AccessNeeds, db.Text(&p.PracticeID), db.Text(&p.MergedInto), &p.DiedOn,
		&p.Safety.NoPhone, &p.Safety.NoText, &p.Safety.NoEmail, &p.Safety.NoLetter, &p.Safety.Times, &p.Safety.SayFrom, &p.Safety.ReadBy, db.At(&p.CreatedAt), &p.Version)
	return
}

// Named returns the people with the given ids, by id. The caller got the ids
// from a list that was already limited to what its reader may see.
func Named(r db.Reader, ids []string) (map[string]Person, error) {
	byID := make(map[string]Person, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	list, err := db.List(r, scanPerson, personColumns+` WHERE p.id IN (`+strings.Join(marks, ", ")+`)`, args...)
	for _, p := range list {
		byID[p.ID] = p
	}
	return byID, err
}
