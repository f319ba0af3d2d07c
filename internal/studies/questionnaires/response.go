package questionnaires

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/studies"
)

// Mark is why a response is looked at before it counts.
type Mark string

// The marks.
const (
	TooFast     Mark = "too-fast"
	Trapped     Mark = "trapped"
	SameBrowser Mark = "same-browser"
)

// Words says a mark to a reader.
func (m Mark) Words() string {
	return map[Mark]string{TooFast: "Faster than one can read", Trapped: "Filled in what no person sees", SameBrowser: "Came twice from one browser"}[m]
}

// Response is one set of answers that was finished, or began.
type Response struct {
	Code       string // by which it is exported
	askingID   string
	Door       string
	StartedAt  time.Time
	FinishedAt time.Time  // zero while part-way
	AnsweredOn dates.Date // day of the answers; zero while part-way
	Language   string
	Edition    int
	Form       form.Form
	Answers    form.Answers
	Eligible   bool
	OverQuota  bool
	Marks      []Mark
	Excluded   string // why it does not count
	ExcludedBy string
	Number     string // of the participant; "" where nobody knows whose answers they are
	Wave       string // code of the wave; "" for none
	Withdrawn  bool   // the participant does not allow their use any more: the answers are not here
}

// Finished reports whether the answers are given.
func (x Response) Finished() bool { return !x.FinishedAt.IsZero() }

// Counts reports whether it counts as an answer: finished, eligible, within the quotas, not
// taken out and not withdrawn.
func (x Response) Counts() bool {
	return x.Finished() && x.Eligible && !x.OverQuota && x.Excluded == "" && !x.Withdrawn
}

// fastest is in how many seconds a question can be read and answered.
const fastest = 1.0

type noted struct {
	askingID, code, door, browser, excluded, excludedBy string
	trapped                                             bool
	startedAt                                           time.Time
}

func scanNoted(s db.Scanner) (n noted, err error) {
	err = s.Scan(&n.askingID, &n.code, &n.door, &n.browser, &n.trapped, &n.excluded, &n.excludedBy, db.At(&n.startedAt))
	return
}

const notedColumns = `SELECT p.asking_id, p.code, p.door, p.browser, p.trapped, p.excluded, p.excluded_by, p.started_at FROM study_responses p`

// Responses lists what was answered, first finished first and those part-way last, for
// whoever reads what was collected. Answers of a test are there while it is tested.
func Responses(r db.Reader, s studies.Seat, q Questionnaire) ([]Response, error) {
	if !s.Has(studies.Read) {
		return nil, db.ErrNotFound
	}
	return responses(r, s, studies.Read, q)
}

// Counted are the responses that count, by code and day and without their answers, for
// whoever follows the study.
func Counted(r db.Reader, s studies.Seat, q Questionnaire) (all []Response, err error) {
	if !s.Has(studies.Follow) {
		return nil, db.ErrNotFound
	}
	list, err := responses(r, s, studies.Follow, q)
	for _, x := range list {
		if x.Counts() {
			all = append(all, Response{Code: x.Code, FinishedAt: x.FinishedAt, Eligible: true})
		}
	}
	return all, err
}

// responses are those of participants whom the seat reaches for a duty, or all of those
// whose answers nobody knows.
func responses(r db.Reader, s studies.Seat, duty studies.Duty, q Questionnaire) ([]Response, error) {
	list, err := unnamed(r, q)
	if err != nil || !q.Numbered() || q.State == Test {
		return list, err
	}
	return name(r, s, duty, q, list)
}

func unnamed(r db.Reader, q Questionnaire) ([]Response, error) {
	all, err := db.List(r, scanNoted, notedColumns+` WHERE p.questionnaire_id = $1 ORDER BY p.started_at, p.asking_id`, q.ID)
	if err != nil {
		return nil, err
	}
	askings, err := asking.Anonymous(r, asking.Form, q.FormID)
	if err != nil {
		return nil, err
	}
	known := make(map[string]noted, len(all))
	for _, n := range all {
		known[n.askingID] = n
	}
	reader, err := newReader(r, q)
	if err != nil {
		return nil, err
	}
	var list []Response
	for _, a := range askings {
		if n, ours := known[a.ID]; ours {
			x, err := reader.read(n, a)
			if err != nil {
				return nil, err
			}
			list = append(list, x)
			delete(known, a.ID)
		}
	}
	for _, n := range all {
		if _, partWay := known[n.askingID]; partWay {
			list = append(list, Response{Code: n.code, askingID: n.askingID, Door: n.door, StartedAt: n.startedAt, Excluded: n.excluded, ExcludedBy: n.excludedBy})
		}
	}
	return list, reader.limit(list)
}

// reader reads responses, one after the other.
type reader struct {
	r        db.Reader
	q        Questionnaire
	eligible formula.Formula
	forms    map[int]form.Form
	browsers map[string]int
	quotas   []Quota
}

func newReader(r db.Reader, q Questionnaire) (*reader, error) {
	x := &reader{r: r, q: q, forms: make(map[int]form.Form), browsers: make(map[string]int)}
	var err error
	if q.Eligible != "" {
		if x.eligible, err = formula.Read(q.Eligible); err != nil {
			return nil, err
		}
	}
	x.quotas, err = Quotas(r, q.ID)
	return x, err
}

func (x *reader) form(edition int) (form.Form, error) {
	f, read := x.forms[edition]
	if read {
		return f, nil
	}
	e, err := forms.GetEdition(x.r, x.q.FormID, edition)
	x.forms[edition] = e.Form
	return e.Form, err
}

func (x *reader) read(n noted, a asking.Asking) (Response, error) {
	f, err := x.form(a.Edition)
	if err != nil {
		return Response{}, err
	}
	out := Response{Code: n.code, askingID: n.askingID, Door: n.door, StartedAt: n.startedAt, FinishedAt: a.FinishedAt, AnsweredOn: dates.Of(a.FinishedAt), Language: a.Language, Edition: a.Edition, Form: f, Answers: a.Answers, Eligible: true, Excluded: n.excluded, ExcludedBy: n.excludedBy}
	if !x.eligible.Empty() {
		out.Eligible = a.Filling(f, dates.Of(a.FinishedAt)).Holds(x.eligible)
	}
	if n.trapped {
		out.Marks = append(out.Marks, Trapped)
	}
	if len(a.Answers) > 0 && a.FinishedAt.Sub(n.startedAt).Seconds() < fastest*float64(len(a.Answers)) {
		out.Marks = append(out.Marks, TooFast)
	}
	if n.browser != "" {
		if x.browsers[n.browser]++; x.browsers[n.browser] > 1 {
			out.Marks = append(out.Marks, SameBrowser)
		}
	}
	return out, nil
}

// limit marks what came when its quota was full: first come, first counted.
func (x *reader) limit(list []Response) error {
	counted := make([]int, len(x.quotas))
	for i := range list {
		if !list[i].Counts() {
			continue
		}
		for n, q := range x.quotas {
			if list[i].Answers[q.Question].Text != q.Choice {
				continue
			}
			if counted[n] >= q.Most {
				list[i].OverQuota = true
			}
		}
		if !list[i].OverQuota {
			for n, q := range x.quotas {
				if list[i].Answers[q.Question].Text == q.Choice {
					counted[n]++
				}
			}
		}
	}
	return nil
}

// Filled are the quotas of a questionnaire with how many responses count towards each.
func Filled(r db.Reader, s studies.Seat, q Questionnaire, list []Response) ([]Quota, error) {
	all, err := Quotas(r, q.ID)
	for i, k := range all {
		for _, x := range list {
			if x.Counts() && x.Answers[k.Question].Text == k.Choice {
				all[i].Counted++
			}
		}
	}
	return all, err
}

// Exclude says that a response does not count, and why; "" lets it count again.
func Exclude(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, code, why string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Read, "response.excluded", func(tx *db.Tx, s studies.Seat) (string, error) {
		why := why
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		list, err := Responses(tx, s, q)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(list, func(x Response) bool { return x.Code == code })
		if i < 0 {
			return "", db.ErrNotFound
		}
		var bad db.Invalid
		bad.Trim("why", &why, 200, "")
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE study_responses SET excluded = $2, excluded_by = $3 WHERE asking_id = $1`, list[i].askingID, why, by.Name)
		return id, err
	})
	return err
}

// Day is how many finished on one day.
type Day struct {
	On dates.Date
	N  int
}

// ByDay counts responses by the day on which they were finished, every day from the first
// to the last.
func ByDay(list []Response) (days []Day) {
	n := make(map[dates.Date]int)
	var first, last dates.Date
	for _, x := range list {
		if !x.Finished() {
			continue
		}
		day := x.AnsweredOn
		n[day]++
		if first.IsZero() || day.Before(first) {
			first = day
		}
		if day.After(last) {
			last = day
		}
	}
	for day := first; !first.IsZero() && !day.After(last); day = day.AddDays(1) {
		days = append(days, Day{day, n[day]})
	}
	return days
}

// forgetFinished takes away what joins somebody invited to their answers once these are
// finished, so that they are not reminded.
func forgetFinished(tx *db.Tx, q Questionnaire) error {
	type pair struct{ invitee, asking string }
	all, err := db.List(tx, func(s db.Scanner) (p pair, err error) {
		err = s.Scan(&p.invitee, &p.asking)
		return
	}, `SELECT k.invitee_id, k.asking_id FROM study_invitee_keys k JOIN study_invitees i ON i.id = k.invitee_id WHERE i.questionnaire_id = $1`, q.ID)
	for _, p := range all {
		if err != nil {
			return err
		}
		a, failed := asking.Get(tx, p.asking)
		if failed != nil {
			return failed
		}
		if a.Finished() {
			err = finished(tx, p.invitee)
		}
	}
	return err
}

func finished(tx *db.Tx, invitee string) error {
	if _, err := tx.Exec(`UPDATE study_invitees SET answered = TRUE, remind_at = NULL WHERE id = $1`, invitee); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM study_invitee_keys WHERE invitee_id = $1`, invitee)
	return err
}

// answered is for when answers were finished: whoever was invited is not reminded, and
// nothing joins them to their answers any more.
func answered(tx *db.Tx, askingID string) error {
	all, err := db.List(tx, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT invitee_id FROM study_invitee_keys WHERE asking_id = $1`, askingID)
	for _, id := range all {
		if err == nil {
			err = finished(tx, id)
		}
	}
	return err
}
