package main

import (
	"slices"
	"testing"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/web/webtest"
)

// TestACustodianStandsBetweenStudyAndRecord: the study asks whether a patient may be
// contacted; the custodian joins the patient's number with a care record, answers, and
// both trails say what was done without naming the other.
func TestACustodianStandsBetweenStudyAndRecord(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	study := "/studies/" + j.one(t, `SELECT id FROM studies WHERE name = $1`, "First welcome")
	participant := j.one(t, `SELECT p.id FROM participants p JOIN studies s ON s.id = p.study_id WHERE p.number = 'P001' AND s.name = $1`, "First welcome")
	person := j.one(t, `SELECT p.id FROM people p JOIN care_team c ON c.person_id = p.id JOIN accounts a ON a.id = c.account_id WHERE a.name = $1 AND c.until IS NULL ORDER BY p.id LIMIT 1`, "Amina Yusuf")
	name := j.one(t, `SELECT given || ' ' || family FROM people WHERE id = $1`, person)

	lead := j.be("researcher")
	lead.Go(study + "/participants/" + participant)
	lead.Submit("Ask the custodian")
	lead.See("The custodian has not answered yet")

	p := j.be("link-worker")
	p.Go("/studies")
	p.Click("First welcome")
	p.See("What is asked of you")
	j.shown(p, "custodian-asked")
	p.Click("P001")
	p.See("The study asks whether they may be contacted")
	p.Submit("Show their name")
	p.See("It is noted that you looked")
	j.shown(p, "custodian-named")
	p.Fill("Name, date of birth or NHS number", name)
	p.Submit("Find")
	p.Choose(name)
	p.Choose("Information from their record, as they agreed")
	p.Submit("Join this record")
	p.See("The record is joined. Nobody of the study sees whose it is.")
	p.See("Nothing is known of a death")
	j.shown(p, "custodian-joined")
	p.Submit("Send the answer")
	p.See("Choose an answer")
	j.shown(p, "custodian-answer-missing")
	p.Choose("They may be contacted")
	p.Submit("Send the answer")
	p.See("The study has your answer, and nothing else")
	p.NoTroubles()

	p.Go("/people/" + person + "/looked")
	p.See("identity check")
	p.DontSee("P001")
	j.shown(p, "custodian-trail-of-the-person")

	lead.Go(study + "/participants/" + participant)
	lead.See("They may be contacted")
	lead.DontSee(name)
	lead.NoTroubles()
	read(t, j.db, func(r *db.Snapshot) error {
		rows, err := audit.OfActor(r, j.one(t, `SELECT id FROM accounts WHERE name = $1`, "Amina Yusuf"), 20)
		var acts []string
		for _, row := range rows {
			acts = append(acts, row.Act)
			if row.PersonID != "" && row.RecordID == participant {
				t.Errorf("a row names both: %+v", row)
			}
		}
		for _, want := range []string{"study.contact.looked", "study.join.made", "study.clearance.answered", "identity check"} {
			if !slices.Contains(acts, want) {
				t.Errorf("%s is not on the trail: %v", want, acts)
			}
		}
		return err
	})
}

// TestACustodianSeesNothingThatWasCollected opens every part of the study, and what it
// holds of a patient, as its custodian.
func TestACustodianSeesNothingThatWasCollected(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	study := "/studies/" + j.one(t, `SELECT id FROM studies WHERE name = $1`, "First welcome")
	of := func(query string) string { return j.one(t, query, "First welcome") }
	participant := of(`SELECT p.id FROM participants p JOIN studies s ON s.id = p.study_id WHERE p.number = 'P001' AND s.name = $1`)
	session := of(`SELECT e.id FROM study_sessions e JOIN studies s ON s.id = e.study_id WHERE s.name = $1 ORDER BY e.id LIMIT 1`)
	version := of(`SELECT v.id FROM study_document_versions v JOIN study_documents d ON d.id = v.document_id JOIN studies s ON s.id = d.study_id WHERE s.name = $1 ORDER BY v.id LIMIT 1`)
	p := j.be("link-worker")
	for _, below := range []string{"/participants", "/participants/csv", "/participants/flow", "/participants/settle", "/participants/vouchers", "/participants/" + participant, "/participants/" + participant + "/consent", "/participants/" + participant + "/withdraw",
		"/fieldwork", "/fieldwork/transcribe", "/fieldwork/sessions/" + session, "/photos", "/photos/gallery", "/questionnaires", "/documents", "/versions/" + version, "/amendments", "/plan", "/report", "/team", "/sites", "/events"} {
		p.Go(study + below)
		p.See("Page not found")
		p.DontSee("P001")
	}
	p.Go(study + "/custodian")
	for _, other := range []string{"Fieldwork", "Photographs", "Questionnaires", "Documents"} {
		p.DontSee(other)
	}
	p.See("You see nothing that the study collected")
}
