package studies

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
)

// Member is somebody with a role in a study. Without an account they are named and
// see nothing.
type Member struct {
	ID, StudyID, AccountID string
	Name, Affiliation      string
	Role                   Role
	SiteID                 string // "" for all sites
	Shown                  bool   // named on the public page
	StartedOn, EndedOn     dates.Date
}

// Now reports whether the role is played on a day.
func (m Member) Now(day dates.Date) bool {
	return !m.StartedOn.After(day) && (m.EndedOn.IsZero() || m.EndedOn.After(day))
}

const memberColumns = `SELECT m.id, m.study_id, m.account_id, m.name, m.affiliation, m.role, m.site_id, m.shown, m.started_on, m.ended_on FROM study_members m`

func scanMember(s db.Scanner) (m Member, err error) {
	err = s.Scan(&m.ID, &m.StudyID, db.Text(&m.AccountID), &m.Name, &m.Affiliation, &m.Role, db.Text(&m.SiteID), &m.Shown, &m.StartedOn, &m.EndedOn)
	return
}

// Members lists the team of a study, those before too, the first to come first.
func (s Seat) Members(r db.Reader) ([]Member, error) {
	return db.List(r, scanMember, memberColumns+` WHERE m.study_id = $1 ORDER BY m.started_on, m.id`, s.Study.ID)
}

// The rules of who may play a part are two. Whoever sees care records collects no
// research data, so that the two are never joined in one head or one account; and
// whoever manages a team learns of nobody who takes part, because it may be their
// staff.
var (
	errCares   = db.Fault("role", "They see people’s care records here, so they cannot also see who takes part or what was said. Choose a role without that")
	errManages = db.Fault("role", "They manage a team here. Who takes part must stay unknown to employers, so they cannot have this role")
	errJoins   = db.Fault("role", "A custodian joins participants with their records and sees nothing that was collected. One person cannot do both")
)

// trusted says whether an account may carry a duty at all, whatever its part.
func trusted(by access.Actor, d Duty) error {
	switch d {
	case Meet, Read, Transcribe:
		if by.Is(access.Manager) {
			return errManages
		}
		if by.Is(access.LinkWorker, access.Practice) {
			return errCares
		}
	case Join:
		if by.Is(access.Manager) {
			return errManages
		}
	}
	return nil
}

// Take gives somebody a role in a study. *db.Invalid with the fields "account",
// "name", "role", "site" or "started".
func Take(ctx context.Context, d *db.DB, by access.Actor, key once.Key, m Member) (id string, err error) {
	return Act(ctx, d, by, key, m.StudyID, Lead, "member.joined", func(tx *db.Tx, _ Seat) (string, error) {
		m := m
		if err := m.check(tx); err != nil {
			return "", err
		}
		return m.add(tx)
	})
}

func (m *Member) check(tx *db.Tx) error {
	var bad db.Invalid
	if m.Role.Words() == "" {
		bad.Add("role", "Choose a role")
	}
	if m.StartedOn.IsZero() {
		m.StartedOn = dates.Of(tx.Now())
	}
	if m.AccountID != "" {
		account, err := identity.Get(tx, m.AccountID)
		if errors.Is(err, db.ErrNotFound) {
			bad.Add("account", "Choose somebody with an account, or enter a name")
		} else if err != nil {
			return err
		}
		m.Name = account.Name
	}
	bad.Trim("name", &m.Name, 100, "Choose somebody with an account, or enter a name")
	bad.Trim("affiliation", &m.Affiliation, 200, "")
	switch _, err := theSite(tx, m.StudyID, m.SiteID); {
	case m.SiteID == "" && m.Role.OneSite():
		bad.Add("site", "Choose the site")
	case m.SiteID != "" && errors.Is(err, db.ErrNotFound):
		bad.Add("site", "Choose one of the study’s sites")
	case m.SiteID != "" && err != nil:
		return err
	}
	if m.AccountID == "" || m.Name == "" {
		return bad.Err()
	}
	err := m.mayPlay(tx)
	if refused, ok := err.(*db.Invalid); ok {
		bad.Fields = append(bad.Fields, refused.Fields...)
		return bad.Err()
	}
	if err != nil {
		return err
	}
	return bad.Err()
}

// mayPlay checks the rules against everything else that the account may see.
func (m Member) mayPlay(tx *db.Tx) error {
	actor, err := access.Load(tx, m.AccountID, m.Name)
	if err != nil {
		return err
	}
	for _, d := range duties[m.Role] {
		if err := trusted(actor, d); err != nil {
			return err
		}
	}
	others, err := parts(tx, m.AccountID, m.StudyID)
	if err != nil {
		return err
	}
	seat := Seat{By: actor, Parts: append(others, Part{Role: m.Role, SiteID: m.SiteID})}
	if seat.Has(Join) && (seat.Has(Meet) || seat.Has(Read)) {
		return errJoins
	}
	return nil
}

func (m Member) add(tx *db.Tx) (id string, err error) {
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO study_members (id, study_id, account_id, name, affiliation, role, site_id, shown, started_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, m.StudyID, db.Null(m.AccountID), m.Name, m.Affiliation, m.Role, db.Null(m.SiteID), m.Shown, m.StartedOn)
	return id, err
}

// LeadsOf are the accounts that lead a study today.
func LeadsOf(r db.Reader, studyID string) (accounts []string, err error) {
	all, err := Seat{Study: Study{ID: studyID}}.Members(r)
	today := dates.Of(r.Now())
	for _, m := range all {
		if m.AccountID != "" && m.Role.Has(Lead) && m.Now(today) && !slices.Contains(accounts, m.AccountID) {
			accounts = append(accounts, m.AccountID)
		}
	}
	return accounts, err
}

// NamedLead is the chief investigator of today as the public may read them, with their
// affiliation; "" where the study does not name them in public.
func NamedLead(r db.Reader, studyID string) (string, error) {
	all, err := Seat{Study: Study{ID: studyID}}.Members(r)
	today := dates.Of(r.Now())
	for _, m := range all {
		if m.Role != ChiefInvestigator || !m.Shown || !m.Now(today) {
			continue
		}
		if m.Affiliation != "" {
			return m.Name + ", " + m.Affiliation, err
		}
		return m.Name, err
	}
	return "", err
}

// Leave ends a role today. The last lead of a study cannot leave.
func Leave(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	_, err := Act(ctx, d, by, key, studyID, Lead, "member.left", func(tx *db.Tx, s Seat) (string, error) {
		if err := s.there(tx, "study_members", id); err != nil {
			return "", err
		}
		today := dates.Of(tx.Now())
		n, err := tx.Exec(`UPDATE study_members SET ended_on = $3 WHERE id = $1 AND study_id = $2 AND (ended_on IS NULL OR ended_on > $3)`, id, studyID, today)
		if err := oneOr(n, err); err != nil {
			return "", err
		}
		all, err := s.Members(tx)
		if err != nil {
			return "", err
		}
		for _, m := range all {
			if m.AccountID != "" && m.Role.Has(Lead) && m.Now(today) {
				return id, nil
			}
		}
		return "", db.Fault("member", "Somebody has to lead the study. Give somebody else that role first")
	})
	return err
}
