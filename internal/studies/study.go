package studies

import (
	"encoding/json"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// State is where a study stands.
type State string

// The states, in their order.
const (
	SettingUp State = "setting-up"
	Open      State = "open"
	Analysis  State = "analysis"
	Closed    State = "closed"
	Archived  State = "archived"
)

// States lists all states in order.
var States = []State{SettingUp, Open, Analysis, Closed, Archived}

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{SettingUp: "Setting up", Open: "Collecting data", Analysis: "Analysis", Closed: "Closed", Archived: "Archived"}[s]
}

// Collecting reports whether new data may be collected.
func (s State) Collecting() bool { return s == Open }

// Over reports whether data collection has ended: nobody comes further any more.
func (s State) Over() bool { return s == Analysis || s == Closed || s == Archived }

// Study is one research study.
type Study struct {
	ID        string
	Name      string // short, as the team says it
	Title     string // as approved
	Summary   string // in plain English, for everybody
	Question  string
	State     State
	Starts    dates.Date // planned; zero for unknown
	Ends      dates.Date
	OpenedOn  dates.Date // data collection began; zero before, and where it was not kept
	FollowsID string     // the study that this one follows on from
	Identifiers
	Wording
	Data           DataProtection
	Reconstruction bool // made-up rows that reproduce published totals
	Published      bool // has a public page
	Version        int
}

// Identifiers are the numbers under which others know a study. Empty: none yet.
type Identifiers struct {
	IRAS         string // integrated research application system
	REC          string // research ethics committee reference
	Award        string // the funder's
	Sponsor      string
	Funder       string
	Registration string // a public register, with its number
}

// Wording is what has to stand on what the study publishes.
type Wording struct {
	Acknowledgement string // the funder's
	Disclaimer      string
	Enquiries       string // email for questions, shown on the public page
}

// DataProtection is what the study has decided about personal data. The lawful
// basis stands apart from consent to take part: somebody can have agreed to an
// interview while the basis is a task in the public interest.
type DataProtection struct {
	Basis      string // lawful basis under article 6
	Condition  string // for health data, under article 9
	Controller string
	Processors string // and what each does
	Impact     string // the data protection impact assessment: where, when, by whom
	Plan       string // the data management plan: where, when
	Retention  []Retention
}

// Retention is how long a kind of data is kept.
type Retention struct {
	Kind   string // "recordings", "consent forms"
	Months int    // after the end of the study; 0: destroyed at once when used
	Why    string
}

// Words says for how long.
func (x Retention) Words() string {
	words := "Destroyed as soon as it was used"
	switch {
	case x.Months > 0 && x.Months%12 == 0:
		words = dates.Count(x.Months/12, "year", "years") + " after the end of the study"
	case x.Months > 0:
		words = dates.Count(x.Months, "month", "months") + " after the end of the study"
	}
	if x.Why != "" {
		words += ". " + x.Why
	}
	return words
}

const columns = `SELECT s.id, s.name, s.title, s.summary, s.question, s.state, s.starts, s.ends, s.opened_on, s.follows_id, s.identifiers, s.wording, s.data, s.reconstruction, s.published, s.version FROM studies s`

func scan(row db.Scanner) (s Study, err error) {
	var identifiers, wording, data string
	if err = row.Scan(&s.ID, &s.Name, &s.Title, &s.Summary, &s.Question, &s.State, &s.Starts, &s.Ends, &s.OpenedOn, db.Text(&s.FollowsID), &identifiers, &wording, &data,
		&s.Reconstruction, &s.Published, &s.Version); err != nil {
		return s, err
	}
	for _, part := range []struct {
		text string
		into any
	}{{identifiers, &s.Identifiers}, {wording, &s.Wording}, {data, &s.Data}} {
		if err = json.Unmarshal([]byte(part.text), part.into); err != nil {
			return s, err
		}
	}
	return s, nil
}

func get(r db.Reader, id string) (Study, error) {
	return db.One(r, scan, columns+` WHERE s.id = $1`, id)
}

// Unscoped is a study by its id, for the rooms of studies that act for somebody who
// holds a link. Who has an account comes through Enter.
func Unscoped(r db.Reader, id string) (Study, error) { return get(r, id) }

// Mine lists the studies in which somebody plays a part today, those at work
// first, by name.
func Mine(r db.Reader, by access.Actor) ([]Study, error) {
	return db.List(r, scan, columns+` WHERE EXISTS (SELECT 1 FROM study_members m WHERE m.study_id = s.id AND m.account_id = $1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on > $2))
		ORDER BY CASE WHEN s.state IN ('closed', 'archived') THEN 1 ELSE 0 END, lower(s.name), s.id`, by.AccountID, dates.Of(r.Now()))
}

// tidy trims what was typed and adds what is wrong with it.
func (s *Study) tidy(bad *db.Invalid) {
	for _, f := range []struct {
		field string
		text  *string
		most  int
		need  string
	}{
		{"name", &s.Name, 60, "Enter a short name, as the team says it"}, {"title", &s.Title, 300, "Enter the title as approved"},
		{"summary", &s.Summary, 4000, ""}, {"question", &s.Question, 1000, ""},
		{"iras", &s.IRAS, 40, ""}, {"rec", &s.REC, 40, ""}, {"award", &s.Award, 60, ""}, {"sponsor", &s.Sponsor, 200, ""}, {"funder", &s.Funder, 200, ""}, {"registration", &s.Registration, 100, ""},
		{"acknowledgement", &s.Acknowledgement, 1000, ""}, {"disclaimer", &s.Disclaimer, 1000, ""}, {"enquiries", &s.Enquiries, 200, ""},
		{"basis", &s.Data.Basis, 200, ""}, {"condition", &s.Data.Condition, 200, ""}, {"controller", &s.Data.Controller, 300, ""}, {"processors", &s.Data.Processors, 1000, ""},
		{"impact", &s.Data.Impact, 500, ""}, {"plan", &s.Data.Plan, 500, ""},
	} {
		bad.Trim(f.field, f.text, f.most, f.need)
	}
	s.Identifiers.check(bad)
	if s.Enquiries != "" && !strings.Contains(s.Enquiries, "@") {
		bad.Add("enquiries", "Enter an email address, like study@example.org")
	}
	if !s.Starts.IsZero() && !s.Ends.IsZero() && s.Ends.Before(s.Starts) {
		bad.Add("ends", "The study begins on "+s.Starts.Long()+". It ends on that day or later")
	}
	for i := range s.Data.Retention {
		n := "-" + strconv.Itoa(i)
		bad.Trim("kind"+n, &s.Data.Retention[i].Kind, 100, "Name the kind of data")
		bad.Trim("why"+n, &s.Data.Retention[i].Why, 300, "")
		if m := s.Data.Retention[i].Months; m < 0 || m > 1200 {
			bad.Add("months"+n, "Enter months from 0 to 1,200")
		}
	}
}

// documents are the parts of a study that are kept as JSON.
func (s Study) documents() (identifiers, wording, data string, err error) {
	parts := make([]string, 3)
	for i, part := range []any{s.Identifiers, s.Wording, s.Data} {
		body, err := json.Marshal(part)
		if err != nil {
			return "", "", "", err
		}
		parts[i] = string(body)
	}
	return parts[0], parts[1], parts[2], nil
}
