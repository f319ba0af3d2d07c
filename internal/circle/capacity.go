package circle

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Decision is one decision and whether the person could make it at that time.
type Decision struct {
	ID, PersonID string
	Kind         string // code of vocabulary.DecisionKinds
	Words        string // which decision
	Help         string // what was done to help them decide
	CanDecide    bool
	Lacks        []string // codes of vocabulary.CapacityAbilities, where they cannot
	Why          string   // what was seen and heard
	Cause        string   // the impairment of mind or brain, where they cannot
	On           dates.Date
	AssessedBy   string     // who looked: name and role
	Best         string     // what was decided for them, "" while that is open
	Consulted    string     // who was asked for that
	Least        string     // why it restricts them least, and what they would want
	ReviewOn     dates.Date // zero for none
	ReplacedBy   string     // a later look at the same decision, "" while this one stands
	RecordedBy   string
	RecordedName string
	RecordedAt   time.Time
}

const decisionColumns = `SELECT c.id, c.person_id, c.kind, c.decision, c.help, c.lacks, c.why, c.cause, c.can_decide, c.decided_on, c.assessed_by, c.best, c.consulted, c.least, c.review_on,
	c.replaced_by, c.recorded_by, c.recorded_name, c.recorded_at FROM capacity_decisions c`

func scanDecision(s db.Scanner) (c Decision, err error) {
	var lacks string
	err = s.Scan(&c.ID, &c.PersonID, &c.Kind, &c.Words, &c.Help, &lacks, &c.Why, &c.Cause, &c.CanDecide, &c.On, &c.AssessedBy, &c.Best, &c.Consulted, &c.Least, &c.ReviewOn,
		db.Text(&c.ReplacedBy), &c.RecordedBy, &c.RecordedName, db.At(&c.RecordedAt))
	c.Lacks = strings.Fields(lacks)
	return
}

// Decisions lists the decisions of a person whom the actor may see, those that
// stand first, then the latest.
func Decisions(r db.Reader, by access.Actor, personID string) ([]Decision, error) {
	return db.List(r, scanDecision, decisionColumns+` WHERE c.person_id = $1 AND `+access.PeopleSeenBy("c.person_id", "$2")+
		` ORDER BY CASE WHEN c.replaced_by IS NULL THEN 0 ELSE 1 END, c.recorded_at DESC, c.id DESC LIMIT 100`, personID, by.AccountID)
}

// TheDecision returns one, or db.ErrNotFound.
func TheDecision(r db.Reader, by access.Actor, personID, id string) (Decision, error) {
	return db.One(r, scanDecision, decisionColumns+` WHERE c.id = $1 AND c.person_id = $2 AND `+access.PeopleSeenBy("c.person_id", "$3"), id, personID, by.AccountID)
}

func (c *Decision) tidy(today dates.Date) error {
	var bad db.Invalid
	for _, text := range []*string{&c.Words, &c.Help, &c.Why, &c.Cause, &c.AssessedBy, &c.Best, &c.Consulted, &c.Least} {
		*text = strings.TrimSpace(*text)
	}
	if !vocabulary.DecisionKinds.Has(c.Kind) {
		bad.Add("kind", "Choose what the decision is about")
	}
	need := func(field, value, words string) {
		if value == "" {
			bad.Add(field, words)
		}
	}
	need("decision", c.Words, "Say which decision, and when it has to be made")
	need("help", c.Help, "Say what was done to help them decide: that comes first")
	need("why", c.Why, "Write what was seen and heard")
	need("assessed_by", c.AssessedBy, "Say who looked at it: name and role")
	if c.On.IsZero() || c.On.After(today) {
		bad.Add("on", "Enter the day on which it was looked at: today or earlier")
	}
	if slices.ContainsFunc(c.Lacks, func(code string) bool { return !vocabulary.CapacityAbilities.Has(code) }) {
		bad.Add("lacks", "Choose from the list")
	}
	c.tidyOutcome(&bad)
	if !c.ReviewOn.IsZero() && c.ReviewOn.Before(today) {
		bad.Add("review_on", "The day to look again must be today or later")
	}
	for _, text := range []struct{ field, value string }{{"decision", c.Words}, {"help", c.Help}, {"why", c.Why}, {"cause", c.Cause}, {"assessed_by", c.AssessedBy}, {"best", c.Best}, {"consulted", c.Consulted}, {"least", c.Least}} {
		if len([]rune(text.value)) > 2000 {
			bad.Add(text.field, "Use 2,000 characters or fewer")
		}
	}
	return bad.Err()
}

// tidyOutcome holds the answer against the law: who can decide lacks nothing and
// nothing is decided for them; who cannot lacks an ability, because of an
// impairment; and what is decided for them names whom one asked and why it
// restricts them least.
func (c *Decision) tidyOutcome(bad *db.Invalid) {
	if c.CanDecide {
		if len(c.Lacks) > 0 || c.Cause != "" || c.Best != "" {
			bad.Add("can_decide", "Somebody who can decide lacks none of the four abilities, and nothing is decided for them. Change one or the other")
		}
		return
	}
	if len(c.Lacks) == 0 {
		bad.Add("lacks", "Choose at least one ability that was lacking. If none was, they can decide")
	}
	if c.Cause == "" {
		bad.Add("cause", "Say what impairs their mind or brain. An unwise decision is not enough")
	}
	if c.Best != "" && c.Consulted == "" {
		bad.Add("consulted", "Say who was asked: the person, family, attorney, advocate")
	}
	if c.Best != "" && c.Least == "" {
		bad.Add("least", "Say what they would want, and why this restricts them least")
	}
}

// Decide writes down a decision of a person whom the actor may see and returns
// its id. Given the id of an earlier look, which must stand, it replaces that.
func Decide(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Decision, earlier string) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return decide(tx, by, c, earlier) })
		return err
	})
	return id, err
}

func decide(tx *db.Tx, by access.Actor, c Decision, earlier string) (string, error) {
	if err := access.SeePerson(tx, by, c.PersonID); err != nil {
		return "", err
	}
	if err := c.tidy(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	id := tx.NewID()
	if earlier != "" {
		before, err := TheDecision(tx, by, c.PersonID, earlier)
		if err != nil {
			return "", err
		}
		if before.ReplacedBy != "" {
			return "", db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE capacity_decisions SET replaced_by = $2 WHERE id = $1`, earlier, id); err != nil {
			return "", err
		}
	}
	if _, err := tx.Exec(`INSERT INTO capacity_decisions (id, person_id, kind, decision, help, lacks, why, cause, can_decide, decided_on, assessed_by, best, consulted, least, review_on, recorded_by, recorded_name, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		id, c.PersonID, c.Kind, c.Words, c.Help, strings.Join(c.Lacks, " "), c.Why, c.Cause, c.CanDecide, c.On, c.AssessedBy, c.Best, c.Consulted, c.Least, c.ReviewOn, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "capacity.decided", c.PersonID, "capacity-decision", id)
}
