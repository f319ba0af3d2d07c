package casework

import (
	"net/url"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Sort is what a caseload is sorted by.
type Sort string

// What a caseload can be sorted by, each also the other way round.
const (
	ByOpened  Sort = "opened" // the longest known first; the usual
	ByName    Sort = "name"
	ByContact Sort = "contact" // those nobody spoke with for longest first
	ByNext    Sort = "next"    // the most urgent first
)

// Down is the same the other way round.
func (s Sort) Down() Sort { return s + "-down" }

// column is what is sorted by, and whether downwards.
func (s Sort) column() (Sort, bool) {
	up, down := strings.CutSuffix(string(s), "-down")
	return Sort(up), down
}

// Sorts lists them as a page offers them.
var Sorts = []Sort{ByOpened, ByOpened.Down(), ByName, ByName.Down(), ByContact, ByContact.Down(), ByNext, ByNext.Down()}

// Words say the order.
func (s Sort) Words() string {
	switch s {
	case ByOpened.Down():
		return "Newest first"
	case ByName:
		return "Name, A to Z"
	case ByName.Down():
		return "Name, Z to A"
	case ByContact:
		return "Last conversation, longest ago"
	case ByContact.Down():
		return "Last conversation, latest"
	case ByNext:
		return "Next action, soonest"
	case ByNext.Down():
		return "Next action, latest"
	}
	return "Longest known first"
}

// Choices are a list with its filters and order. All of them are choices from
// lists: nothing in them is about anybody.
type Choices struct {
	Which      Which
	Sort       Sort
	PracticeID string
	Need       string // code of vocabulary.Needs
	State      State
	WorkerID   string // in a list of a team
	Quiet      bool   // no contact for 4 weeks
	Late       bool   // something is late
	New        bool   // taken on in the last 4 weeks
}

// newSince is since when a case is new, in milliseconds.
func newSince(r db.Reader) int64 { return r.Now().AddDate(0, 0, -28).UnixMilli() }

// QuietDays is after how many days without a contact somebody is quiet.
const QuietDays = 28

// ParseChoices understands choices as they stand in an address, for somebody
// who has certain lists. What is not among them is left out.
func ParseChoices(from url.Values, has []Which) Choices {
	c := Choices{Which: Which(from.Get("list")), Sort: Sort(from.Get("sort")), PracticeID: id(from.Get("practice")),
		Need: from.Get("need"), State: State(from.Get("state")), WorkerID: id(from.Get("worker")), Quiet: from.Get("quiet") == "yes", Late: from.Get("late") == "yes", New: from.Get("new") == "yes"}
	if !slices.Contains(has, c.Which) && len(has) > 0 {
		c.Which = has[0]
	}
	if !slices.Contains(Sorts, c.Sort) {
		c.Sort = ByOpened
	}
	if !vocabulary.Needs.Has(c.Need) {
		c.Need = ""
	}
	if c.State != Reaching && c.State != Engaged || c.Which.Closed() {
		c.State = ""
	}
	if !c.Which.OfTeam() {
		c.WorkerID = ""
	}
	return c
}

// id lets through what can be an id of ours, so that no words about anybody get
// into a saved view.
func id(text string) string {
	if len(text) > 36 || slices.ContainsFunc([]rune(text), func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'f') }) {
		return ""
	}
	return text
}

// Values are the choices as they stand in an address, without what is usual.
func (c Choices) Values() url.Values {
	to := url.Values{"list": {string(c.Which)}}
	set := func(name, value string, given bool) {
		if given {
			to.Set(name, value)
		}
	}
	set("sort", string(c.Sort), c.Sort != ByOpened)
	set("practice", c.PracticeID, c.PracticeID != "")
	set("need", c.Need, c.Need != "")
	set("state", string(c.State), c.State != "")
	set("worker", c.WorkerID, c.WorkerID != "")
	set("quiet", "yes", c.Quiet)
	set("late", "yes", c.Late)
	set("new", "yes", c.New)
	return to
}

// Filtered reports whether anything narrows the list.
func (c Choices) Filtered() bool {
	return c.PracticeID != "" || c.Need != "" || c.State != "" || c.WorkerID != "" || c.Quiet || c.Late || c.New
}
