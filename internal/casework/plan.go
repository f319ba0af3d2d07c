package casework

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

// Plan is the care and support plan of a case as a whole: when it is looked at
// again, by whom, and whether it was agreed. Its content is needs, goals and
// actions.
type Plan struct {
	ReviewOn   dates.Date // zero: no day set
	ReviewerID string     // account that sees to the review
	Funding    string     // who pays for care; "" = not asked, or nothing
	Documents  string     // other plans the person has, and where they are
	ChangedAt  time.Time  // latest change of the plan's content; zero for none
	Version    int        // 0: nothing is there yet
	Agreements []Agreement
}

// Agreement is one time that the plan was agreed.
type Agreement struct {
	By         string // person | representative
	Name, Role string // of the representative
	On         dates.Date
	RecordedAt time.Time
	ByName     string // who wrote it down
}

// Agreed is the latest agreement; its day is zero while there is none.
func (p Plan) Agreed() Agreement {
	if len(p.Agreements) == 0 {
		return Agreement{}
	}
	return p.Agreements[0]
}

// ChangedSinceAgreed reports whether the content changed after the latest
// agreement.
func (p Plan) ChangedSinceAgreed() bool {
	a := p.Agreed()
	return !a.On.IsZero() && p.ChangedAt.After(a.RecordedAt)
}

// planAct is act for what changes the plan's content.
func planAct(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, do func(*db.Tx, Case) error) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if err := do(tx, c); err != nil {
			return err
		}
		return touchPlan(tx, c)
	})
}

// touchPlan notes that the content of a case's plan has changed.
func touchPlan(tx *db.Tx, c Case) error {
	_, err := tx.Exec(`INSERT INTO plans (case_id, person_id, reviewer_id, funding, documents, changed_at, version) VALUES ($1, $2, '', '', '', $3, 1)
		ON CONFLICT (case_id) DO UPDATE SET changed_at = excluded.changed_at`, c.ID, c.PersonID, tx.Now().UnixMilli())
	return err
}

// ThePlan reads the plan of a case; the zero Plan where there is none. The
// caller has checked that its reader may see the person.
func ThePlan(r db.Reader, caseID string) (Plan, error) {
	plans, err := db.List(r, func(s db.Scanner) (p Plan, err error) {
		err = s.Scan(&p.ReviewOn, &p.ReviewerID, &p.Funding, &p.Documents, db.At(&p.ChangedAt), &p.Version)
		return
	}, `SELECT review_on, reviewer_id, funding, documents, changed_at, version FROM plans WHERE case_id = $1`, caseID)
	if err != nil || len(plans) == 0 {
		return Plan{}, err
	}
	plans[0].Agreements, err = db.List(r, func(s db.Scanner) (a Agreement, err error) {
		err = s.Scan(&a.By, &a.Name, &a.Role, &a.On, db.At(&a.RecordedAt), &a.ByName)
		return
	}, `SELECT agreed_by, name, role, agreed_on, recorded_at, by_name FROM plan_agreements WHERE case_id = $1 ORDER BY recorded_at DESC, id DESC`, caseID)
	return plans[0], err
}

// AgreePlan records that the plan as it stands was agreed.
func AgreePlan(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, a Agreement) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		a.Name, a.Role = strings.TrimSpace(a.Name), strings.TrimSpace(a.Role)
		if err := a.check(dates.Of(tx.Now())); err != nil {
			return err
		}
		plan, err := ThePlan(tx, c.ID)
		if err != nil {
			return err
		}
		if plan.Version == 0 {
			var bad db.Invalid
			bad.Add("agreed_by", "There is nothing in the plan yet to agree on")
			return bad.Err()
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO plan_agreements (id, case_id, agreed_by, name, role, agreed_on, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, c.ID, a.By, a.Name, a.Role, a.On, by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "plan.agreed", personID, "case", c.ID)
	})
}

func (a *Agreement) check(today dates.Date) error {
	var bad db.Invalid
	switch a.By {
	case "person":
		a.Name, a.Role = "", ""
	case "representative":
		if a.Name == "" {
			bad.Add("agreed_name", "Say who agreed for the person")
		}
		if a.Role == "" {
			bad.Add("agreed_role", "Say what lets them agree: for example attorney, or a best interests decision")
		}
	default:
		bad.Add("agreed_by", "Choose who agreed")
	}
	if a.On.IsZero() {
		a.On = today
	}
	if a.On.After(today) {
		bad.Add("agreed_on", "The day must be today or earlier")
	}
	return bad.Err()
}

// SetReview says when the plan is looked at together again, and what stands
// around it. The review goes into the worker's diary; db.ErrConflict if
// somebody saved first.
func SetReview(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, p Plan) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		today := dates.Of(tx.Now())
		var bad db.Invalid
		if p.ReviewOn.Before(today) && !p.ReviewOn.IsZero() {
			bad.Add("review_on", "The review must be today or later")
		}
		if len([]rune(p.Funding)) > 500 || len([]rune(p.Documents)) > 2000 {
			bad.Add("documents", "Use 2,000 characters or fewer")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := savePlan(tx, c, p); err != nil {
			return err
		}
		if err := diary.FinishKind(tx, personID, diary.Review); err != nil {
			return err
		}
		if !p.ReviewOn.IsZero() {
			if _, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: personID, Kind: diary.Review, AboutID: c.ID, Title: "Look at the plan together", Due: p.ReviewOn}); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "plan.review-set", personID, "case", c.ID)
	})
}

func savePlan(tx *db.Tx, c Case, p Plan) error {
	if p.Version == 0 {
		if err := touchPlan(tx, c); err != nil {
			return err
		}
		p.Version = 1
	}
	n, err := tx.Exec(`UPDATE plans SET review_on = $3, reviewer_id = $4, funding = $5, documents = $6, version = version + 1 WHERE case_id = $1 AND version = $2`,
		c.ID, p.Version, p.ReviewOn, c.WorkerID, strings.TrimSpace(p.Funding), strings.TrimSpace(p.Documents))
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}
