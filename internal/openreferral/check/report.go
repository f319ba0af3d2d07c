package check

// Level is what a finding is about.
type Level string

// The levels, in the order of a report.
const (
	Schema      Level = "schema"
	Consistency Level = "consistency"
	Usefulness  Level = "usefulness"
)

// Severity is how bad a finding is.
type Severity string

// The severities, the worst first.
const (
	Error   Severity = "error"   // the standard is not met
	Warning Severity = "warning" // the feed can be read, but what it says may be wrong
	Advice  Severity = "advice"  // it could be better
)

// The verdicts on a level.
const (
	Passes     = "passes"
	Warns      = "passes with warnings"
	Fails      = "fails"
	NotChecked = "not checked"
)

// Report is what a check found. Its JSON is the form for other programs; fields
// may be added to it, not changed.
type Report struct {
	Subject  string    `json:"subject"`           // name of the file, or address of the feed
	Standard string    `json:"standard"`          // that it was checked by; empty where none could be told
	Declared string    `json:"declared"`          // version as the feed says; empty for files
	Seen     string    `json:"seen"`              // version as told by its marks; empty where nothing tells it
	Stopped  string    `json:"stopped,omitempty"` // why not everything was read, as a sentence
	Read     []Count   `json:"read"`              // how much of what was read
	Levels   []Result  `json:"levels"`            // always three
	Findings []Finding `json:"findings"`          // by level, severity, place
	More     int       `json:"more"`              // kinds of finding that are left out
	Useful   Useful    `json:"usefulness"`
}

// Count is how many records of a kind were read.
type Count struct {
	What string `json:"what"` // "services"
	N    int    `json:"n"`
}

// Result is the verdict on one level. The numbers count every time that a
// finding was met.
type Result struct {
	Level    Level  `json:"level"`
	Verdict  string `json:"verdict"` // passes, passes with warnings, fails, not checked
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Advice   int    `json:"advice"`
}

// Finding is one kind of fault.
type Finding struct {
	Level    Level     `json:"level"`
	Severity Severity  `json:"severity"`
	Where    string    `json:"where"`          // endpoint, or kind of record in a file
	Path     string    `json:"path,omitempty"` // of the field, without places in lists: schedules[].opens_at
	Message  string    `json:"message"`        // what is wrong and what to do
	Count    int       `json:"count"`
	Examples []Example `json:"examples,omitempty"` // the first few
}

// Example is one time that a finding was met.
type Example struct {
	Record int    `json:"record,omitempty"` // place in the file or collection, from 1
	Line   int    `json:"line,omitempty"`   // of a table, in place of Record
	ID     string `json:"id,omitempty"`
	Path   string `json:"path,omitempty"` // schedules[2].opens_at
	Got    string `json:"got,omitempty"`  // what stands there, cut short
}

// Errors says whether the feed fails on any level.
func (r Report) Errors() bool {
	for _, level := range r.Levels {
		if level.Errors > 0 {
			return true
		}
	}
	return false
}
