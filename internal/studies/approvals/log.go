package approvals

import (
	"context"
	"encoding/json"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Task is something that can be delegated at a site.
type Task string

// The tasks that a delegation log names.
const (
	Identify    Task = "identify"
	Inform      Task = "inform"
	TakeConsent Task = "consent"
	Interview   Task = "interview"
	Observe     Task = "observe"
	HandleData  Task = "data"
	KeepFile    Task = "file"
)

// Tasks lists all tasks.
var Tasks = []Task{Identify, Inform, TakeConsent, Interview, Observe, HandleData, KeepFile}

// Words says a task to a reader.
func (t Task) Words() string {
	return map[Task]string{Identify: "Identify and approach people", Inform: "Give information", TakeConsent: "Take consent", Interview: "Interview", Observe: "Observe",
		HandleData: "Handle data", KeepFile: "Keep the site file"}[t]
}

// Delegation is who may do what at a site.
type Delegation struct {
	ID, SiteID, MemberID string
	Name                 string // of the member
	Role                 studies.Role
	Tasks                []Task
	Training             string // evidence: which, when
	From, To             dates.Date
	AuthorisedBy         string // "" until the investigator has
	AuthorisedOn         dates.Date
	Version              int
}

// Holds reports whether the delegation lets its holder work on a day.
func (x Delegation) Holds(day dates.Date) bool {
	return !x.AuthorisedOn.IsZero() && !x.From.After(day) && (x.To.IsZero() || x.To.After(day))
}

// Signed reports whether the delegation had been authorised by a day on which its
// holder worked: one that was signed later counts from then on only.
func (x Delegation) Signed(day dates.Date) bool {
	return x.Holds(day) && !x.AuthorisedOn.After(day)
}

// Delegations is the delegation log of a site, first to last. The caller has entered
// the study.
func Delegations(r db.Reader, s studies.Seat, siteID string) ([]Delegation, error) {
	all, err := db.List(r, func(row db.Scanner) (x Delegation, err error) {
		var tasks string
		if err = row.Scan(&x.ID, &x.SiteID, &x.MemberID, &tasks, &x.Training, &x.From, &x.To, &x.AuthorisedBy, &x.AuthorisedOn, &x.Version); err != nil {
			return x, err
		}
		return x, json.Unmarshal([]byte(tasks), &x.Tasks)
	}, `SELECT id, site_id, member_id, tasks, training, from_day, to_day, authorised_by, authorised_on, version FROM study_delegations WHERE site_id = $1 ORDER BY from_day, id`, siteID)
	if err != nil {
		return nil, err
	}
	members, err := s.Members(r)
	for i := range all {
		for _, m := range members {
			if m.ID == all[i].MemberID {
				all[i].Name, all[i].Role = m.Name, m.Role
			}
		}
	}
	return all, err
}

// Delegate puts a member of the team on the delegation log of a site. It holds when
// the site's investigator or a lead has authorised it.
func Delegate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, x Delegation) error {
	return atSite(ctx, d, by, key, studyID, x.SiteID, "site.delegated", func(tx *db.Tx, site studies.Site) error {
		x := x
		seat, err := studies.Enter(tx, by, studyID, studies.Conduct)
		if err != nil {
			return err
		}
		members, err := seat.Members(tx)
		if err != nil {
			return err
		}
		var bad db.Invalid
		if !slices.ContainsFunc(members, func(m studies.Member) bool { return m.ID == x.MemberID && (m.SiteID == "" || m.SiteID == x.SiteID) }) {
			bad.Add("member", "Choose somebody of the study’s team")
		}
		if len(x.Tasks) == 0 || slices.ContainsFunc(x.Tasks, func(t Task) bool { return t.Words() == "" }) {
			bad.Add("tasks", "Choose what they may do")
		}
		bad.Trim("training", &x.Training, 300, "Say which training they have, and when")
		if x.From.IsZero() {
			x.From = dates.Of(tx.Now())
		}
		if err := bad.Err(); err != nil {
			return err
		}
		tasks, err := json.Marshal(x.Tasks)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO study_delegations (id, site_id, member_id, tasks, training, from_day, to_day, authorised_by) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`,
			tx.NewID(), x.SiteID, x.MemberID, string(tasks), x.Training, x.From, x.To)
		return err
	})
}

// Authorise lets a delegation hold. Nobody authorises their own.
func Authorise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, id string, version int) error {
	return atSite(ctx, d, by, key, studyID, siteID, "site.delegation-authorised", func(tx *db.Tx, _ studies.Site) error {
		if err := there(tx, "study_delegations", siteID, id); err != nil {
			return err
		}
		seat, err := studies.Enter(tx, by, studyID, studies.Conduct)
		if err != nil {
			return err
		}
		members, err := seat.Members(tx)
		if err != nil {
			return err
		}
		log, err := Delegations(tx, seat, siteID)
		if err != nil {
			return err
		}
		for _, x := range log {
			for _, m := range members {
				if x.ID == id && x.MemberID == m.ID && m.AccountID == by.AccountID {
					return db.Fault("authorise", "Somebody else has to authorise what you may do")
				}
			}
		}
		n, err := tx.Exec(`UPDATE study_delegations SET authorised_by = $4, authorised_on = $5, version = version + 1 WHERE id = $1 AND site_id = $2 AND version = $3 AND authorised_on IS NULL`,
			id, siteID, version, by.Name, dates.Of(tx.Now()))
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}

// EndDelegation ends what somebody may do at a site, today.
func EndDelegation(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, id string, version int) error {
	return atSite(ctx, d, by, key, studyID, siteID, "site.delegation-ended", func(tx *db.Tx, _ studies.Site) error {
		if err := there(tx, "study_delegations", siteID, id); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE study_delegations SET to_day = $4, version = version + 1 WHERE id = $1 AND site_id = $2 AND version = $3`, id, siteID, version, dates.Of(tx.Now()))
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}

// AccessLetter is a letter that lets a researcher work at a site.
type AccessLetter struct {
	ID, SiteID string
	Name       string
	Kind       string // letter, honorary-contract, passport
	From, To   dates.Date
	NotedBy    string
}

// LetterKinds are the kinds of letters, with their words.
var LetterKinds = [][2]string{{"letter", "Letter of access"}, {"honorary-contract", "Honorary contract"}, {"passport", "Research passport"}}

// AccessLetters lists the letters of a site, those that end first first.
func AccessLetters(r db.Reader, siteID string) ([]AccessLetter, error) {
	return db.List(r, func(s db.Scanner) (x AccessLetter, err error) {
		err = s.Scan(&x.ID, &x.SiteID, &x.Name, &x.Kind, &x.From, &x.To, &x.NotedBy)
		return
	}, `SELECT id, site_id, name, kind, from_day, to_day, noted_by FROM study_access_letters WHERE site_id = $1 ORDER BY to_day, id`, siteID)
}

// AddAccessLetter notes a letter.
func AddAccessLetter(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, x AccessLetter) error {
	return atSite(ctx, d, by, key, studyID, x.SiteID, "site.letter-added", func(tx *db.Tx, _ studies.Site) error {
		x := x
		var bad db.Invalid
		bad.Trim("letter_name", &x.Name, 100, "Enter the researcher’s name")
		if !slices.ContainsFunc(LetterKinds, func(k [2]string) bool { return k[0] == x.Kind }) {
			bad.Add("letter_kind", "Choose the kind of letter")
		}
		if x.From.IsZero() {
			bad.Add("from", "Enter the first day")
		}
		if x.To.Before(x.From) {
			bad.Add("to", "Enter the last day")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO study_access_letters (id, site_id, name, kind, from_day, to_day, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.NewID(), x.SiteID, x.Name, x.Kind, x.From, x.To, by.Name)
		return err
	})
}
