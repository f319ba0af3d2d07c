package questionnaires

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
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
	Ended                       bool
}

func scanDoor(s db.Scanner) (d Door, err error) {
	err = s.Scan(&d.ID, &d.QuestionnaireID, &d.LinkID, &d.Place, db.At(&d.MadeAt), &d.MadeBy)
	return
}

const doorColumns = `SELECT o.id, o.questionnaire_id, o.link_id, o.place, o.made_at, o.made_by FROM study_doors o`

// Doors lists the open links of a questionnaire, the latest first.
func Doors(r db.Reader, id string) ([]Door, error) {
	all, err := db.List(r, scanDoor, doorColumns+` WHERE o.questionnaire_id = $1 ORDER BY o.made_at DESC, o.id DESC`, id)
	for i := range all {
		if err == nil {
			all[i].Ended, err = linkEnded(r, all[i].LinkID)
		}
	}
	return all, err
}

// linkEnded reports whether a link has ended; those that ended long ago are thrown away.
func linkEnded(r db.Reader, id string) (bool, error) {
	link, err := links.Get(r, id)
	if errors.Is(err, db.ErrNotFound) {
		return true, nil
	}
	return err == nil && link.Ended(r), err
}

// EndDoor ends an open link: nobody begins by it any more, and who has begun goes on.
func EndDoor(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, doorID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.door-ended", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, id); err != nil {
			return "", err
		}
		door, err := db.One(tx, scanDoor, doorColumns+` WHERE o.id = $1 AND o.questionnaire_id = $2`, doorID, id)
		if err != nil {
			return "", err
		}
		return doorID, links.Revoke(tx, door.LinkID)
	})
	return err
}

func endDoors(tx *db.Tx, id string) error {
	all, err := Doors(tx, id)
	for _, o := range all {
		if err == nil && !o.Ended {
			err = links.Revoke(tx, o.LinkID)
		}
	}
	return err
}

// longestOpen is for how long a link can be made.
const longestOpen = 2 * 366 * 24 * time.Hour

// MakeDoor makes an open link; to a questionnaire for participants only for its test. The
// token is known only now. *db.Invalid with "place".
func MakeDoor(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, place string) (token string, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.door-made", func(tx *db.Tx, s studies.Seat) (string, error) {
		place := place
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if q.State == Closed || q.Numbered() && q.State != Test {
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
	Asked   Asked   // zero but for a participant
}

// Known reports whether it is known to the study whose answers they are.
func (c Came) Known() bool { return c.Asked.ID != "" }

// OfLink is what a token leads to; it changes nothing. links.ErrEnded for a link that has
// ended, db.ErrNotFound for none.
func OfLink(r db.Reader, token string) (c Came, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return c, err
	}
	id, err := c.find(r, link)
	if err != nil {
		return c, err
	}
	if c.Questionnaire, err = unscoped(r, id); err != nil {
		return c, err
	}
	c.Study, err = studies.Unscoped(r, c.StudyID)
	return c, err
}

// find finds what a link is to, and returns the id of its questionnaire.
func (c *Came) find(r db.Reader, link links.Link) (id string, err error) {
	if c.Door, err = db.One(r, scanDoor, doorColumns+` WHERE o.link_id = $1`, link.ID); !errors.Is(err, db.ErrNotFound) {
		return c.Door.QuestionnaireID, err
	}
	if c.Invitee, err = db.One(r, scanInvitee, inviteeColumns+` WHERE i.link_id = $1`, link.ID); !errors.Is(err, db.ErrNotFound) {
		return c.Invitee.QuestionnaireID, err
	}
	if link.Purpose != LinkPurpose {
		return "", db.ErrNotFound
	}
	c.Asked, err = db.One(r, scanAsked, askedColumns+` WHERE x.id = $1`, link.SubjectID)
	return c.Asked.QuestionnaireID, err
}

// Open reports whether they can begin now. A questionnaire for participants is open to
// them alone, but for its test.
func (c Came) Open(r db.Reader) (bool, error) {
	switch {
	case c.Known():
		return c.Asked.mayAnswer(r, c.Questionnaire)
	case c.Numbered():
		return c.State == Test, nil
	}
	return c.LetsIn(r.Now()) && !c.Invitee.Answered, nil
}

// ErrShut means that nobody can begin now: the questionnaire is not open.
var ErrShut = errors.New("questionnaires: not open")

// Guard is what tells people from robots and doubles without a puzzle.
type Guard struct {
	Browser string // a random mark that the browser carries
	Trap    string // what stands in a field that no person sees
}

// Start begins the questionnaire for whoever came by a link, and returns the token of
// their own link, by which they go on. ErrShut if it is not open to them.
func Start(ctx context.Context, d *db.DB, key once.Key, token, language string, g Guard) (own string, err error) {
	err = once.Act(ctx, d, key, func(tx *db.Tx) error {
		own = ""
		c, err := OfLink(tx, token)
		if err != nil {
			return err
		}
		if open, err := c.Open(tx); err != nil {
			return err
		} else if !open {
			return ErrShut
		}
		if c.Known() {
			own, err = c.Asked.begin(tx, c.Questionnaire, c.Study, ByLink, dates.Date{}, language)
			return err
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

// note keeps what is known beside the answers of somebody whom nobody knows.
func (c Came) note(tx *db.Tx, askingID string, g Guard) error {
	x := response{askingID: askingID, door: c.Door.Place, trapped: g.Trap != ""}
	if c.Invitee.ID != "" {
		x.door = "list"
		if _, err := tx.Exec(`INSERT INTO study_invitee_keys (invitee_id, asking_id) VALUES ($1, $2) ON CONFLICT (invitee_id) DO UPDATE SET asking_id = excluded.asking_id`, c.Invitee.ID, askingID); err != nil {
			return err
		}
	}
	if g.Browser != "" {
		sum := sha256.Sum256([]byte(c.ID + " " + g.Browser))
		x.browser = hex.EncodeToString(sum[:16])
	}
	return note(tx, c.Questionnaire, x)
}
