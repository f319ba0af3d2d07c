package fill

import (
	"fmt"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

const (
	reason = "Lives alone since a move last year and sees nobody from one week to the next. Used to sing and would like to again, close to home."
	words  = "Talked about the week and about the choir on Thursdays. Happy to go once with somebody, and worried about the bus. We agreed that I ring again after the first time."
)

// referral is what brought the person. Every hundredth has another beside it
// that waits to be decided.
func (p *someone) referral(tx *db.Tx) error {
	if p.n%100 == 0 {
		if err := p.insertReferral(tx, tx.NewID(), "received", nil); err != nil {
			return err
		}
	}
	state := "supporting"
	if !p.open {
		state = "finished"
	}
	return p.insertReferral(tx, p.referralID, state, p.id)
}

func (p *someone) insertReferral(tx *db.Tx, id, state string, person any) error {
	_, err := tx.Exec(`INSERT INTO referrals (id, channel, practice_id, team_id, sent_by, referrer_name, referrer_role, referrer_contact, subject_id,
		given, family, called, birth_date, nhs_number, phone, email, address, postcode, contact_by, voicemail, language, interpreter, access_needs,
		needs, reason, risk, risk_words, permission, urgency, as_sent, state, state_since, received_at, person_id, updated_at)
		VALUES ($1, 'practice', $2, $3, '', 'Dr Pat Okafor', 'GP', '01632 960 101', $4, $5, $6, '', $7, $8, $9, '', '1 Quay', 'QX1 1AA', 'phone', 'unknown', '', FALSE, '',
		'loneliness', $10, 'none-known', '', 'in person', 'routine', '', $11, $12, $12, $13, $12)`,
		id, p.practice, p.team, tx.NewID(), p.given, p.family(), p.birth, p.number, p.phone(), reason, state, db.Ms(p.opened), person)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO referral_events (id, referral_id, at, by_id, by_name, from_state, to_state, reason, words)
		VALUES ($1, $2, $3, '', 'Dr Pat Okafor', '', 'received', '', '')`, tx.NewID(), id, db.Ms(p.opened))
	return err
}

// record is the person and who looks after them.
func (p *someone) record(tx *db.Tx) error {
	at := db.Ms(p.opened)
	if _, err := tx.Exec(`INSERT INTO people (id, nhs_number, given, family, name_key, called, birth_date, phone, phone_key, email, address, postcode,
		contact_by, voicemail, language, interpreter, access_needs, practice_id, created_at, updated_at)
		VALUES ($1, $2, $3, $4, lower($4 || ' ' || $3), '', $5, $6, $6, '', '1 Quay', 'QX1 1AA', 'phone', 'unknown', '', FALSE, '', $7, $8, $8)`,
		p.id, p.number, p.given, p.family(), p.birth, p.phone(), p.practice, at); err != nil {
		return err
	}
	for _, who := range []any{nil, p.worker} {
		if _, err := tx.Exec(`INSERT INTO care_team (id, person_id, team_id, account_id, since) VALUES ($1, $2, $3, $4, $5)`,
			tx.NewID(), p.id, p.team, who, at); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`INSERT INTO permissions (id, person_id, recipient_kind, recipient_id, recipient_name, purpose, given, how, said_on, recorded_by, recorded_at)
		VALUES ($1, $2, 'team', $3, 'the link worker team', 'support', TRUE, 'in person', $4, $5, $6)`,
		tx.NewID(), p.id, p.team, dates.Of(p.opened), p.worker, at); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO risks (id, person_id, none_known, words, source, stated_on, recorded_by, recorded_by_name, recorded_at)
		VALUES ($1, $2, TRUE, '', 'the referral', $3, $4, $5, $6)`, tx.NewID(), p.id, dates.Of(p.opened), p.worker, p.workerName, at)
	return err
}

// kase is the case, with a need, something to do while it is open, and a
// holding for every fifth.
func (p *someone) kase(tx *db.Tx) error {
	state, ended := "engaged", any(nil)
	if !p.open {
		state, ended = "closed", db.Ms(p.opened.AddDate(0, 4, 0))
	}
	at := db.Ms(p.opened)
	if _, err := tx.Exec(`INSERT INTO cases (id, person_id, referral_id, team_id, worker_id, state, new_person, opened_at, engaged_at, closed_at, last_contact_at)
		VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $7, $8, $7)`, p.caseID, p.id, p.referralID, p.team, p.worker, state, at, ended); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO needs (id, case_id, person_id, code, referrer_sees, state, next_step, noted_at)
		VALUES ($1, $2, $3, 'loneliness', TRUE, 'under-way', '', $4)`, tx.NewID(), p.caseID, p.id, at); err != nil || !p.open {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO tasks (id, account_id, person_id, kind, about_id, title, due, urgent, created_at)
		VALUES ($1, $2, $3, 'follow-up', $4, 'Ring about the choir', $5, FALSE, $6)`,
		tx.NewID(), p.worker, p.id, p.caseID, dates.Of(tx.Now()).AddDays(p.n%25-5), at); err != nil || p.n%5 != 0 {
		return err
	}
	_, err := tx.Exec(`INSERT INTO holdings (id, case_id, person_id, function, waiting_for, agreed, every_days, next_check_in, talk_about_on, since)
		VALUES ($1, $2, $3, 'waiting', 'the choir', TRUE, 14, $4, $4, $5)`,
		tx.NewID(), p.caseID, p.id, dates.Of(tx.Now()).AddDays(7), dates.Of(p.opened))
	return err
}

// history is the contacts, an entry for the practice's record of each, copied
// but for the newest, and what the audit trail says of them.
func (p *someone) history(tx *db.Tx) error {
	for i := range p.contacts {
		when, id := p.opened.AddDate(0, 0, i), tx.NewID()
		if _, err := tx.Exec(`INSERT INTO contacts (id, case_id, person_id, day, means, outcome, purpose, minutes, words, needs, by_id, by_name, recorded_at)
			VALUES ($1, $2, $3, $4, 'phone', 'spoke', 'review', 25, $5, 'loneliness', $6, $7, $8)`,
			id, p.caseID, p.id, dates.Of(when), words, p.worker, p.workerName, db.Ms(when)); err != nil {
			return err
		}
		copied := any(nil)
		if i < p.contacts-1 || !p.open {
			copied = db.Ms(when)
		}
		if _, err := tx.Exec(`INSERT INTO practice_entries (id, referral_id, person_id, account_id, about_id, day, words, copied_at, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			tx.NewID(), p.referralID, p.id, p.worker, id, dates.Of(when), "Contact by the link worker: phone, 25 minutes.", copied, db.Ms(when)); err != nil {
			return err
		}
		for _, row := range []struct{ what, act, kind, record string }{{"change", "contact.recorded", "contact", id}, {"view", "Contacts", "", ""}} {
			if _, err := tx.Exec(`INSERT INTO audit (id, at, what, act, actor_id, actor_name, actor_role, person_id, kind, record_id)
				VALUES ($1, $2, $3, $4, $5, $6, 'link-worker', $7, $8, $9)`,
				tx.NewID(), db.Ms(when), row.what, row.act, p.worker, p.workerName, p.id, row.kind, row.record); err != nil {
				return fmt.Errorf("the audit trail: %w", err)
			}
		}
	}
	return nil
}
