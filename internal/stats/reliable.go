package stats

import "math"

// Noise is how much of a score is the instrument's own noise.
type Noise struct {
	SD          float64 // of a group that the reliability was measured in
	Reliability float64 // such as Cronbach's alpha, between 0 and 1
}

// SEM is the standard error of measurement: SD √(1 − reliability).
func (n Noise) SEM() (float64, error) {
	if !(n.SD > 0) || !(n.Reliability >= 0 && n.Reliability <= 1) {
		return 0, notComputable("the reliability is not known")
	}
	return n.SD * math.Sqrt(1-n.Reliability), nil
}

// ReliableChange is the least change of one person's score that noise alone
// would seldom make: z √2 SEM (Jacobson and Truax 1991), for 0.95 2.77 SEM.
func (n Noise) ReliableChange(level float64) (float64, error) {
	if err := checkLevel(level); err != nil {
		return 0, err
	}
	sem, err := n.SEM()
	if err == nil && sem == 0 {
		err = notComputable("a reliability of 1 leaves no noise")
	}
	return normalQuantile(level) * math.Sqrt2 * sem, err
}
