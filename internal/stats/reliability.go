package stats

// CronbachsAlpha is how items hang together: answers[person][item], complete
// (Cronbach 1951). ErrNotComputable with one item or where sums do not vary.
func CronbachsAlpha(answers [][]float64) (float64, error) {
	if err := checkTable(answers); err != nil {
		return 0, err
	}
	items := len(answers[0])
	sums, column := make([]float64, len(answers)), make([]float64, len(answers))
	within := 0.0
	for j := range items {
		for i, row := range answers {
			column[i] = row[j]
			sums[i] += row[j]
		}
		m, err := MeanOf(column)
		if err != nil {
			return 0, err
		}
		within += m.SD * m.SD
	}
	total, err := spread(sums, "the sums")
	if err != nil {
		return 0, err
	}
	k := float64(items)
	return k / (k - 1) * (1 - within/(total.SD*total.SD)), nil
}

func checkTable(table [][]float64) error {
	if len(table) < 2 || len(table[0]) < 2 {
		return notComputable("fewer than 2 rows or columns")
	}
	for _, row := range table {
		if len(row) != len(table[0]) {
			return notComputable("a value is missing")
		}
	}
	return finite(table...)
}

// ICC are the intraclass correlations of Shrout and Fleiss 1979. The number
// after the comma is of one rater's score or of the mean of all.
type ICC struct {
	OneWay, OneWayMean float64 // ICC(1,1), ICC(1,k): every subject has raters of its own
	Random, RandomMean float64 // ICC(2,1), ICC(2,k): the same raters, a sample of raters
	Fixed, FixedMean   float64 // ICC(3,1), ICC(3,k): the same raters, the only ones
	Subjects, Raters   int
}

// ICCOf compares raters' scores: scores[subject][rater], complete: R's
// psych::ICC(lmer = FALSE). ErrNotComputable where subjects do not differ.
func ICCOf(scores [][]float64) (c ICC, err error) {
	if err := checkTable(scores); err != nil {
		return c, err
	}
	n, k := float64(len(scores)), float64(len(scores[0]))
	grand := 0.0
	raters := make([]float64, len(scores[0]))
	for _, row := range scores {
		for j, v := range row {
			grand += v / (n * k)
			raters[j] += v / n
		}
	}
	var all, between, byRater float64
	for _, row := range scores {
		mean := meanOf(row)
		between += k * (mean - grand) * (mean - grand)
		for _, v := range row {
			all += (v - grand) * (v - grand)
		}
	}
	for _, mean := range raters {
		byRater += n * (mean - grand) * (mean - grand)
	}
	subject, rater := between/(n-1), byRater/(k-1)
	within := (all - between) / (n * (k - 1))
	rest := max(0, all-between-byRater) / ((n - 1) * (k - 1))
	if subject <= zero*max(1, grand*grand) {
		return c, notComputable("the subjects do not differ")
	}
	c = ICC{
		OneWay: (subject - within) / (subject + (k-1)*within), OneWayMean: (subject - within) / subject,
		Random: (subject - rest) / (subject + (k-1)*rest + k*(rater-rest)/n), RandomMean: (subject - rest) / (subject + (rater-rest)/n),
		Fixed: (subject - rest) / (subject + (k-1)*rest), FixedMean: (subject - rest) / subject,
		Subjects: len(scores), Raters: len(scores[0]),
	}
	if finite([]float64{c.OneWay, c.OneWayMean, c.Random, c.RandomMean, c.Fixed, c.FixedMean}) != nil {
		return ICC{}, notComputable("the raters differ more than the subjects")
	}
	return c, nil
}
