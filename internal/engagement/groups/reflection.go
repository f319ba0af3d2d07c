package groups

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Feeling is what a member says something about.
type Feeling string

// What is asked.
const (
	Enjoyed Feeling = "enjoyed"
	Learnt  Feeling = "learnt"
	Valued  Feeling = "valued"
	Better  Feeling = "better"
)

// Feelings lists what is asked.
var Feelings = []Feeling{Enjoyed, Learnt, Valued, Better}

// Words says it to a reader.
func (f Feeling) Words() string {
	return map[Feeling]string{Enjoyed: "What I enjoyed", Learnt: "What I learnt", Valued: "What I valued", Better: "What could be better"}[f]
}

// Reflection is what a member said of being in a group. It does not say who.
type Reflection struct {
	ID, GroupID string
	Feeling     Feeling
	Words       string
	On          dates.Date
}

const reflectionColumns = `SELECT f.id, m.group_id, f.kind, f.words, f.said_on FROM study_group_reflections f JOIN study_group_members m ON m.id = f.member_id JOIN study_groups g ON g.id = m.group_id`

func scanReflection(row db.Scanner) (f Reflection, err error) {
	err = row.Scan(&f.ID, &f.GroupID, &f.Feeling, &f.Words, &f.On)
	return
}

// Reflections lists what members of a group ("" for all groups of the study) said, by what
// was asked and the day.
func Reflections(r db.Reader, s studies.Seat, groupID string) ([]Reflection, error) {
	return db.List(r, scanReflection, reflectionColumns+` WHERE g.study_id = $1 AND ($2 = '' OR m.group_id = $2)
		ORDER BY CASE f.kind WHEN 'enjoyed' THEN 0 WHEN 'learnt' THEN 1 WHEN 'valued' THEN 2 ELSE 3 END, f.said_on, f.words`, s.Study.ID, groupID)
}
