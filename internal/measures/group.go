package measures

import (
	"fmt"
	"math"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
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
	Why      form.Reason         // not followed at a time of the schedule, where somebody said why
}

// Inquiry is what is asked about a group.
type Inquiry struct {
	Pack     instruments.Pack
	Scale    instruments.Scale
	From, To dates.Date // when people began, both included
	Months   int        // after the first, as a schedule has it; 0 for the latest
}

// Group is how a scale changed for people who began in a period.
type Group struct {
	instruments.Scale
	From, To dates.Date
	Months   int      // see Inquiry
	People   []Course // by first day, then id
}

// GroupOf reads how a scale changed for those whom the reader may see and who
// were first asked in a period, its ends included. A score says something of
// itself, so restricted records have no row here. All figures are counted from
// the rows that it returns.
//
// The latest score is read beside the first from one index, one row a person.
// With a time after the first it is the score in that time's window that lies
// nearest to it, and the reason where the worker said why there is none; people
// for whom that window is still open are not in the group, because nobody knows
// yet whether they will have been asked.
func GroupOf(r db.Reader, by access.Actor, q Inquiry) (g Group, err error) {
	g = Group{Scale: q.Scale, From: q.From, To: q.To, Months: q.Months}
	label, err := q.label()
	if err != nil {
		return g, err
	}
	if g.People, err = endsOf(r, by, q, label); err != nil || q.Months == 0 {
		return g, err
	}
	schedule, err := ScheduleOf(r, q.Pack.ID)
	if err != nil {
		return g, err
	}
	return g, g.atWave(r, by, q, label, schedule)
}

// sameSet is the condition that a score is by the value set that the area has
// now, for an index: others are not to be compared with it.
func (q Inquiry) sameSet(table, parameter string) string {
	if q.Scale.How != instruments.Valued {
		return ""
	}
	return ` AND ` + table + `.value_set = ` + parameter
}

// label is the argument of sameSet, where there is one.
func (q Inquiry) label() ([]any, error) {
	if q.Scale.How != instruments.Valued {
		return nil, nil
	}
	var l instruments.Label
	if q.Pack.ValueSet != nil {
		l = q.Pack.ValueSet.Label
	}
	text, err := labelText(l)
	return []any{text}, err
}

// endsOf are the courses from the first to the latest score.
func endsOf(r db.Reader, by access.Actor, q Inquiry, label []any) ([]Course, error) {
	return db.List(r, func(row db.Scanner) (c Course, err error) {
		var day dates.Date
		var latest float64
		if err := row.Scan(&c.PersonID, &c.FirstDay, &c.First, &day, &latest); err != nil {
			return c, err
		}
		if day.Sub(c.FirstDay) >= FollowUpAfter {
			c.follow(q.Scale, day, latest)
		}
		return c, nil
	}, fmt.Sprintf(firstAndLatest, q.sameSet("s", "$6"), access.PeopleNear("$1"), access.PeopleSeenBy("e.person_id", "$1")), append([]any{by.AccountID, q.Pack.ID, q.Scale.ID, q.From, q.To}, label...)...)
}

// firstAndLatest finds both ends of each person near the reader by one index,
// as a day and an id put together, and then whom the reader may see.
const firstAndLatest = `SELECT e.person_id, f.day, f.value, l.day, l.value
	FROM (SELECT s.person_id, MIN(s.day || s.response_id) AS began, MAX(s.day || s.response_id) AS ended FROM response_scores s
		WHERE s.instrument = $2 AND s.scale = $3 AND s.value IS NOT NULL%s AND s.person_id IN (%s) GROUP BY s.person_id) e
	JOIN response_scores f ON f.response_id = substr(e.began, 11) AND f.scale = $3
	JOIN response_scores l ON l.response_id = substr(e.ended, 11) AND l.scale = $3
	WHERE f.day >= $4 AND f.day <= $5 AND %s ORDER BY f.day, e.person_id`

func (c *Course) follow(s instruments.Scale, day dates.Date, value float64) {
	c.Followed, c.Latest, c.Day = true, value, day
	c.Verdict = s.Compare(c.First, c.Latest, instruments.Reliable)
}

// atWave puts the score of one time in the place of the latest.
func (g *Group) atWave(r db.Reader, by access.Actor, q Inquiry, label []any, schedule Schedule) error {
	today := dates.Of(r.Now())
	g.People = slices.DeleteFunc(g.People, func(c Course) bool { return !schedule.wave(c.FirstDay, q.Months).Closes.Before(today) })
	at, waves := make(map[string]int, len(g.People)), make([]Wave, len(g.People))
	for i := range g.People {
		c := &g.People[i]
		waves[i] = schedule.wave(c.FirstDay, q.Months)
		*c = Course{PersonID: c.PersonID, First: c.First, FirstDay: c.FirstDay}
		at[c.PersonID] = i
	}
	later, err := db.List(r, func(row db.Scanner) (x scored, err error) {
		err = row.Scan(&x.person, &x.day, &x.value)
		return x, err
	}, `SELECT s.person_id, s.day, s.value FROM response_scores s WHERE s.instrument = $2 AND s.scale = $3 AND s.value IS NOT NULL AND s.day >= $4 AND s.day <= $5
		`+q.sameSet("s", "$6")+` AND s.person_id IN (`+access.PeopleNear("$1")+`) ORDER BY s.person_id, s.day, s.response_id`,
		append([]any{by.AccountID, q.Pack.ID, q.Scale.ID, schedule.wave(q.From, q.Months).Opens.AddDays(-slack), schedule.wave(q.To, q.Months).Closes.AddDays(slack)}, label...)...)
	if err != nil {
		return err
	}
	for _, x := range later {
		i, ok := at[x.person]
		if !ok {
			continue // the reader may not see them, or they began at another time
		}
		c, wave := &g.People[i], waves[i]
		if x.day.After(c.FirstDay) && wave.Has(x.day) && (!c.Followed || apart(x.day, wave.Due) < apart(c.Day, wave.Due)) {
			c.follow(q.Scale, x.day, x.value)
		}
	}
	misses, err := missesOf(r, by, q.Pack.ID, q.Months)
	for _, m := range misses {
		if i, ok := at[m.PersonID]; ok && !g.People[i].Followed {
			g.People[i].Why = m.Reason
		}
	}
	return err
}

// slack is by how many days months differ.
const slack = 3

func apart(a, b dates.Date) int {
	if d := a.Sub(b); d > 0 {
		return d
	}
	return b.Sub(a)
}

// scored is one score of one person.
type scored struct {
	person string
	day    dates.Date
	value  float64
}

// Reasons counts why people were not asked again, as workers said; "" is
// nothing said.
func (g Group) Reasons() map[form.Reason]int {
	all := make(map[form.Reason]int)
	for _, c := range g.Rows(Lost) {
		all[c.Why]++
	}
	return all
}

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

// Since says between which scores the change is.
func (g Group) Since() string {
	if g.Months == 0 {
		return "first and latest"
	}
	return "first and " + dates.Count(g.Months, "month", "months") + " later"
}
