package interviews

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// Passage is words of a participant that were chosen from a transcript without names. It
// rests on their consent to be interviewed; as a quote, on that to be quoted.
type Passage struct {
	ID, StudyID, SessionID string
	ParticipantID, Number  string
	Told                   string // how the participant stands in what is published; of Quotes
	Theme                  string
	Words                  string // "" once it is taken back or destroyed
	QuotedIn               string // "" for nowhere
	Published              bool   // there, for everybody: cannot be recalled
	MadeAt                 time.Time
	MadeBy                 string
	TakenBack              bool // they do not allow it any more
	Quotable               bool // they allow that it is quoted
}

const passageColumns = `SELECT a.id, a.study_id, a.session_id, a.participant_id, a.theme, a.words, a.quoted_in, a.published, a.made_at, a.made_by FROM study_passages a`

func scanPassage(s db.Scanner) (p Passage, err error) {
	err = s.Scan(&p.ID, &p.StudyID, &p.SessionID, &p.ParticipantID, &p.Theme, &p.Words, &p.QuotedIn, &p.Published, db.At(&p.MadeAt), &p.MadeBy)
	return
}

// Passages lists what was chosen from transcripts at the sites where a seat reads, by
// theme. Of what was taken back the words are left out.
func Passages(r db.Reader, s studies.Seat) (reached []Passage, err error) {
	numbers, err := numbersRead(r, s)
	if err != nil {
		return nil, err
	}
	all, err := passages(r, s, numbers, ` ORDER BY lower(a.theme), a.made_at, a.id`)
	for _, p := range all {
		if p.Number == "" {
			continue // somebody of a site where the seat does not read
		}
		if p.TakenBack {
			p.Words = ""
		}
		reached = append(reached, p)
	}
	return reached, err
}

// Quotes are some passages of a study by their ids, at least one, for whoever follows it.
// Of those whose participant does not allow that they are quoted, or not any more, the
// words are left out. Numbers stand there for a seat that reads.
func Quotes(r db.Reader, s studies.Seat, ids []string) (some []Passage, err error) {
	var numbers map[string]string
	if s.Has(studies.Read) {
		if numbers, err = numbersRead(r, s); err != nil {
			return nil, err
		}
	}
	var args []any
	for _, id := range ids {
		args = append(args, id)
	}
	told, err := participants.Told(r, s)
	if err != nil {
		return nil, err
	}
	some, err = passages(r, s, numbers, ` AND a.id IN `+db.Marks(2, len(ids))+` ORDER BY a.made_at, a.id`, args...)
	for i := range some {
		some[i].Told = told[some[i].ParticipantID]
		if some[i].TakenBack || !some[i].Quotable {
			some[i].Words = ""
		}
	}
	return some, err
}

// numbersRead are the study numbers of those whose transcripts a seat reads, by participant.
func numbersRead(r db.Reader, s studies.Seat) (map[string]string, error) {
	people, err := participants.List(r, s, studies.Read, participants.Filter{})
	numbers := make(map[string]string, len(people))
	for _, p := range people {
		numbers[p.ID] = p.Number
	}
	return numbers, err
}

// passages reads those of a study with what their participants allow now. which says which
// of them and in which order, with args from $2 on.
func passages(r db.Reader, s studies.Seat, numbers map[string]string, which string, args ...any) ([]Passage, error) {
	may, err := consent.WhoAllows(r, s, consent.BeInterviewed)
	if err != nil {
		return nil, err
	}
	quotable, err := consent.WhoAllows(r, s, consent.BeQuoted)
	if err != nil {
		return nil, err
	}
	all, err := db.List(r, scanPassage, passageColumns+` WHERE a.study_id = $1`+which, append([]any{s.Study.ID}, args...)...)
	for i, p := range all {
		all[i].Number, all[i].TakenBack, all[i].Quotable = numbers[p.ParticipantID], !may[p.ParticipantID], quotable[p.ParticipantID]
	}
	return all, err
}

// ThePassage is one of Passages; else db.ErrNotFound.
func ThePassage(r db.Reader, s studies.Seat, id string) (Passage, error) {
	all, err := Passages(r, s)
	i := slices.IndexFunc(all, func(p Passage) bool { return p.ID == id })
	if err == nil && i < 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Passage{}, err
	}
	return all[i], nil
}

// Choose chooses words from the transcript of a session, in which names are replaced, for
// whoever reads what was collected. *db.Invalid with the fields "theme", "words" or
// "participant".
func Choose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Passage) (id string, err error) {
	return studies.Act(ctx, d, by, key, p.StudyID, studies.Read, "passage.chosen", func(tx *db.Tx, s studies.Seat) (string, error) {
		p := p
		e, err := fieldwork.Reached(tx, s, p.SessionID, studies.Read)
		if err != nil {
			return "", err
		}
		t, err := Of(tx, s, e.ID)
		if err != nil {
			return "", err
		}
		if err := p.tidy(t, e.Participants); err != nil {
			return "", err
		}
		p.ID = tx.NewID()
		use := consent.Use{ParticipantID: p.ParticipantID, Covers: consent.BeInterviewed, Kind: consent.UseExcerpt, SubjectID: p.ID, Label: "Words under “" + p.Theme + "”"}
		if err := consent.Register(tx, s.Study.ID, use); errors.Is(err, consent.ErrNotAllowed) {
			return "", db.Fault("participant", "They do not allow that they are interviewed any more")
		} else if err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_passages (id, study_id, session_id, participant_id, theme, words, quoted_in, published, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, '', FALSE, $7, $8)`,
			p.ID, p.StudyID, p.SessionID, p.ParticipantID, p.Theme, p.Words, db.Ms(tx.Now()), by.Name)
		return p.ID, err
	})
}

func (p *Passage) tidy(t Transcript, who []string) error {
	var bad db.Invalid
	bad.Trim("theme", &p.Theme, 80, "Enter a theme, like waiting")
	bad.Trim("words", &p.Words, 2000, "Copy the words from the transcript")
	if p.ParticipantID == "" && len(who) == 1 {
		p.ParticipantID = who[0]
	}
	if !slices.Contains(who, p.ParticipantID) {
		bad.Add("participant", "Choose whose words they are")
	}
	switch {
	case t.Named:
		bad.Add("words", "Replace the names in the transcript first")
	case p.Words != "" && !t.says(p.Words, anyTurn):
		bad.Add("words", "These words do not stand in one turn of the transcript. Copy them as they are")
	case p.Words != "" && !t.says(p.Words, byParticipant):
		bad.Add("words", "These are words of whoever asks. Choose those of a participant")
	}
	return bad.Err()
}

// asks are the names by which whoever asks stands in a transcript.
var asks = regexp.MustCompile(`(?i)^(interviewer|researcher|moderator|facilitator|int|i|q)\b`)

func anyTurn(Turn) bool         { return true }
func byParticipant(u Turn) bool { return !asks.MatchString(u.Who) }

// says reports whether words stand in one of some turns, however its lines are broken.
func (t Transcript) says(words string, in func(Turn) bool) bool {
	plain := strings.Join(strings.Fields(words), " ")
	return slices.ContainsFunc(t.Turns, func(u Turn) bool {
		return in(u) && strings.Contains(strings.Join(strings.Fields(u.Said), " "), plain)
	})
}

// Quote notes where a passage is quoted, and whether that is published: then it cannot be
// recalled. "" takes back a quote that is not published. *db.Invalid with the fields
// "quoted_in"; db.ErrConflict for one that is published.
func Quote(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, where string, published bool) error {
	return onPassage(ctx, d, by, key, studyID, id, "passage.quoted", func(tx *db.Tx, s studies.Seat, p Passage) error {
		where := where
		var bad db.Invalid
		need := ""
		if published {
			need = "Say where it is published"
		}
		bad.Trim("quoted_in", &where, 200, need)
		if err := bad.Err(); err != nil {
			return err
		}
		if p.Published {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE study_passages SET quoted_in = $2, published = $3 WHERE id = $1`, id, where, published); err != nil {
			return err
		}
		if where == "" {
			return consent.Drop(tx, consent.UseQuote, id)
		}
		return p.quote(tx, s, where, published)
	})
}

func (p Passage) quote(tx *db.Tx, s studies.Seat, where string, published bool) error {
	if err := consent.Drop(tx, consent.UseQuote, p.ID); err != nil { // said anew, with where
		return err
	}
	use := consent.Use{ParticipantID: p.ParticipantID, Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: p.ID, Label: "Quoted in " + where}
	if err := consent.Register(tx, s.Study.ID, use); errors.Is(err, consent.ErrNotAllowed) {
		return db.Fault("quoted_in", "They do not allow that they are quoted")
	} else if err != nil || !published {
		return err
	}
	return consent.Fix(tx, consent.UseQuote, p.ID, where)
}

// Unchoose takes a passage away that is not published. db.ErrConflict for one that is.
func Unchoose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	return onPassage(ctx, d, by, key, studyID, id, "passage.removed", func(tx *db.Tx, _ studies.Seat, p Passage) error {
		if p.Published {
			return db.ErrConflict
		}
		for _, kind := range []consent.UseKind{consent.UseExcerpt, consent.UseQuote} {
			if err := consent.Drop(tx, kind, id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`DELETE FROM study_passages WHERE id = $1`, id)
		return err
	})
}

// onPassage is an act on a passage that a seat reads.
func onPassage(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, what string, act func(*db.Tx, studies.Seat, Passage) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Read, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := ThePassage(tx, s, id)
		if err != nil {
			return "", err
		}
		return id, act(tx, s, p)
	})
	return err
}

// destroyPassage empties a passage. That there was one stays, and where it was quoted.
func destroyPassage(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE study_passages SET words = '' WHERE id = $1`, id)
	return err
}
