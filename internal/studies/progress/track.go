package progress

import "linkwork/internal/studies"

// Track is how a target stands to the time that has passed.
type Track string

// How it can stand.
const (
	Reached Track = "reached"
	OnTrack Track = "on-track"
	Behind  Track = "behind"
	Short   Track = "short" // it was not reached, and no more data is collected
)

// Words says it to a reader.
func (t Track) Words() string {
	return map[Track]string{Reached: "Reached", OnTrack: "On track", Behind: "Behind", Short: "Not reached"}[t]
}

// Track says how a target stands: on track where at least as large a share of it is
// reached as of the time that the study's plan gives it. It is a rule of thumb for whoever
// oversees a study; recruitment is seldom even.
func (p Of) Track(a Achieved) Track {
	got, whole, passed := len(a.Rows), p.Study.Ends.Sub(p.Study.Starts), p.Today.Sub(p.Study.Starts)
	switch {
	case got >= a.Planned:
		return Reached
	case p.Study.State.Over():
		return Short
	case p.Study.State == studies.SettingUp || whole <= 0 || got*whole >= a.Planned*min(passed, whole):
		return OnTrack
	}
	return Behind
}
