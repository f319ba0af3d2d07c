package updates

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/questionnaires"
)

// writer writes the first draft of an edition: what happened after one day and by another.
type writer struct {
	tx        *db.Tx
	seat      studies.Seat
	after, by dates.Date // after is zero for the first edition of all
	figures   []Figure
	blocks    []Block
	thanks    []string
}

// draft is the first draft of an edition of the study that bears a day. Every number in it
// is a figure.
func draft(tx *db.Tx, s studies.Seat, dated dates.Date) ([]Block, error) {
	after, err := before(tx, s.Study.ID, dated)
	if err != nil {
		return nil, err
	}
	w := &writer{tx: tx, seat: s, after: after, by: dated}
	if w.figures, err = Figures(tx, s, dated); err != nil {
		return nil, err
	}
	for _, part := range []func() error{w.welcome, w.events, w.findings, w.outputs, w.groups, w.thank, w.coming, w.newStudies} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	w.touch()
	return w.blocks, nil
}

func (w *writer) add(b Block) {
	b.ID = w.tx.NewID()
	w.blocks = append(w.blocks, b)
}

// some reports whether there is something to count for each of some figures.
func (w *writer) some(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		return !slices.ContainsFunc(w.figures, func(f Figure) bool { return f.Name == name && f.Value() > 0 })
	})
}

// small reports whether one of some figures could point at somebody.
func (w *writer) small(names ...string) bool {
	return slices.ContainsFunc(w.figures, func(f Figure) bool { return f.Small() && slices.Contains(names, f.Name) })
}

// within reports whether a day falls in what the edition tells of.
func (w *writer) within(d dates.Date) bool { return d.After(w.after) && !d.After(w.by) }

// welcome says whom the update is for, and what the study is, in the words of its public page.
func (w *writer) welcome() error {
	s := w.seat.Study
	about := firstOf(s.Summary, firstOf(s.Question, s.Title))
	leads, err := w.leads()
	if err != nil {
		return err
	}
	text := "Welcome to our update of " + w.by.MonthWords() + ". It is for our partners, our public contributors and everybody else who wants to know how the research is going.\n\n" + strings.TrimSpace(about) + "\n\n"
	if s.Funder != "" {
		text += "The study is funded by " + lower(s.Funder) + ". "
	}
	if len(leads) > 0 {
		text += "It is led by " + listed(leads) + ". "
	}
	if n := w.count("study sites"); n > 0 {
		text += "We collect data at {{study sites}} " + one(n, "site", "sites in different parts of the country") + "."
	}
	w.add(Block{Kind: Words, Heading: "Welcome", Text: strings.TrimSpace(text)})
	return nil
}

// leads are those who lead the study and are named on its public page.
func (w *writer) leads() (names []string, err error) {
	team, err := w.seat.Members(w.tx)
	for _, m := range team {
		if m.Role == studies.ChiefInvestigator && m.Shown && m.Now(w.by) {
			names = append(names, m.Name)
		}
	}
	return names, err
}

// count is how many there are of a figure.
func (w *writer) count(name string) int {
	if n := slices.IndexFunc(w.figures, func(f Figure) bool { return f.Name == name }); n >= 0 {
		return w.figures[n].Value()
	}
	return 0
}

// one says one thing or several of it.
func one(n int, single, several string) string {
	if n == 1 {
		return single
	}
	return several
}

func (w *writer) outputs() error {
	all, err := outputs.List(w.tx, w.seat)
	if err != nil {
		return err
	}
	var lines []string
	for _, k := range outputs.Kinds {
		var some []outputs.Output
		for _, o := range all {
			if o.Kind == k && k != outputs.Blog && (w.within(o.CameOut) || o.CameOut.IsZero()) {
				some = append(some, o)
			}
		}
		if len(some) == 0 {
			continue
		}
		line := "{{" + k.Plural() + "}} " + one(w.count(k.Plural()), inSentence(k.Words()), k.Plural()) + ":\n"
		for _, o := range some {
			line += "\n- " + o.Title + whenOut(o)
		}
		lines = append(lines, line)
	}
	if len(lines) > 0 {
		intro := "We write about what we found, so that people in practice and policy, and other researchers, can use it."
		w.add(Block{Kind: Words, Heading: "What we are writing", Text: intro + "\n\n" + strings.Join(lines, "\n\n")})
	}
	return nil
}

func whenOut(o outputs.Output) string {
	switch {
	case !o.CameOut.IsZero():
		return " (out since " + o.CameOut.MonthWords() + ")"
	case !o.Promised.IsZero():
		return " (planned for the " + partOfYear(o.Promised) + ")"
	}
	return " (planned)"
}

// newStudies tells of studies that follow on from this one, as their public pages say.
func (w *writer) newStudies() error {
	pages, err := studies.Pages(w.tx)
	if err != nil {
		return err
	}
	for _, x := range pages {
		if x.FollowsID != w.seat.Study.ID {
			continue
		}
		text, err := w.newStudy(x)
		if err != nil {
			return err
		}
		w.add(Block{Kind: Study, About: x.ID, Heading: "A new study: " + x.Title, Text: text})
	}
	return nil
}

func (w *writer) newStudy(x studies.Study) (string, error) {
	text := "A new study follows on from this one.\n\n" + x.Summary + "\n\n"
	asked, err := w.questionnairesOf(x.ID)
	if err != nil {
		return "", err
	}
	text += asked
	if !x.Ends.IsZero() {
		text += "The study runs until the " + partOfYear(x.Ends) + ". "
	}
	if x.Funder != "" {
		text += "It is funded by " + lower(x.Funder)
		if x.Award != "" {
			text += " (award " + x.Award + ")"
		}
		text += ". "
	}
	if x.Enquiries != "" {
		text += "Please write to [" + x.Enquiries + "](mailto:" + x.Enquiries + ") if you have questions about it."
	}
	return strings.TrimSpace(text), nil
}

// questionnairesOf says when the questionnaires of another study closed, and how many
// interviews it plans, if the writer plays a part there too.
func (w *writer) questionnairesOf(studyID string) (text string, err error) {
	seat, err := studies.Enter(w.tx, w.seat.By, studyID, studies.Follow)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	all, err := questionnaires.List(w.tx, seat)
	if err != nil {
		return "", err
	}
	for _, q := range all {
		if !q.ClosesOn.IsZero() && !q.ClosesOn.After(w.by.AddDays(7)) {
			text += "An online questionnaire closed on " + q.ClosesOn.Long() + ". "
		}
	}
	targets, err := seat.Targets(w.tx)
	n := slices.IndexFunc(targets, func(t studies.Target) bool { return t.Measure == studies.Interviewed && t.SiteID == "" })
	if n >= 0 {
		text += "We will invite about " + dates.Count(targets[n].Planned, "person", "people") + " to an interview. "
	}
	return text, err
}

// thank says thank you with how many there were.
func (w *writer) thank() error {
	took := "Thank you also to the practices, link workers, patients, staff and voluntary organisations who took part in the study or helped us with it."
	if len(w.thanks) == 0 {
		took = strings.Replace(took, " also", "", 1)
	}
	if w.some("patients interviewed", "professionals interviewed") && !w.small("patients interviewed", "professionals interviewed") {
		took += " {{patients interviewed}} patients and {{professionals interviewed}} professionals gave us their time and told us how things are."
	}
	lines := append(slices.Clone(w.thanks), took)
	w.add(Block{Kind: Thanks, Heading: "Thank you", Text: strings.Join(lines, "\n\n")})
	return nil
}

func (w *writer) touch() {
	s := w.seat.Study
	text := "Would you like to know more about this research? Please write to [" + s.Enquiries + "](mailto:" + s.Enquiries + ")."
	if s.Enquiries == "" {
		text = "Would you like to know more about this research? Please write to us."
	}
	w.add(Block{Kind: Touch, Heading: "Stay in touch", Text: text})
}

// partOfYear says the end of a year as one says it.
func partOfYear(d dates.Date) string {
	if d.Month == 12 {
		return "end of " + d.MonthWords()[len("December "):]
	}
	return "end of " + d.MonthWords()
}

// inSentence begins words as they stand within a sentence, unless they begin with an
// abbreviation.
func inSentence(words string) string {
	letters := []rune(words)
	if len(letters) < 2 || unicode.IsUpper(letters[1]) || letters[1] == ' ' && letters[0] == 'I' {
		return words
	}
	return string(unicode.ToLower(letters[0])) + string(letters[1:])
}

// lower begins a name as it stands within a sentence: "A funder" is "a funder".
func lower(name string) string {
	for _, article := range []string{"A ", "An ", "The "} {
		if rest, ok := strings.CutPrefix(name, article); ok {
			return strings.ToLower(article) + rest
		}
	}
	return name
}

func firstOf(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}
