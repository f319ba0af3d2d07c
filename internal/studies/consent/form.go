package consent

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/db"
)

// Covers is what a clause allows.
type Covers string

// What clauses allow.
const (
	TakePart       Covers = "take-part"
	BeObserved     Covers = "observe"
	BeInterviewed  Covers = "interview"
	BeRecorded     Covers = "record"
	AnswerForms    Covers = "questionnaire"
	BeQuoted       Covers = "quote"
	TakePhotos     Covers = "photos"
	ContactAgain   Covers = "contact-again"
	JoinRecord     Covers = "join-record"
	ShareData      Covers = "share"
	SendResults    Covers = "results"
	TellGP         Covers = "tell-gp"
	ReadByOversees Covers = "monitor"
)

// AllCovers lists everything that a clause can allow.
var AllCovers = []Covers{TakePart, BeObserved, BeInterviewed, BeRecorded, AnswerForms, BeQuoted, TakePhotos, ContactAgain, JoinRecord, ShareData, SendResults, TellGP, ReadByOversees}

// Words says what a clause allows.
func (c Covers) Words() string {
	return map[Covers]string{TakePart: "Take part", BeObserved: "Be observed", BeInterviewed: "Be interviewed", BeRecorded: "Be recorded", AnswerForms: "Answer questionnaires",
		BeQuoted: "Be quoted without a name", TakePhotos: "Take photographs", ContactAgain: "Be contacted again", JoinRecord: "Use information from the care record",
		ShareData: "Share data without names with other researchers", SendResults: "Be sent the results", TellGP: "Tell the GP practice", ReadByOversees: "Data seen by those who check the study"}[c]
}

// Clause is one statement that somebody answers for itself.
type Clause struct {
	Code   string `json:"code"`
	Words  string `json:"words"`  // "I agree that our talk is recorded"
	Covers Covers `json:"covers"` // what a yes allows
	Needed bool   `json:"needed"` // without it one cannot take part
}

// Quoted names a clause by its first words, for a fault about it.
func (c Clause) Quoted() string {
	const most = 80
	words := []rune(c.Words)
	if len(words) > most {
		words = append([]rune(strings.TrimSpace(string(words[:most]))), '…')
	}
	return "“" + string(words) + "”"
}

// Form is a consent form as a document: the bytes of a version of approvals.
type Form struct {
	Title   string   `json:"title"`
	Intro   string   `json:"intro"`
	Days    int      `json:"days,omitempty"` // to think, between the information and the consent; 0 for as they wish
	Clauses []Clause `json:"clauses"`
}

var codeText = regexp.MustCompile(`^[a-z][a-z0-9-]{0,29}$`)

// ReadForm reads the bytes of a consent form. An error is about the bytes.
func ReadForm(body []byte) (f Form, err error) {
	if err := json.Unmarshal(body, &f); err != nil {
		return f, fmt.Errorf("consent: this is no consent form: %w", err)
	}
	return f, f.Check()
}

// Write is the form as bytes, the same for the same form.
func (f Form) Write() ([]byte, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	return json.MarshalIndent(f, "", "  ")
}

// MostClauses is how many clauses a form can have.
const MostClauses = 100

// mostDays is the longest time to think that is not a slip of the keyboard.
const mostDays = 90

// Check says all that is wrong with a form, with the fields "title", "intro", "days",
// "clauses" and, for the clause at an index, "words-<index>" and "covers-<index>".
func (f Form) Check() error {
	var bad db.Invalid
	title, intro := f.Title, f.Intro
	bad.Trim("title", &title, 200, "Enter the title of the form")
	bad.Trim("intro", &intro, 4000, "")
	if f.Days < 0 || f.Days > mostDays {
		bad.Add("days", fmt.Sprintf("Enter days from 0 to %d", mostDays))
	}
	if len(f.Clauses) == 0 || len(f.Clauses) > MostClauses {
		bad.Add("clauses", fmt.Sprintf("A consent form has from 1 to %d clauses", MostClauses))
	}
	seen := make(map[string]bool)
	for i, c := range f.Clauses {
		c.check(i, seen, &bad)
		seen[c.Code] = true
	}
	if !slices.ContainsFunc(f.Clauses, func(c Clause) bool { return c.Covers == TakePart && c.Needed }) {
		bad.Add("clauses", "One clause that is needed must be that they take part")
	}
	return bad.Err()
}

// check says what is wrong with the clause at an index, by its number.
func (c Clause) check(i int, seen map[string]bool, bad *db.Invalid) {
	at := fmt.Sprintf("-%d", i)
	where := fmt.Sprintf("Clause %d: ", i+1)
	switch words := strings.TrimSpace(c.Words); {
	case words == "":
		bad.Add("words"+at, where+"write what they agree to")
	case utf8.RuneCountInString(words) > 500:
		bad.Add("words"+at, where+"use 500 characters or fewer")
	}
	switch {
	case c.Covers.Words() == "":
		bad.Add("covers"+at, where+"choose what it allows")
	case !codeText.MatchString(c.Code):
		bad.Add("covers"+at, where+"use a short code of small letters, like record")
	case seen[c.Code]:
		bad.Add("covers"+at, where+"another clause has the code "+c.Code)
	}
}

// Clause is the clause with a code.
func (f Form) Clause(code string) (Clause, bool) {
	i := slices.IndexFunc(f.Clauses, func(c Clause) bool { return c.Code == code })
	if i < 0 {
		return Clause{}, false
	}
	return f.Clauses[i], true
}
