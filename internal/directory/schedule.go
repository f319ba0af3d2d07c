package directory

import "linkwork/internal/dates"

// Schedule is a series: when a service is open or a group meets, again and
// again. A single time of it is an Occurrence.
type Schedule struct {
	LocationID string     // empty: at every place
	Summary    string     // "Thursdays and Fridays, 10am to 6pm"
	Days       string     // those of MO,TU,WE,TH,FR,SA,SU that apply
	Opens      string     // "10:00", London time
	Closes     string     // "18:00"
	Repeats    Repeats    // empty when not stated: then every week on Days
	Every      int        // weeks or months; 0 and 1 are every one
	ByDay      string     // "MO,TU"; with Monthly also "1TU,-1SU"
	ByMonthDay string     // "2,3,-1", with Monthly
	StartsOn   dates.Date // of the first time; a rhythm of more than one week counts from here
	EndsOn     dates.Date // after which it ends
	Times      int        // how often in all; 0 when not stated
	ValidFrom  dates.Date // from which it is known to hold
	ValidTo    dates.Date // after which nobody knows: not the same as an end
}

// Repeats is the rhythm of a schedule.
type Repeats string

// The rhythms.
const (
	Weekly  Repeats = "WEEKLY"
	Monthly Repeats = "MONTHLY"
)
