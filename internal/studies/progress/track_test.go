package progress_test

import (
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/studies"
	"linkwork/internal/studies/progress"
)

func TestHowATargetStands(t *testing.T) {
	day := func(n int) dates.Date { return dates.Date{Year: 2026, Month: 1, Day: 1}.AddDays(n) }
	for _, k := range []struct {
		state    studies.State
		on, rows int
		want     progress.Track
	}{{studies.Open, 50, 5, progress.OnTrack}, {studies.Open, 51, 5, progress.Behind}, {studies.Open, 200, 9, progress.Behind}, {studies.Open, 99, 10, progress.Reached},
		{studies.Analysis, 50, 9, progress.Short}, {studies.SettingUp, 90, 0, progress.OnTrack}} {
		p := progress.Of{Seat: studies.Seat{Study: studies.Study{State: k.state, Starts: day(0), Ends: day(100)}}, Today: day(k.on)}
		if got := p.Track(progress.Achieved{Target: studies.Target{Planned: 10}, Rows: make([]progress.Row, k.rows)}); got != k.want {
			t.Errorf("%s, day %d, %d of 10: %s, want %s", k.state, k.on, k.rows, got, k.want)
		}
	}
}
