package referrals

import (
	"strings"

	"linkwork/internal/db"
)

const referralColumns = `SELECT r.id, r.subject_id, r.identifier_system, r.identifier_value, r.channel, r.practice_id, r.team_id, r.sent_by,
	r.referrer_name, r.referrer_role, r.referrer_contact, r.given, r.family, r.called, r.birth_date, r.nhs_number, r.phone, r.email, r.address,
	r.postcode, r.contact_by, r.voicemail, r.language, r.interpreter, r.access_needs, r.needs, r.reason, r.risk, r.risk_words, r.permission,
	r.urgency, r.as_sent, r.source, r.referrer_organisation, r.referrer_email, r.tell_referrer, r.follow_base, r.state, r.state_since, r.received_at, r.person_id, r.updated_at, r.version FROM referrals r`

func scanReferral(s db.Scanner) (r Referral, err error) {
	var needs string
	err = s.Scan(&r.ID, &r.SubjectID, db.Text(&r.IdentifierSystem), db.Text(&r.Identifier), &r.Channel, db.Text(&r.PracticeID), &r.TeamID, &r.SentBy,
		&r.ReferrerName, &r.ReferrerRole, &r.ReferrerContact, &r.Given, &r.Family, &r.Called, &r.BirthDate, db.Text(&r.NHSNumber), &r.Phone, &r.Email, &r.Address,
		&r.Postcode, &r.ContactBy, &r.Voicemail, &r.Language, &r.Interpreter, &r.AccessNeeds, &needs, &r.Reason, &r.Risk, &r.RiskWords, &r.Permission,
		&r.Urgency, &r.AsSent, &r.Source, &r.Organisation, &r.ReferrerEmail, &r.Tell, &r.FollowBase, &r.State, db.At(&r.StateSince), db.At(&r.ReceivedAt), db.Text(&r.PersonID), db.At(&r.UpdatedAt), &r.Version)
	r.Needs = strings.Fields(needs)
	return
}

func insert(tx *db.Tx, r Referral) error {
	now := tx.Now().UnixMilli()
	_, err := tx.Exec(`INSERT INTO referrals (id, subject_id, identifier_system, identifier_value, channel, practice_id, team_id, sent_by,
		referrer_name, referrer_role, referrer_contact, given, family, called, birth_date, nhs_number, phone, email, address, postcode,
		contact_by, voicemail, language, interpreter, access_needs, needs, reason, risk, risk_words, permission, urgency, as_sent,
		source, referrer_organisation, referrer_email, tell_referrer, follow_base, state, state_since, received_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
		$29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $39, $39)`,
		r.ID, r.SubjectID, db.Null(r.IdentifierSystem), db.Null(r.Identifier), r.Channel, db.Null(r.PracticeID), r.TeamID, r.SentBy,
		r.ReferrerName, r.ReferrerRole, r.ReferrerContact, r.Given, r.Family, r.Called, r.BirthDate, db.Null(r.NHSNumber), r.Phone, r.Email, r.Address, r.Postcode,
		r.ContactBy, r.Voicemail, r.Language, r.Interpreter, r.AccessNeeds, strings.Join(r.Needs, " "), r.Reason, r.Risk, r.RiskWords, r.Permission, r.Urgency, r.AsSent,
		r.Source, r.Organisation, r.ReferrerEmail, r.Tell, r.FollowBase, Received, now)
	return err
}
