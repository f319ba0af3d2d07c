package measures

import (
	"math"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/instruments"
	"linkwork/internal/stats"
)

// FollowUpAfter is how many days after the first a score must lie to count as
// a follow-up: sooner, it is a part of the beginning.
const FollowUpAfter = 28

// Level of all intervals.
const Level = 0.95

// Course is how one person's score went.
type Course struct {
	PersonID string
	First    float64
	FirstDay dates.Date
	Latest   float64 // where Followed
	Day      dates.Date
	Followed bool
	Verdict  instruments.Verdict // by reliable change, or any change where none is known
}

// Group is how a scale changed for people who began in a period.
type Group struct {
	instruments.Scale
	From, To dates.Date
	People   []Course // by first day, then id
}

// GroupOf reads how a scale changed for those whom the reader may see and who
// were first asked in a period, its ends included. A score says something of
// itself, so restricted records have no row here. All figures are counted from
// the rows that it returns.
func GroupOf(r db.Reader, by access.Actor, p instruments.Pack, s instruments.Scale, from, to dates.Date) (g Group, err error) {
	scores, err := scoredBy(r, by, p, s)
	if err != nil {
		return g, err
	}
	g = Group{Scale: s, From: from, To: to}
	for start := 0; start < len(scores); {
		end := start
		for end < len(scores) && scores[end].person == scores[start].person {
			end++
		}
		if c := courseOf(s, scores[start:end]); !c.FirstDay.Before(from) && !c.FirstDay.After(to) {
			g.People = append(g.People, c)
		}
		start = end
	}
	slices.SortStableFunc(g.People, func(a, b Course) int { return a.FirstDay.Sub(b.FirstDay) })
	return g, nil
}

func courseOf(s instruments.Scale, scores []scored) Course {
	first, latest := scores[0], scores[len(scores)-1]
	c := Course{PersonID: first.person, First: first.value, FirstDay: first.day}
	if latest.day.Sub(first.day) < FollowUpAfter {
		return c
	}
	c.Followed, c.Latest, c.Day = true, latest.value, latest.day
	c.Verdict = s.Compare(c.First, c.Latest, instruments.Reliable)
	return c
}

// scored is one score of one person.
type scored struct {
	person string
	day    dates.Date
	value  float64
}

// scoredBy are all scores of a scale of those whom the reader may see, by person,
// day and id.
func scoredBy(r db.Reader, by access.Actor, p instruments.Pack, s instruments.Scale) ([]scored, error) {
	scan := func(row db.Scanner) (x scored, err error) {
		var id string
		err = row.Scan(&x.person, &x.day, &id, &x.value)
		return x, err
	}
	query := `SELECT r.person_id, r.day, r.id, s.value FROM responses r JOIN response_scores s ON s.response_id = r.id
		WHERE r.instrument = $2 AND s.scale = $3 AND s.value IS NOT NULL AND ` + access.PeopleSeenBy("r.person_id", "$1")
	args := []any{by.AccountID, p.ID, s.ID}
	if column := oldColumns[p.ID+"."+s.ID]; column != "" { // rows from before scores were stored
		query += ` UNION ALL SELECT r.person_id, r.day, r.id, r.` + column + ` FROM responses r
			WHERE r.instrument = $2 AND r.answers = '' AND r.` + column + ` IS NOT NULL AND ` + access.PeopleSeenBy("r.person_id", "$1")
	}
	return db.List(r, scan, query+` ORDER BY 1, 2, 3`, args...)
}

var oldColumns = map[string]string{"ons4.satisfied": "satisfied", "ons4.worthwhile": "worthwhile", "ons4.happy": "happy", "ons4.anxious": "anxious"}

// Which are the rows behind a figure.
type Which string

// The figures that open their rows.
const (
	Began     Which = "began"
	Followed  Which = "followed"
	Lost      Which = "lost"
	GotBetter Which = "better"
	GotWorse  Which = "worse"
	Stayed    Which = "same"
	Moved     Which = "changed" // where the scale has no better side
	AtWorst   Which = "worst"   // at the worst end of the scale at first, with no room for worse
	AtBest    Which = "best"    // at the best end at first, with no room for better
)

// Rows are the people behind a figure.
func (g Group) Rows(w Which) (rows []Course) {
	for _, c := range g.People {
		if g.is(c, w) {
			rows = append(rows, c)
		}
	}
	return rows
}

func (g Group) is(c Course, w Which) bool {
	switch w {
	case Began:
		return true
	case Followed:
		return c.Followed
	case Lost:
		return !c.Followed
	case GotBetter:
		return c.Followed && c.Verdict == instruments.BetterNow
	case GotWorse:
		return c.Followed && c.Verdict == instruments.WorseNow
	case Stayed:
		return c.Followed && c.Verdict == instruments.Same
	case Moved:
		return c.Followed && c.Verdict == instruments.NoSide
	case AtWorst:
		return c.First == g.end(false)
	case AtBest:
		return c.First == g.end(true)
	}
	return false
}

// end is the best or the worst that the scale can show.
func (g Group) end(best bool) float64 {
	if best == (g.Scale.Better != instruments.Lower) {
		return g.Max
	}
	return g.Min
}

// Share is a part of a whole with its interval (Wilson).
type Share struct {
	N, Of    int
	Interval stats.Interval
	Why      string // there is no interval
}

// ShareOf is how many of the followed are something; of ceiling and floor, how
// many of those who began.
func (g Group) ShareOf(w Which) (s Share) {
	s.N, s.Of = len(g.Rows(w)), len(g.Rows(Followed))
	if w == AtWorst || w == AtBest || w == Lost || w == Followed {
		s.Of = len(g.People)
	}
	var err error
	if s.Interval, err = stats.Wilson(s.N, s.Of, Level); err != nil {
		s.Why = err.Error()
	}
	return s
}

// crowded is the share at an end from which a scale cannot show change well.
const crowded = 0.15

// Crowded says whether so many began at an end of the scale that it cannot show
// how they went on.
func (g Group) Crowded(w Which) bool {
	s := g.ShareOf(w)
	return s.Of > 0 && float64(s.N)/float64(s.Of) >= crowded
}

// Result is what the followed scores say. What cannot be computed is nil, with
// the reason beside it.
type Result struct {
	Change     *stats.Change
	Effects    *stats.Effects
	Ranks      *stats.SignedRank
	Difference *stats.Difference // of the first scores: lost minus followed
	Why        map[string]string // by change, effects, ranks, difference
}

// Result compares first and latest scores.
func (g Group) Result() Result {
	var before, after, lost []float64
	for _, c := range g.People {
		if !c.Followed {
			lost = append(lost, c.First)
			continue
		}
		before, after = append(before, c.First), append(after, c.Latest)
	}
	result := Result{Why: make(map[string]string)}
	change, err := stats.PairedT(before, after, Level)
	keep(&result.Change, change, err, result.Why, "change")
	effects, err := stats.EffectsOf(before, after)
	keep(&result.Effects, effects, err, result.Why, "effects")
	ranks, err := stats.WilcoxonSignedRank(before, after)
	keep(&result.Ranks, ranks, err, result.Why, "ranks")
	apart, err := stats.Between(before, lost)
	keep(&result.Difference, apart, err, result.Why, "difference")
	return result
}

func keep[T any](into **T, value T, err error, why map[string]string, name string) {
	if err != nil {
		why[name] = err.Error()
		return
	}
	*into = &value
}

// Regressing says whether part of a change is to be expected without any help:
// people began far from the middle of the scale, and those who begin far away
// are nearer to it when they are asked again.
func (g Group) Regressing() bool {
	if len(g.People) == 0 {
		return false
	}
	sum := 0.0
	for _, c := range g.People {
		sum += c.First
	}
	middle, half := (g.Min+g.Max)/2, (g.Max-g.Min)/2
	return math.Abs(sum/float64(len(g.People))-middle) > half/4
}
