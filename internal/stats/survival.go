package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Stay is how long somebody was seen, in any unit of time.
type Stay struct {
	From  float64 // when they came under observation: 0, or later for those who were there before (left truncation)
	Until float64
	Left  bool // the event happened at Until; false when it had not by then
}

func checkStays(stays []Stay) error {
	if len(stays) == 0 {
		return notComputable("nobody was followed")
	}
	for _, s := range stays {
		if err := finite([]float64{s.From, s.Until}); err != nil {
			return err
		}
		if s.Until <= s.From {
			return notComputable("somebody's end is not after their beginning")
		}
	}
	return nil
}

// AtTime is what happened at one time. Such rows can be added up over sites, so
// that a curve of all needs nobody's own times; see SumTimes.
type AtTime struct {
	Time     float64
	AtRisk   int // seen before this time and not gone before it
	Events   int
	Censored int
}

// Times counts stays at each time at which somebody's ended.
func Times(stays []Stay) ([]AtTime, error) {
	if err := checkStays(stays); err != nil {
		return nil, err
	}
	byEnd := slices.Clone(stays)
	slices.SortFunc(byEnd, func(a, b Stay) int { return cmp.Compare(a.Until, b.Until) })
	entries := make([]float64, len(stays))
	for i, s := range stays {
		entries[i] = s.From
	}
	slices.Sort(entries)
	var rows []AtTime
	entered := 0
	for gone := 0; gone < len(byEnd); {
		row := AtTime{Time: byEnd[gone].Until}
		for entered < len(entries) && entries[entered] < row.Time {
			entered++
		}
		row.AtRisk = entered - gone
		for ; gone < len(byEnd) && byEnd[gone].Until == row.Time; gone++ {
			if byEnd[gone].Left {
				row.Events++
			} else {
				row.Censored++
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Bounds is how the interval of a curve is made.
type Bounds string

// The kinds of R's survfit: on the curve itself, on its logarithm (R's own
// choice), and on the logarithm of that, which stays within 0 and 1.
const (
	Plain  Bounds = "plain"
	Log    Bounds = "log"
	LogLog Bounds = "log-log"
)

// Step is a point of a Kaplan-Meier curve.
type Step struct {
	AtTime
	Survival float64 // share still there after Time
	SE       float64 // Greenwood; 0 where the curve has come down to 0
	Interval Interval
}

// KaplanMeier is the curve of rows by time: R's survfit(Surv(...) ~ 1). A step
// whose interval is not determined (the curve is at 0) has none wider than
// itself.
func KaplanMeier(rows []AtTime, bounds Bounds, level float64) ([]Step, error) {
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, notComputable("nobody was followed")
	}
	z := normalQuantile(level)
	curve := make([]Step, len(rows))
	share, hazard := 1.0, 0.0 // hazard sums Greenwood's terms
	for i, row := range rows {
		if row.AtRisk < row.Events+row.Censored || row.AtRisk <= 0 {
			return nil, notComputable("more people go at %g than were there", row.Time)
		}
		n, d := float64(row.AtRisk), float64(row.Events)
		share *= (n - d) / n
		if row.Events < row.AtRisk {
			hazard += d / (n * (n - d))
		}
		step := Step{AtTime: row, Survival: share, SE: share * math.Sqrt(hazard)}
		step.Interval = bounds.of(share, hazard, z)
		curve[i] = step
	}
	return curve, nil
}

func (b Bounds) of(share, hazard, z float64) Interval {
	if share == 0 {
		return Interval{}
	}
	if hazard == 0 {
		return Interval{share, share}
	}
	half := z * math.Sqrt(hazard)
	switch b {
	case Plain:
		return around(share, half*share).clamp(0, 1)
	case LogLog:
		log := math.Log(share)
		low, high := math.Log(-log)-half/log, math.Log(-log)+half/log
		return Interval{math.Exp(-math.Exp(low)), math.Exp(-math.Exp(high))}
	}
	return Interval{share * math.Exp(-half), share * math.Exp(half)}.clamp(0, 1)
}

// Median is the time by which half had left, ErrNotComputable where the curve
// does not come down so far. As in R, a curve flat at one half gives the middle
// of that stretch.
func Median(curve []Step) (float64, error) {
	const half = 0.5
	for i, step := range curve {
		switch {
		case math.Abs(step.Survival-half) < zero && i+1 < len(curve):
			for _, next := range curve[i+1:] {
				if next.Events > 0 {
					return (step.Time + next.Time) / 2, nil
				}
			}
			return step.Time, nil
		case step.Survival < half+zero:
			return step.Time, nil
		}
	}
	return 0, notComputable("fewer than half had left")
}

// SumTimes adds rows of several sites: the curve of the sums is the curve of
// everybody. Each site's rows must say who was at risk at every time of all
// sites, see At.
func SumTimes(sites ...[]AtTime) ([]AtTime, error) {
	byTime := make(map[float64]*AtTime)
	for _, rows := range sites {
		for _, row := range rows {
			sum := byTime[row.Time]
			if sum == nil {
				sum = &AtTime{Time: row.Time}
				byTime[row.Time] = sum
			}
			sum.AtRisk, sum.Events, sum.Censored = sum.AtRisk+row.AtRisk, sum.Events+row.Events, sum.Censored+row.Censored
		}
	}
	all := make([]AtTime, 0, len(byTime))
	for _, row := range byTime {
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b AtTime) int { return cmp.Compare(a.Time, b.Time) })
	if len(all) == 0 {
		return nil, notComputable("nobody was followed")
	}
	return all, nil
}

// At counts stays at given times: those at which anybody's stay ended, at any of
// several sites. An end between two of them is not counted, so every end must be
// among them.
func At(stays []Stay, times []float64) ([]AtTime, error) {
	if err := checkStays(stays); err != nil {
		return nil, err
	}
	rows := make([]AtTime, len(times))
	for i, at := range times {
		rows[i].Time = at
		for _, s := range stays {
			switch {
			case s.From < at && s.Until > at:
				rows[i].AtRisk++
			case s.Until == at && s.Left:
				rows[i].AtRisk, rows[i].Events = rows[i].AtRisk+1, rows[i].Events+1
			case s.Until == at:
				rows[i].AtRisk, rows[i].Censored = rows[i].AtRisk+1, rows[i].Censored+1
			}
		}
	}
	return rows, nil
}

// LogRank tests whether groups leave alike.
type LogRank struct {
	Observed  []int
	Expected  []float64
	ChiSquare float64
	DF        int
	P         float64
}

// LogRankOf compares groups of stays: R's survdiff. ErrNotComputable with one
// group or where nobody left.
func LogRankOf(groups ...[]Stay) (l LogRank, err error) {
	if len(groups) < 2 {
		return l, notComputable("there is one group only")
	}
	times, err := Times(slices.Concat(groups...))
	if err != nil {
		return l, err
	}
	k := len(groups)
	at := make([][]AtTime, k)
	for g, stays := range groups {
		if len(stays) == 0 {
			return l, notComputable("a group is empty")
		}
		ends := make([]float64, len(times))
		for i, row := range times {
			ends[i] = row.Time
		}
		if at[g], err = At(stays, ends); err != nil {
			return l, err
		}
	}
	l = LogRank{Observed: make([]int, k), Expected: make([]float64, k), DF: k - 1}
	variance := mat.NewSymDense(k-1, nil)
	for i, all := range times {
		n, d := float64(all.AtRisk), float64(all.Events)
		if d == 0 {
			continue
		}
		spread := 0.0
		if n > 1 {
			spread = d * (n - d) / (n - 1)
		}
		for g := range groups {
			share := float64(at[g][i].AtRisk) / n
			l.Observed[g] += at[g][i].Events
			l.Expected[g] += d * share
			if g == k-1 {
				continue
			}
			for h := g; h < k-1; h++ {
				v := -spread * share * float64(at[h][i].AtRisk) / n
				if h == g {
					v += spread * share
				}
				variance.SetSym(g, h, variance.At(g, h)+v)
			}
		}
	}
	apart := mat.NewVecDense(k-1, nil)
	for g := range k - 1 {
		apart.SetVec(g, float64(l.Observed[g])-l.Expected[g])
	}
	solved, err := solve(variance, apart)
	if err != nil {
		return LogRank{}, err
	}
	l.ChiSquare = mat.Dot(apart, solved)
	l.P = chiSquareP(l.ChiSquare, l.DF)
	return l, nil
}
