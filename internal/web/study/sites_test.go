package study_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/studies"
	"linkwork/internal/web/housetest"
)

// typed are the three boxes of a date as a form sends them.
func typed(name string, d dates.Date) []string {
	return []string{name + "-day", strconv.Itoa(d.Day), name + "-month", strconv.Itoa(int(d.Month)), name + "-year", strconv.Itoa(d.Year)}
}

func fields(some ...[]string) (all []string) {
	for _, s := range some {
		all = append(all, s...)
	}
	return all
}

// newSite is the address of a site of which nothing is settled, and of its tasks.
func (h house) newSite(b *housetest.Browser) (at string, tasks []string) {
	h.Helper()
	at = b.Post(h.base+"/sites", "pseudonym", "Site C", "name", "Canalside").Location
	page := b.Get(at).Is(h, 200, "What the site needs")
	for _, m := range regexp.MustCompile(`action="([^"]*/tasks/[^"]*)"`).FindAllStringSubmatch(page.Body, -1) {
		tasks = append(tasks, m[1])
	}
	return at, tasks
}

func TestATaskOfASiteIsSettledAndPutRight(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	at, tasks := h.newSite(b)
	first, letters := tasks[0], tasks[5]
	b.Post(first, "_version", "1").Is(t, 422, "Choose whether it is done")
	b.Post(first, "_version", "1", "how", "waived", "waived", " ").Is(t, 422, "Say why it is not needed here")
	b.Post(first, append([]string{"_version", "1", "how", "day"}, typed("done", h.Today().AddDays(2))...)...).Is(t, 422, "The day must be today or earlier", `value="`+strconv.Itoa(h.Today().AddDays(2).Day)+`"`)
	b.Post(first, "_version", "1", "how", "day", "done-day", "31", "done-month", "2", "done-year", "2026").Is(t, 422, "Enter a real date")
	b.Post(first, "_version", "1", "how", "today").Leads(t, at)

	b.Get(at).Is(t, 200, "Note a letter of access first", `href="#letters"`, "Nobody is on the delegation log", `href="#log"`)
	b.Post(letters, "_version", "1", "how", "today").Is(t, 422, `href="#how"`, "None is noted for this site")
	b.Post(at+"/letters", append([]string{"letter_name", "A. Field", "letter_kind", "letter"}, fields(typed("from", h.Today()), typed("to", h.Today().AddDays(-1)))...)...).Is(t, 422, "A. Field")
	b.Post(at+"/letters", append([]string{"letter_name", "A. Field", "letter_kind", "letter"}, fields(typed("from", h.Today()), typed("to", h.Today().AddDays(90)))...)...).Leads(t, at)
	b.Post(letters, "_version", "1", "how", "today").Leads(t, at)

	b.Post(letters+"/correct", "_version", "2", "how", "open").Is(t, 422, "Say why it is put right")
	b.Post(letters+"/correct", "_version", "2", "how", "open", "why", "It was the other site").Leads(t, at)
	b.Get(at).Is(t, 200, "Put right on "+h.Today().Long()+" by "+h.Lead.Name+": It was the other site")
	b.Post(letters+"/correct", "_version", "2", "how", "today", "why", "x").Is(t, 409)
	h.as(h.Field).Post(first+"/correct", "_version", "2", "how", "open", "why", "x").Is(t, 404)
}

// Everything that is in the way of a step is told at once, with the day that is.
func TestTheDaysOfASiteAreCompared(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	at, tasks := h.newSite(b)
	early := typed("day", h.now().OpenedOn.AddDays(-3))
	page := b.Post(at+"/state", append([]string{"_version", "1", "state", "open"}, early...)...).Is(t, 422, "Still to do: Site contacted", "The study opened on "+h.now().OpenedOn.Long(), `value="`+strconv.Itoa(h.now().OpenedOn.AddDays(-3).Day)+`"`)
	if n := strings.Count(page.Body, `<li><a href="#`); n < 2 {
		t.Errorf("%d faults are told", n)
	}
	for _, k := range tasks {
		b.Post(k, "_version", "1", "how", "waived", "waived", "Agreed with the sponsor").Leads(t, at)
	}
	b.Post(at+"/state", "_version", "1", "state", "open").Leads(t, at)
	b.Post(at+"/state", append([]string{"_version", "2", "state", "closed"}, early...)...).Is(t, 422, "The site opened on "+h.Today().Long(), "Enter until when the site’s file is kept")
	b.Post(at+"/state", "_version", "2", "state", "archived").Is(t, 422, "Close the site first")
}

func TestAStudyOpensOnItsDay(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	plan := h.base + "/plan"
	id, err := studies.Found(h.Context(), h.DB, h.Lead, keyless, studies.Study{Name: "Later", Title: "A study of next year", Starts: h.Today().AddDays(30)}, "")
	h.OK(err)
	later := "/studies/" + id + "/plan"
	b.Post(later+"/state", "_version", "1", "state", "open").Is(t, 422, "The plan says that the study begins on "+h.Today().AddDays(30).Long(), `value="open" selected`)
	b.Post(later+"/state", "_version", "1", "state", "open", "day-day", "40", "day-month", "1", "day-year", "2026").Is(t, 422, "Enter a real date")
	b.Get(plan).Is(t, 200, "Opened", h.now().OpenedOn.Long())
	version := strconv.Itoa(h.now().Version)
	b.Post(plan+"/change", append([]string{"_version", version, "name", "", "title", "x", "iras", "twelve", "rec", "24/SC/1", "ends-day", "31", "ends-month", "2", "ends-year", "2027"}, typed("starts", h.Today().AddDays(9))...)...).
		Is(t, 422, "Enter a short name", "4 to 7 digits", "two digits, two letters and four digits", "Enter a real date", "The study opened on", "twelve")
}

// A kind of data is not lost because its name is missing, and the fault is at its row.
func TestWhatIsKeptHowLongIsNotLost(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	at := h.base + "/plan/change"
	form := []string{"_version", strconv.Itoa(h.now().Version), "name", "Link workers", "title", "x", "rows", "4", "months-1", "60", "kind-3", "Recordings", "months-3", "many"}
	b.Post(at, form...).Is(t, 422, `href="#kind-1"`, `href="#months-3"`, "Recordings", `value="many"`)
	b.Post(at, append(form, "kind-1", "Transcripts")...).Is(t, 422, `href="#months-3"`, "!Name the kind of data")
}

func TestAnAmendmentIsInForceAfterItWasApproved(t *testing.T) {
	h := open(t)
	h.Clock.Advance(20 * 24 * 3600 * 1e9)
	b := h.as(h.Lead)
	approved := h.Today().AddDays(-5)
	at := b.Post(h.base+"/amendments", append([]string{"number", "AM01", "category", "substantial", "words", "Photographs"}, fields(typed("submitted", approved.AddDays(-9)), typed("approved", approved))...)...).Location
	b.Get(at).Is(t, 200, "Submitted", approved.AddDays(-9).Long(), "Approved", approved.Long())
	b.Post(at+"/sites", append([]string{"site", h.A}, typed("implemented", approved.AddDays(-1))...)...).Is(t, 422, "It was approved on "+approved.Long(), "Note since when")
	b.Post(at+"/sites", append([]string{"site", h.A}, typed("implemented", approved)...)...).Leads(t, at)
	b.Post(h.base+"/amendments", append([]string{"number", "AM01", "category", "", "words", "x"}, fields(typed("submitted", approved), typed("approved", approved.AddDays(-1)))...)...).
		Is(t, 422, "There is an amendment AM01 already", "Choose a category", "It was submitted on "+approved.Long())
}

func TestAVersionIsWhatItSaysItIs(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	at := b.Post(h.base+"/documents", "kind", "protocol", "title", "Protocol", "language", "en").Location
	upload := at + "/upload"
	day := fields(typed("dated", h.Today()), typed("approved", h.Today()))
	b.Send(upload, "body", []byte("PK\x03\x04 a spreadsheet"), append([]string{"number", "1.0"}, day...)...).Is(t, 422, "is not a PDF, whatever its name says", "Choose the document again")
	b.Send(upload, "body", []byte("PK\x03\x04"), append([]string{"number", ""}, fields(typed("dated", h.Today()), typed("approved", h.Today().AddDays(-1)))...)...).
		Is(t, 422, "is not a PDF", "Enter the version", "The document bears the date "+h.Today().Long(), "choose it again: a page cannot keep a file")
	pdf := []byte("%PDF-1.7 the protocol")
	b.Send(upload, "body", pdf, append([]string{"number", "1.0"}, day...)...).Leads(t, at)
	b.Send(upload, "body", pdf, append([]string{"number", "1.1"}, day...)...).Leads(t, at)
	b.Get(at).Is(t, 200, "exactly those of Protocol 1.0")
	form := b.Post(h.base+"/documents", "kind", "consent-form", "title", "For staff", "language", "en").Location
	b.Post(form+"/clauses", append([]string{"rows", "1", "words-0", "I agree", "covers-0", "take-part", "number", ""}, day...)...).Is(t, 422, "Enter the title of the form", "Enter the version", "!Choose a file", "I agree")
}

func TestWhatIsOwedHasItsDay(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	b.Post(h.base+"/plan/commitments", "due-day", "31", "due-month", "2", "due-year", "2026", "whom", "the funder").Is(t, 422, "Choose what is owed", "Enter a real date", "the funder")
	b.Post(h.base+"/events", append([]string{"kind", "deviation", "words", ""}, fields(typed("day", h.Today()), typed("found", h.Today().AddDays(-1)), typed("closed", h.Today().AddDays(-2)))...)...).
		Is(t, 422, "It was found on the day on which it happened or later", "Say what happened", "It was closed on that day or later")
}
