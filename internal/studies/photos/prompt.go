package photos

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Prompt is what photographs are asked of.
type Prompt struct {
	ID, StudyID string
	Ordinal     int
	Words       string
	Hint        string
	Kinds       []studies.Kind // of participants who are asked
	EndedAt     time.Time      // zero while it is asked
}

// Asks reports whether participants of a kind are asked.
func (p Prompt) Asks(k studies.Kind) bool { return slices.Contains(p.Kinds, k) }

// of are the prompts for participants of a kind.
func of(all []Prompt, k studies.Kind) (theirs []Prompt) {
	for _, p := range all {
		if p.Asks(k) {
			theirs = append(theirs, p)
		}
	}
	return theirs
}

// workers and others are whom the usual prompts are for: a working day is asked of nobody
// who takes part for another reason.
var (
	workers = slices.DeleteFunc(slices.Clone(studies.Kinds), func(k studies.Kind) bool { return !k.AtWork() })
	others  = slices.DeleteFunc(slices.Clone(studies.Kinds), studies.Kind.AtWork)
)

var usualPrompts = []Prompt{
	{Kinds: workers, Words: "A typical part of your working day", Hint: "What you do often, or the place where you do it."},
	{Kinds: workers, Words: "Something that gives you confidence in your role", Hint: "A thing, a place, a note: whatever helps you to feel that you do it well."},
	{Kinds: workers, Words: "An unexpected part of your role", Hint: "Something that you do regularly and that stands in no job description."},
	{Kinds: others, Words: "A typical part of your day", Hint: "What you do often, or a place where you spend time."},
	{Kinds: others, Words: "Something that gives you confidence", Hint: "A thing, a place, a note: whatever helps you to feel sure of yourself."},
	{Kinds: others, Words: "Something that you did not expect", Hint: "Something that turned out otherwise than you had thought."},
}

const promptColumns = `SELECT t.id, t.study_id, t.ordinal, t.words, t.hint, t.kinds, t.ended_at FROM study_photo_prompts t`

func scanPrompt(s db.Scanner) (p Prompt, err error) {
	var kinds string
	if err = s.Scan(&p.ID, &p.StudyID, &p.Ordinal, &p.Words, &p.Hint, &kinds, db.At(&p.EndedAt)); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(kinds), &p.Kinds)
}

// Prompts lists the prompts of a study, those that are asked no more too.
func Prompts(r db.Reader, studyID string) ([]Prompt, error) {
	return db.List(r, scanPrompt, promptColumns+` WHERE t.study_id = $1 ORDER BY t.ordinal, t.id`, studyID)
}

func (p Prompt) add(tx *db.Tx) error {
	kinds, err := json.Marshal(p.Kinds)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO study_photo_prompts (id, study_id, ordinal, words, hint, kinds) VALUES ($1, $2, $3, $4, $5, $6)`, tx.NewID(), p.StudyID, p.Ordinal, p.Words, p.Hint, string(kinds))
	return err
}

func (p Prompt) save(tx *db.Tx) error {
	kinds, err := json.Marshal(p.Kinds)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE study_photo_prompts SET words = $2, hint = $3, kinds = $4 WHERE id = $1`, p.ID, p.Words, p.Hint, string(kinds))
	return err
}

// AddPrompt asks for photographs of something more. *db.Invalid with the fields
// "words", "hint" or "kinds".
func AddPrompt(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Prompt) error {
	studyID := p.StudyID
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.prompted", func(tx *db.Tx, s studies.Seat) (string, error) {
		p := p
		if err := p.check(); err != nil {
			return "", err
		}
		all, err := Prompts(tx, studyID)
		if err != nil {
			return "", err
		}
		if len(all) > 0 {
			p.Ordinal = all[len(all)-1].Ordinal
		}
		p.Ordinal++
		return studyID, p.add(tx)
	})
	return err
}

func (p *Prompt) check() error {
	var bad db.Invalid
	bad.Trim("words", &p.Words, 150, "Say what the photograph is to show")
	bad.Trim("hint", &p.Hint, 300, "")
	p.Kinds = slices.DeleteFunc(slices.Clone(studies.Kinds), func(k studies.Kind) bool { return !slices.Contains(p.Kinds, k) })
	if len(p.Kinds) == 0 {
		bad.Add("kinds", "Choose who is asked")
	}
	return bad.Err()
}

// ChangePrompt gives a prompt other words, or asks others. What was asked with the words
// before stays: a prompt with photographs ends, and another takes its place.
// *db.Invalid as for AddPrompt.
func ChangePrompt(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Prompt) error {
	_, err := studies.Act(ctx, d, by, key, p.StudyID, studies.Lead, "photos.prompted", func(tx *db.Tx, _ studies.Seat) (string, error) {
		was, err := thePrompt(tx, p.StudyID, p.ID)
		if err != nil {
			return "", err
		}
		p := p
		p.Ordinal = was.Ordinal
		if err := p.check(); err != nil {
			return "", err
		}
		var used bool
		if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM study_photos WHERE prompt_id = $1)`, p.ID).Scan(&used); err != nil {
			return "", err
		}
		if !used || p.Words == was.Words && p.Hint == was.Hint {
			return p.ID, p.save(tx)
		}
		if err := endPrompt(tx, p.ID); err != nil {
			return "", err
		}
		return p.ID, p.add(tx)
	})
	return err
}

// EndPrompt asks for no more photographs of something. Those that came stay.
func EndPrompt(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.prompted", func(tx *db.Tx, _ studies.Seat) (string, error) {
		if _, err := thePrompt(tx, studyID, id); err != nil {
			return "", err
		}
		return id, endPrompt(tx, id)
	})
	return err
}

func endPrompt(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE study_photo_prompts SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`, id, db.Ms(tx.Now()))
	return err
}

// thePrompt is a prompt that a study asks now; else db.ErrNotFound.
func thePrompt(r db.Reader, studyID, id string) (Prompt, error) {
	return db.One(r, scanPrompt, promptColumns+` WHERE t.study_id = $1 AND t.id = $2 AND t.ended_at IS NULL`, studyID, id)
}
