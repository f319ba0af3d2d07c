package questionnaires

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/studies"
)

// LinkPurpose marks the links to questionnaires.
const LinkPurpose = "study-questionnaire"

// Path is where they lead, below the address of the house.
const Path = "/questionnaire"

// Door is an open link to a questionnaire.
type Door struct {
	ID, QuestionnaireID, LinkID string
	Place                       string // where it was given out
	MadeAt                      time.Time
	MadeBy                      string
}

func scanDoor(s db.Scanner) (d Door, err error) {
	err = s.Scan(&d.ID, &d.QuestionnaireID, &d.LinkID, &d.Place, db.At(&d.MadeAt), &d.MadeBy)
	return
}

const doorColumns = `SELECT o.id, o.questionnaire_id, o.link_id, o.place, o.made_at, o.made_by FROM study_doors o`

// Doors lists the open links of a questionnaire, the latest first.
func Doors(r db.Reader, id string) ([]Door, error) {
	return db.List(r, scanDoor, doorColumns+` WHERE o.questionnaire_id = $1 ORDER BY o.made_at DESC, o.id DESC`, id)
}

// longestOpen is for how long a link can be made.
const longestOpen = 2 * 366 * 24 * time.Hour

// MakeDoor makes an open link. The token is known only now. *db.Invalid with "place".
func MakeDoor(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, place string) (token string, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.door-made", func(tx *db.Tx, s studies.Seat) (string, error) {
		place := place
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if q.State == Closed {
			return "", db.ErrConflict
		}
		var bad db.Invalid
		bad.Trim("place", &place, 120, "Say where the link will be, like “Newsletter of the network”")
		if err := bad.Err(); err != nil {
			return "", err
		}
		door := tx.NewID()
		link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: door, Expires: tx.Now().Add(longestOpen)})
		if err != nil {
			return "", err
		}
		token = link.Token
		_, err = tx.Exec(`INSERT INTO study_doors (id, questionnaire_id, link_id, place, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)`, door, id, link.ID, place, db.Ms(tx.Now()), by.Name)
		return door, err
	})
	return token, err
}

// Came is what a link leads to: a questionnaire, by a door or an invitation.
type Came struct {
	Questionnaire
	Study   studies.Study
	Door    Door    // zero for somebody on a list
	Invitee Invitee // zero for an open link
}

// OfLink is what a token leads to; it changes nothing. links.ErrEnded for a link that has
// ended, db.ErrNotFound for none.
func OfLink(r db.Reader, token string) (c Came, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return c, err
	}
	id := ""
	c.Door, err = db.One(r, scanDoor, doorColumns+` WHERE o.link_id = $1`, link.ID)
	switch {
	case err == nil:
		id = c.Door.QuestionnaireID
	case errors.Is(err, db.ErrNotFound):
		if c.Invitee, err = db.One(r, scanInvitee, inviteeColumns+` WHERE i.link_id = $1`, link.ID); err != nil {
			return c, err
		}
		id = c.Invitee.QuestionnaireID
	default:
		return c, err
	}
	if c.Questionnaire, err = unscoped(r, id); err != nil {
		return c, err
	}
	c.Study, err = studies.Unscoped(r, c.StudyID)
	return c, err
}

// ErrShut means that nobody can begin now: the questionnaire is not open.
var ErrShut = errors.New("questionnaires: not open")

// Guard is what tells people from robots and doubles without a puzzle.
type Guard struct {
	Browser string // a random mark that the browser carries
	Trap    string // what stands in a field that no person sees
}

// Start begins the questionnaire for whoever came by a link, and returns the token of
// their own link, by which they go on. Somebody on a list who began before goes on with
// that: the token is "" and began says when. ErrShut if it is not open.
func Start(ctx context.Context, d *db.DB, key once.Key, token, language string, g Guard) (own string, err error) {
	err = once.Act(ctx, d, key, func(tx *db.Tx) error {
		own = ""
		c, err := OfLink(tx, token)
		if err != nil {
			return err
		}
		if !c.LetsIn(tx.Now()) {
			return ErrShut
		}
		if c.Invitee.Answered {
			return links.ErrEnded
		}
		what := asking.What{Kind: asking.Form, AboutID: c.FormID, Edition: c.Edition}
		ends := c.Last()
		if c.State == Test {
			ends = tx.Now().Add(asking.LinkLasts)
		}
		a, link, err := asking.ArriveUntil(tx, what, c.ID, c.Study.Name, language, ends)
		if err != nil {
			return err
		}
		own = link.Token
		return c.note(tx, a.ID, g)
	})
	return own, err
}

// note keeps what is known beside the answers.
func (c Came) note(tx *db.Tx, askingID string, g Guard) error {
	place := c.Door.Place
	if c.Invitee.ID != "" {
		place = "list"
		if _, err := tx.Exec(`INSERT INTO study_invitee_keys (invitee_id, asking_id) VALUES ($1, $2) ON CONFLICT (invitee_id) DO UPDATE SET asking_id = excluded.asking_id`, c.Invitee.ID, askingID); err != nil {
			return err
		}
	}
	browser := ""
	if g.Browser != "" {
		sum := sha256.Sum256([]byte(c.ID + " " + g.Browser))
		browser = hex.EncodeToString(sum[:16])
	}
	_, err := tx.Exec(`INSERT INTO study_responses (asking_id, questionnaire_id, code, door, browser, test, trapped, offered, excluded, excluded_by, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, '', '', $8)`,
		askingID, c.ID, "R-"+rand.Text()[:8], place, browser, c.State == Test, g.Trap != "", db.Ms(tx.Now()))
	return err
}
