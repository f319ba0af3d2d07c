package photos

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/links"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Said is what somebody says about a photograph.
type Said struct {
	PromptID       string
	Shows          string
	People         People
	PeopleWords    string
	Workplace      Workplace
	WorkplaceWords string
}

// check says what is missing. Only people at work are asked about a workplace.
func (s *Said) check(bad *db.Invalid, who studies.Kind) {
	bad.Trim("shows", &s.Shows, 500, "Say in your words what it shows")
	bad.Trim("people_words", &s.PeopleWords, 300, "")
	bad.Trim("workplace_words", &s.WorkplaceWords, 200, "")
	if s.People.Words() == "" {
		bad.Add("people", "Say whether there are people in it")
	}
	if s.People == Nobody {
		s.PeopleWords = ""
	}
	if !who.AtWork() {
		s.Workplace = ""
	} else if s.Workplace.Words() == "" {
		bad.Add("workplace", "Say whether it was allowed to take it there")
	}
	if s.Workplace != Allowed {
		s.WorkplaceWords = ""
	}
}

// Sent is a photograph as it came: its name and its bytes.
type Sent struct {
	Name string
	Body []byte
}

// safe is a photograph that was made safe and whose original is in the cabinet, but
// belongs to nothing yet.
type safe struct {
	whole, small pictures.Picture
	original     files.File
	mark         string
}

// small is the long side of a picture on a sheet of many, in pixels.
const small = 480

// makeSafe writes a photograph anew and puts what came into the cabinet. Nothing of it
// is on a disk in the clear. *db.Invalid with the field "photo".
func makeSafe(ctx context.Context, store *files.Store, by string, sent Sent) (s safe, err error) {
	if s.whole, err = pictures.Clean(sent.Body); err == nil {
		s.small, err = pictures.Thumb(s.whole, small)
	}
	if err == nil {
		s.mark = store.Mark(sent.Body)
		s.original, err = store.Take(ctx, files.Incoming{By: by, Name: sent.Name, MediaType: "application/octet-stream", Most: pictures.MostBytes}, bytes.NewReader(sent.Body))
	}
	return s, unfit(err)
}

// unfit puts why a photograph cannot be taken at the field of its form.
func unfit(err error) error {
	if x, ok := errors.AsType[pictures.Unfit](err); ok {
		return db.Fault("photo", x.Words)
	}
	if x, ok := errors.AsType[files.Unfit](err); ok {
		return db.Fault("photo", x.Words)
	}
	return err
}

// withFile lets a key depend on the bytes that came with a form too.
func withFile(key once.Key, body []byte) once.Key {
	sum := sha256.Sum256(body)
	key.BodyHash += hex.EncodeToString(sum[:8])
	return key
}

// Arrive takes a photograph in that somebody sends by their link, and returns its id.
// *db.Invalid with the fields "photo", "shows", "people" or "workplace".
func Arrive(ctx context.Context, d *db.DB, store *files.Store, key once.Key, linkID string, said Said, sent Sent) (id string, err error) {
	// Whether it is welcome is asked before anything is made of it, and again when it
	// is kept.
	if err := d.Read(ctx, func(r *db.Snapshot) error {
		link, err := links.Get(r, linkID)
		if err != nil {
			return err
		}
		if link.Ended(r) {
			return links.ErrEnded
		}
		a, err := Open(r, linkID)
		if err != nil {
			return err
		}
		return a.mayTake(r, said, sent)
	}); err != nil && !isRepeat(err) {
		return "", err
	}
	photo, err := makeSafe(ctx, store, "link:"+linkID, sent)
	if err != nil {
		return "", err
	}
	return act(ctx, d, withFile(key, sent.Body), linkID, "photo.arrived", func(tx *db.Tx, a Album) (string, error) {
		if err := a.mayTake(tx, said, sent); err != nil {
			return "", err
		}
		return a.keep(tx, a.self(), said, photo)
	})
}

// isRepeat reports whether a photograph was refused because there is no room for it:
// it can be the one that fills the room, sent again.
func isRepeat(err error) bool {
	var bad *db.Invalid
	return errors.As(err, &bad) && len(bad.Fields) == 1 && bad.Fields[0].Message == noRoom
}

const noRoom = "You sent as many as we ask for. Delete one first, or change what it says"

// mayTake says why a photograph cannot be taken in.
func (a Album) mayTake(r db.Reader, said Said, sent Sent) error {
	var bad db.Invalid
	if !a.Set.Takes(a.Today) {
		bad.Add("photo", "We take no more photos in. You can still see yours and say where they may be shown")
		return bad.Err()
	}
	if err := collects(r, a.Study, a.Participant, "photo"); err != nil {
		return err
	}
	if _, err := a.prompt(said.PromptID); err != nil {
		return err
	}
	switch {
	case a.Room(said.PromptID) == 0:
		bad.Add("photo", noRoom)
	case len(sent.Body) == 0:
		bad.Add("photo", "Choose a photo")
	}
	said.check(&bad, a.Participant.Kind)
	return bad.Err()
}

// keep stores a photograph with its first item, and gives its original to it.
func (a Album) keep(tx *db.Tx, by access.Actor, said Said, photo safe) (id string, err error) {
	said.check(new(db.Invalid), a.Participant.Kind) // it was found right; this tidies it
	id = tx.NewID()
	if err := files.Attach(tx, by.AccountID, photo.original.ID, quarantine(id), tx.Now().AddDate(0, 0, a.Plan.KeepDays)); err != nil {
		return "", err
	}
	p := Photo{ID: id, StudyID: a.StudyID, SetID: a.Set.ID, ParticipantID: a.ParticipantID, Prompt: Prompt{ID: said.PromptID}, Shows: said.Shows, People: said.People, PeopleWords: said.PeopleWords,
		Workplace: said.Workplace, WorkplaceWords: said.WorkplaceWords, OriginalID: photo.original.ID, Mark: photo.mark, CameBy: by.Name}
	if err := p.add(tx); err != nil {
		return "", err
	}
	if _, err := (Item{PhotoID: id, Kind: Original, How: Cleaned, Why: "Location and other hidden data taken out on arrival", MadeBy: "Linkwork"}).add(tx, &photo.whole, &photo.small); err != nil {
		return "", err
	}
	// A reason why there was none has become untrue.
	if _, err := tx.Exec(`UPDATE study_photos SET removed_at = $3, removed_why = 'a photograph came after all' WHERE set_id = $1 AND prompt_id = $2 AND missing <> '' AND removed_at IS NULL`, p.SetID, p.Prompt.ID, db.Ms(tx.Now())); err != nil {
		return "", err
	}
	return id, consent.Register(tx, p.StudyID, consent.Use{ParticipantID: p.ParticipantID, Covers: consent.TakePhotos, Kind: consent.UsePhoto, SubjectID: id, Label: "Photograph kept"})
}

func (p Photo) add(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO study_photos (id, study_id, set_id, participant_id, prompt_id, shows, people, people_words, workplace, workplace_words, missing, missing_words, original_id, original_mark, licence, credit, credit_name, came_at, came_by, removed_why)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, '', '', $15, $16, '')`,
		p.ID, p.StudyID, p.SetID, p.ParticipantID, p.Prompt.ID, p.Shows, p.People, p.PeopleWords, p.Workplace, p.WorkplaceWords, p.Missing, p.MissingWords, p.OriginalID, p.Mark, db.Ms(tx.Now()), p.CameBy)
	return err
}

// add stores an item, with its pictures unless it is words.
func (i Item) add(tx *db.Tx, whole, small *pictures.Picture) (id string, err error) {
	i.ID = tx.NewID()
	if whole != nil {
		if i.pictureID, err = pictures.Add(tx, ownerOf(i.ID), *whole); err != nil {
			return "", err
		}
		if i.smallID, err = pictures.Add(tx, ownerOf(i.ID), *small); err != nil {
			return "", err
		}
	}
	_, err = tx.Exec(`INSERT INTO study_photo_items (id, photo_id, kind, made_from, how, why, picture_id, small_id, words, alt, alt_by, checks, checked_by, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}', '', $12, $13)`,
		i.ID, i.PhotoID, i.Kind, db.Null(i.MadeFrom), i.How, i.Why, i.pictureID, i.smallID, i.Words, i.Alt, i.AltBy, db.Ms(tx.Now()), i.MadeBy)
	return i.ID, err
}

// Bring takes a photograph in that a participant gave to a researcher, such as on
// paper or at the interview. *db.Invalid as for Arrive.
func Bring(ctx context.Context, d *db.DB, store *files.Store, by access.Actor, key once.Key, studyID, setID string, said Said, sent Sent) (id string, err error) {
	if err := d.Read(ctx, func(r *db.Snapshot) error {
		s, err := studies.Enter(r, by, studyID, studies.Meet)
		if err != nil {
			return err
		}
		a, err := albumOf(r, s, setID)
		if err != nil {
			return err
		}
		return a.mayTake(r, said, sent)
	}); err != nil && !isRepeat(err) {
		return "", err
	}
	photo, err := makeSafe(ctx, store, by.AccountID, sent)
	if err != nil {
		return "", err
	}
	return studies.Act(ctx, d, by, withFile(key, sent.Body), studyID, studies.Meet, "photo.arrived", func(tx *db.Tx, s studies.Seat) (string, error) {
		a, err := albumOf(tx, s, setID)
		if err != nil {
			return "", err
		}
		if err := a.mayTake(tx, said, sent); err != nil {
			return "", err
		}
		return a.keep(tx, by, said, photo)
	})
}

// albumOf is the album of somebody whom a seat meets.
func albumOf(r db.Reader, s studies.Seat, setID string) (Album, error) {
	set, _, err := theSet(r, s, setID)
	if err != nil {
		return Album{}, err
	}
	linkID, err := db.One(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT link_id FROM study_photo_links WHERE set_id = $1 ORDER BY link_id LIMIT 1`, set.ID)
	if err != nil {
		return Album{}, err
	}
	return Open(r, linkID)
}

// Describe saves what somebody says about their photograph anew. The prompt stays.
func Describe(ctx context.Context, d *db.DB, key once.Key, linkID, photoID string, said Said) error {
	_, err := act(ctx, d, key, linkID, "photo.described", func(tx *db.Tx, a Album) (string, error) {
		p, err := a.Photo(photoID)
		if err != nil {
			return "", err
		}
		if !p.There() {
			return "", db.ErrNotFound
		}
		var bad db.Invalid
		said.check(&bad, a.Participant.Kind)
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE study_photos SET shows = $2, people = $3, people_words = $4, workplace = $5, workplace_words = $6, version = version + 1 WHERE id = $1`,
			p.ID, said.Shows, said.People, said.PeopleWords, said.Workplace, said.WorkplaceWords)
		return p.ID, err
	})
	return err
}

// Miss notes by a link that somebody has no photograph for a prompt, and why.
// *db.Invalid with the field "reason".
func Miss(ctx context.Context, d *db.DB, key once.Key, linkID, promptID string, why Missing, words string) error {
	_, err := act(ctx, d, key, linkID, "photo.missing", func(tx *db.Tx, a Album) (string, error) {
		return a.miss(tx, a.self(), promptID, why, words)
	})
	return err
}

// NoteMissing is Miss by a researcher, as when somebody said so at the interview. It
// returns the id of what stands where the photograph would.
func NoteMissing(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, setID, promptID string, why Missing, words string) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.missing", func(tx *db.Tx, s studies.Seat) (string, error) {
		a, err := albumOf(tx, s, setID)
		if err != nil {
			return "", err
		}
		return a.miss(tx, by, promptID, why, words)
	})
}

func (a Album) miss(tx *db.Tx, by access.Actor, promptID string, why Missing, words string) (id string, err error) {
	if _, err := a.prompt(promptID); err != nil {
		return "", err
	}
	var bad db.Invalid
	bad.Trim("reason_words", &words, 300, "")
	if why.Words() == "" {
		bad.Add("reason", "Choose why there is none")
	}
	for _, p := range a.now(promptID) {
		if p.There() {
			bad.Add("reason", "There is a photograph for it. Delete it first")
		}
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	for _, p := range a.now(promptID) { // another reason is given now
		_, err := tx.Exec(`UPDATE study_photos SET missing = $2, missing_words = $3, version = version + 1 WHERE id = $1`, p.ID, why, words)
		return p.ID, err
	}
	p := Photo{ID: tx.NewID(), StudyID: a.StudyID, SetID: a.Set.ID, ParticipantID: a.ParticipantID, Prompt: Prompt{ID: promptID}, Missing: why, MissingWords: words, CameBy: by.Name}
	return p.ID, p.add(tx)
}
