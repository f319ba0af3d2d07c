package photos

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Album is what somebody sees by their link: the prompts that are meant for them, and
// their own photographs.
type Album struct {
	Set
	LinkID      string
	Study       studies.Study
	Participant participants.Participant
	Plan        Plan
	Photos      []Photo // their own, by prompt, those of earlier sets too
	Consents    bool    // they allow photographs, now
	Guidance    approvals.Version
	Today       dates.Date
}

// Open is the album that a link is for. The caller has checked that the link holds, or
// says that it has ended.
func Open(r db.Reader, linkID string) (a Album, err error) {
	a.LinkID, a.Today = linkID, dates.Of(r.Now())
	if a.Set, err = db.One(r, scanSet, setColumns+` JOIN study_photo_links l ON l.set_id = s.id WHERE l.link_id = $1`, linkID); err != nil {
		return a, err
	}
	if a.Participant, err = participants.Unscoped(r, a.ParticipantID); err != nil {
		return a, err
	}
	if a.Study, err = studies.Unscoped(r, a.StudyID); err != nil {
		return a, err
	}
	if a.Plan, err = ThePlan(r, a.StudyID); err != nil {
		return a, err
	}
	a.Plan.Prompts = of(a.Plan.Prompts, a.Participant.Kind)
	if a.Consents, err = consent.Allows(r, a.ParticipantID, consent.TakePhotos); err != nil {
		return a, err
	}
	if a.Photos, err = where(r, `p.participant_id = $1 AND p.removed_at IS NULL`, a.ParticipantID); err != nil {
		return a, err
	}
	a.Guidance, err = approvals.InForce(r, a.StudyID, approvals.PhotoGuidance, a.Participant.SiteID, "en", a.Participant.Kind)
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return a, err
}

// Takes reports whether photographs are taken in now.
func (a Album) Takes() bool {
	return a.Set.Takes(a.Today) && a.Consents && a.Study.State.Collecting()
}

// prompt is one that they are asked now; else db.ErrNotFound.
func (a Album) prompt(id string) (Prompt, error) {
	i := slices.IndexFunc(a.Plan.Prompts, func(p Prompt) bool { return p.ID == id })
	if i < 0 {
		return Prompt{}, db.ErrNotFound
	}
	return a.Plan.Prompts[i], nil
}

// Reminds reports whether they will be reminded if they do nothing.
func (a Album) Reminds() bool {
	mayHear := a.Participant.SilentAt.IsZero() && a.Participant.Going()
	if a.RemindAt.IsZero() || a.Unreminded || !a.DoneAt.IsZero() || !mayHear || !a.Takes() {
		return false
	}
	return slices.ContainsFunc(a.Plan.Prompts, func(p Prompt) bool { return len(a.now(p.ID)) == 0 })
}

// Of is what was sent for a prompt.
func (a Album) Of(promptID string) (sent []Photo) {
	for _, p := range a.Photos {
		if p.Prompt.ID == promptID {
			sent = append(sent, p)
		}
	}
	return sent
}

// now is what was sent for a prompt since they were asked last.
func (a Album) now(promptID string) []Photo {
	return slices.DeleteFunc(a.Of(promptID), func(p Photo) bool { return p.SetID != a.Set.ID })
}

// Room is how many more photographs can be sent for a prompt.
func (a Album) Room(promptID string) int {
	n := a.Plan.MostEach
	for _, p := range a.now(promptID) {
		if p.There() {
			n--
		}
	}
	return max(n, 0)
}

// Photo is one of their own photographs; else db.ErrNotFound.
func (a Album) Photo(id string) (Photo, error) {
	for _, p := range a.Photos {
		if p.ID == id {
			return p, nil
		}
	}
	return Photo{}, db.ErrNotFound
}

// self is who acts by a link, as the trail has it.
func (a Album) self() access.Actor {
	return access.Actor{AccountID: "link:" + a.LinkID, Name: "The participant, by their link"}
}

// act does something for whoever came by a link that holds, once for a key, with its
// row on the audit trail. links.ErrEnded for a link that ended.
func act(ctx context.Context, d *db.DB, key once.Key, linkID, what string, do func(*db.Tx, Album) (id string, err error)) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			link, err := links.Get(tx, linkID)
			if err != nil {
				return "", err
			}
			if link.Ended(tx) {
				return "", links.ErrEnded
			}
			a, err := Open(tx, linkID)
			if err != nil {
				return "", err
			}
			id, err := do(tx, a)
			if err != nil {
				return "", err
			}
			return id, studies.Note(tx, a.self(), what, id)
		})
		return err
	})
	return id, err
}

// Finish is that somebody has sent all that they want to send. They can go on as long
// as photographs are taken in.
func Finish(ctx context.Context, d *db.DB, key once.Key, linkID string) error {
	_, err := act(ctx, d, key, linkID, "photos.finished", func(tx *db.Tx, a Album) (string, error) {
		_, err := tx.Exec(`UPDATE study_photo_sets SET done_at = $2, remind_at = NULL WHERE id = $1 AND done_at IS NULL`, a.Set.ID, db.Ms(tx.Now()))
		return a.Set.ID, err
	})
	return err
}
