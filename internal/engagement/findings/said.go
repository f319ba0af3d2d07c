package findings

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Said is somebody's own words about a finding that may be quoted: of somebody in a group or
// at an event, or of a participant.
type Said struct {
	ID            string // of the voice, or of the quote
	Finding       string // its name
	Words         string
	Whose         string // as it stands in what is published: no name, no study number
	ParticipantID string // "" for somebody who does not take part
}

// AllSaid is what may be quoted now of what was said of the findings of a study.
func AllSaid(r db.Reader, s studies.Seat) (all []Said, err error) {
	found, err := List(r, s)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(found))
	for _, f := range found {
		names[f.ID] = f.Name
	}
	voices, err := Voices(r, s, "")
	if err != nil {
		return nil, err
	}
	for _, v := range voices {
		if v.Quote != "" && v.Permission != "" {
			all = append(all, Said{ID: v.ID, Finding: names[v.FindingID], Words: v.Quote, Whose: v.Whose.somebody()})
		}
	}
	quotes, err := Quotes(r, s, "")
	for _, q := range quotes {
		if q.Passage.Words != "" {
			all = append(all, Said{ID: q.ID, Finding: names[q.FindingID], Words: q.Passage.Words, Whose: q.Passage.Told, ParticipantID: q.Passage.ParticipantID})
		}
	}
	return all, err
}

// somebody is one of a group, or of those at an event.
func (x Source) somebody() string {
	if x.Kind == OfGroup {
		return "A member of our " + x.Name
	}
	return "Somebody at “" + x.Name + "”"
}

// StillSaid are the ids of what may be quoted now in a study, for what was published of it
// before: everybody reads that, so there is no seat.
func StillSaid(r db.Reader, studyID string) (map[string]bool, error) {
	still := make(map[string]bool)
	_, err := db.List(r, func(row db.Scanner) (id string, err error) {
		err = row.Scan(&id)
		still[id] = true
		return
	}, `SELECT v.id FROM finding_voices v JOIN findings f ON f.id = v.finding_id WHERE f.study_id = $1 AND v.quote <> '' AND v.permission <> ''`, studyID)
	if err != nil {
		return nil, err
	}
	quotes, err := Quotes(r, studies.Seat{Study: studies.Study{ID: studyID}}, "")
	for _, q := range quotes {
		if q.Passage.Words != "" {
			still[q.ID] = true
		}
	}
	return still, err
}
