package photos

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Photo is a photograph for a prompt, or that there is none and why.
type Photo struct {
	ID, StudyID, SetID, ParticipantID string
	Participant                       participants.Participant // for those who reach them
	Prompt                            Prompt
	Shows                             string // in the participant's words
	People                            People
	PeopleWords                       string
	Workplace                         Workplace
	WorkplaceWords                    string
	Missing                           Missing // "" for a photograph
	MissingWords                      string
	OriginalID                        string // the file in quarantine
	Mark                              string // keyed hash of what came; see files.Store
	Licence                           int    // number of the licence that the taker gave; 0 for none yet
	LicensedAt                        time.Time
	Credit                            Credit
	CreditName                        string
	CameAt                            time.Time
	CameBy                            string
	RemovedAt                         time.Time // its pictures and words are gone
	RemovedWhy                        string
	Version                           int
	Items                             []Item      // those that are there, the first one first
	Releases                          []Release   // the latest first
	Agreements                        []Agreement // the first one first
	Consents                          bool        // the participant allows photographs, now
	InGallery                         bool
}

// There reports whether it is a photograph that is there.
func (p Photo) There() bool { return p.Missing == "" && p.RemovedAt.IsZero() }

// Item is something that can be shown of a photograph.
type Item struct {
	ID, PhotoID string
	Kind        Kind
	MadeFrom    string // id of an item; "" for the original, and for words where there is no photograph
	How         How
	Why         string
	pictureID   string
	smallID     string
	Words       string // of words
	Alt         string
	AltBy       string
	Checks      map[Risk]Found
	CheckedAt   time.Time
	CheckedBy   string
	MadeAt      time.Time
	MadeBy      string
	RefusedAt   time.Time // the participant does not want this one shown
}

// Checked reports whether a named researcher looked for all risks.
func (i Item) Checked() bool { return !i.CheckedAt.IsZero() }

// Risks are those that were found and must not be seen.
func (i Item) Risks() (found []Risk) {
	for _, x := range Risks {
		if i.Checks[x] == ToCover {
			found = append(found, x)
		}
	}
	return found
}

// showsPeople reports whether people can be recognised in it, who have to agree.
func (i Item) showsPeople() bool {
	return slices.ContainsFunc(Risks, func(x Risk) bool { return x.ofPeople() && i.Checks[x] == Fine })
}

// Release says where a photograph may be shown, and in which form.
type Release struct {
	ID, PhotoID string
	Use         Use
	Form        Form
	GivenBy     string
	How         string
	GivenAt     time.Time
	ExpiresOn   dates.Date // the last day; zero: as long as it is not taken back
	EndedAt     time.Time  // taken back, or replaced by a later one
	Replaced    bool
}

// Agreement is that somebody in a photograph agreed.
type Agreement struct {
	ID, PhotoID string
	Who         string // in words that name nobody
	How         string
	Uses        []Use
	AgreedOn    dates.Date
	NotedBy     string
	NotedAt     time.Time
	EndedAt     time.Time
}

// Item is an item of the photograph by its id.
func (p Photo) Item(id string) (Item, bool) {
	i := slices.IndexFunc(p.Items, func(x Item) bool { return x.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return p.Items[i], true
}

// Own is the photograph itself, cleaned.
func (p Photo) Own() (Item, bool) {
	i := slices.IndexFunc(p.Items, func(x Item) bool { return x.Kind == Original })
	if i < 0 {
		return Item{}, false
	}
	return p.Items[i], true
}

// Release is the latest that was said about a use.
func (p Photo) Release(u Use) (Release, bool) {
	i := slices.IndexFunc(p.Releases, func(x Release) bool { return x.Use == u && !x.Replaced })
	if i < 0 {
		return Release{}, false
	}
	return p.Releases[i], true
}

// ownerOf is what a picture belongs to.
func ownerOf(itemID string) pictures.Owner { return pictures.Owner{Kind: "study-photo", ID: itemID} }

// quarantine is what an original belongs to.
func quarantine(photoID string) files.Owner { return files.Owner{Kind: "study-photo", ID: photoID} }

var photoColumns = `SELECT p.id, p.study_id, p.set_id, p.participant_id, t.id, t.study_id, t.ordinal, t.words, t.hint, t.ended_at, p.shows, p.people, p.people_words, p.workplace, p.workplace_words,
	p.missing, p.missing_words, p.original_id, p.original_mark, p.licence, p.licensed_at, p.credit, p.credit_name, p.came_at, p.came_by, p.removed_at, p.removed_why, p.version,
	` + consent.AllowedBy("p.participant_id", consent.TakePhotos) + `,
	EXISTS (SELECT 1 FROM study_photo_gallery g WHERE g.photo_id = p.id AND g.ended_at IS NULL)
	FROM study_photos p JOIN study_photo_prompts t ON t.id = p.prompt_id`

func scanPhoto(s db.Scanner) (p Photo, err error) {
	err = s.Scan(&p.ID, &p.StudyID, &p.SetID, &p.ParticipantID, &p.Prompt.ID, &p.Prompt.StudyID, &p.Prompt.Ordinal, &p.Prompt.Words, &p.Prompt.Hint, db.At(&p.Prompt.EndedAt), &p.Shows, &p.People, &p.PeopleWords, &p.Workplace, &p.WorkplaceWords,
		&p.Missing, &p.MissingWords, &p.OriginalID, &p.Mark, &p.Licence, db.At(&p.LicensedAt), &p.Credit, &p.CreditName, db.At(&p.CameAt), &p.CameBy, db.At(&p.RemovedAt), &p.RemovedWhy, &p.Version, &p.Consents, &p.InGallery)
	return
}

const itemColumns = `SELECT i.id, i.photo_id, i.kind, i.made_from, i.how, i.why, i.picture_id, i.small_id, i.words, i.alt, i.alt_by, i.checks, i.checked_at, i.checked_by, i.made_at, i.made_by, i.refused_at FROM study_photo_items i`

func scanItem(s db.Scanner) (i Item, err error) {
	var checks string
	if err = s.Scan(&i.ID, &i.PhotoID, &i.Kind, db.Text(&i.MadeFrom), &i.How, &i.Why, &i.pictureID, &i.smallID, &i.Words, &i.Alt, &i.AltBy, &checks, db.At(&i.CheckedAt), &i.CheckedBy, db.At(&i.MadeAt), &i.MadeBy, db.At(&i.RefusedAt)); err != nil {
		return i, err
	}
	return i, json.Unmarshal([]byte(checks), &i.Checks)
}

func scanRelease(s db.Scanner) (x Release, err error) {
	err = s.Scan(&x.ID, &x.PhotoID, &x.Use, &x.Form, &x.GivenBy, &x.How, db.At(&x.GivenAt), &x.ExpiresOn, db.At(&x.EndedAt), &x.Replaced)
	return
}

func scanAgreement(s db.Scanner) (a Agreement, err error) {
	var uses string
	if err = s.Scan(&a.ID, &a.PhotoID, &a.Who, &a.How, &uses, &a.AgreedOn, &a.NotedBy, db.At(&a.NotedAt), db.At(&a.EndedAt)); err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(uses), &a.Uses)
}

// where reads photographs under a condition on p, with everything that says whether
// and where they may be shown, in four queries. By prompt, then as they came.
func where(r db.Reader, condition string, args ...any) ([]Photo, error) {
	all, err := db.List(r, scanPhoto, photoColumns+` WHERE `+condition+` ORDER BY t.ordinal, p.came_at, p.id`, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	of := make(map[string]*Photo, len(all))
	for i := range all {
		of[all[i].ID] = &all[i]
	}
	these := ` IN (SELECT p.id FROM study_photos p WHERE ` + condition + `)`
	items, err := db.List(r, scanItem, itemColumns+` WHERE i.removed_at IS NULL AND i.photo_id`+these+` ORDER BY i.made_at, i.id`, args...)
	if err != nil {
		return nil, err
	}
	for _, x := range items {
		of[x.PhotoID].Items = append(of[x.PhotoID].Items, x)
	}
	releases, err := db.List(r, scanRelease, `SELECT x.id, x.photo_id, x.used_for, x.form, x.given_by, x.how, x.given_at, x.expires_on, x.ended_at, x.replaced FROM study_photo_releases x WHERE x.photo_id`+these+` ORDER BY x.given_at DESC, x.id DESC`, args...)
	if err != nil {
		return nil, err
	}
	for _, x := range releases {
		of[x.PhotoID].Releases = append(of[x.PhotoID].Releases, x)
	}
	agreements, err := db.List(r, scanAgreement, `SELECT a.id, a.photo_id, a.who, a.how, a.uses, a.agreed_on, a.noted_by, a.noted_at, a.ended_at FROM study_photo_agreements a WHERE a.photo_id`+these+` ORDER BY a.noted_at, a.id`, args...)
	for _, a := range agreements {
		of[a.PhotoID].Agreements = append(of[a.PhotoID].Agreements, a)
	}
	return all, err
}

func one(all []Photo, err error) (Photo, error) {
	switch {
	case err != nil:
		return Photo{}, err
	case len(all) == 0:
		return Photo{}, db.ErrNotFound
	}
	return all[0], nil
}

func ofSet(r db.Reader, setID string) ([]Photo, error) {
	return where(r, `p.set_id = $1 AND p.removed_at IS NULL`, setID)
}

// List is the photographs at the sites where a seat meets or reads, and where there is
// none with a reason, by prompt. Those that were removed are not there.
func List(r db.Reader, s studies.Seat) ([]Photo, error) {
	reached, err := reachedBy(r, s)
	if err != nil {
		return nil, err
	}
	all, err := where(r, `p.study_id = $1 AND p.removed_at IS NULL`, s.Study.ID)
	var mine []Photo
	for _, p := range all {
		var ok bool
		if p.Participant, ok = reached[p.ParticipantID]; ok {
			mine = append(mine, p)
		}
	}
	return mine, err
}

// OfParticipant is the photographs of one participant whom the seat reaches, by prompt,
// as to stand beside what they said about them; none for one whom it does not reach.
func OfParticipant(r db.Reader, s studies.Seat, participantID string) ([]Photo, error) {
	who, err := reach(r, s, participantID)
	if errors.Is(err, db.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := where(r, `p.study_id = $1 AND p.participant_id = $2 AND p.removed_at IS NULL`, s.Study.ID, participantID)
	for i := range all {
		all[i].Participant = who
	}
	return all, err
}

// reach is a participant whom a seat meets, or of whom it reads what was collected.
func reach(r db.Reader, s studies.Seat, participantID string) (participants.Participant, error) {
	p, err := participants.Get(r, s, studies.Meet, participantID)
	if errors.Is(err, db.ErrNotFound) {
		p, err = participants.Get(r, s, studies.Read, participantID)
	}
	return p, err
}

// Get is one photograph that a seat reaches, also when it was removed; else
// db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Photo, error) {
	p, err := one(where(r, `p.id = $1 AND p.study_id = $2`, id, s.Study.ID))
	if err != nil {
		return p, err
	}
	p.Participant, err = reach(r, s, p.ParticipantID)
	return p, err
}

// handled is a photograph for somebody who handles it: who meets its participant. It
// is there, and its participant still allows it.
func handled(r db.Reader, s studies.Seat, id string) (Photo, error) {
	p, err := Get(r, s, id)
	if err == nil {
		err = p.handledBy(s)
	}
	return p, err
}

func (p Photo) handledBy(s studies.Seat) error {
	if !p.Consents || !p.RemovedAt.IsZero() {
		return db.ErrNotFound
	}
	return s.AtSite(studies.Meet, p.Participant.SiteID)
}

// Handles reports whether a seat handles a photograph: sees it before any use.
func (p Photo) Handles(s studies.Seat) bool { return p.handledBy(s) == nil }

// Count is how many photographs a study has.
func Count(r db.Reader, s studies.Seat) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM study_photos WHERE study_id = $1 AND missing = '' AND removed_at IS NULL`, s.Study.ID).Scan(&n)
	return n, err
}
