package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/web/webtest"
)

// recorded counts the contacts that say these words.
func (s show) recorded(t testing.TB, words string) (n int) {
	read(t, s.db, func(r *db.Snapshot) error {
		all, err := db.List(r, text, `SELECT id FROM contacts WHERE words = $1`, words)
		n = len(all)
		return err
	})
	return n
}

const onTheRoad = "Met at the bus stop.\nNo signal here."

// TestAContactWaitsForTheNetwork writes one where there is none.
func TestAContactWaitsForTheNetwork(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	p.Width(320)
	p.Go("/people/" + j.cast.Person + "/contacts/new")
	p.Offline(true)
	p.See("There is no connection. Go on writing")
	p.Fill("words", onTheRoad)
	p.Tap("Save contact")
	p.See("Not sent yet: there is no connection")
	p.Tap("Try now")
	p.See("Not sent yet: there is no connection")
	words := webtest.Eval[string](p, `document.querySelector('[name=words]').value`)
	if kept := webtest.Eval[int](p, `localStorage.length + sessionStorage.length`); kept != 0 || words != onTheRoad {
		t.Errorf("%d things in the browser's storage; the box says %q", kept, words)
	}
	p.Axe()
	p.Width(320)
	p.ShotNow("contact-without-network-320")
	sent := strings.ReplaceAll(onTheRoad, "\n", "\r\n")
	if n := j.recorded(t, sent); n != 0 {
		t.Errorf("%d recorded without a network", n)
	}
	p.Offline(false)
	p.See("Contact recorded.")
	if n := j.recorded(t, sent); n != 1 {
		t.Errorf("recorded %d times", n)
	}
}

// TestAnAnswerLostOnTheWayActsOnce lets the form arrive and its answer get lost.
func TestAnAnswerLostOnTheWayActsOnce(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	p.Go("/people/" + j.cast.Person + "/contacts/new")
	p.Fill("words", "Heard twice, written once.")
	webtest.Eval[bool](p, `(real => {
		let lost = 1
		window.fetch = async (...asked) => {
			const answer = await real(...asked)
			if (String(asked[0]).includes('/contacts/new') && lost-- > 0) throw new TypeError('gone')
			return answer
		}
		return true
	})(window.fetch)`)
	p.Tap("Save contact")
	p.See("Not sent yet: there is no connection")
	if n := j.recorded(t, "Heard twice, written once."); n != 1 {
		t.Fatalf("recorded %d times before the second try", n)
	}
	p.Tap("Try now")
	p.See("Contact recorded.")
	if n := j.recorded(t, "Heard twice, written once."); n != 1 {
		t.Errorf("recorded %d times", n)
	}
}

// TestWhatWaitsCanBeChangedAndFaultsAreShown has second thoughts without a
// network, and a fault that only the server finds.
func TestWhatWaitsCanBeChangedAndFaultsAreShown(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	p.Go("/people/" + j.cast.Person + "/contacts/new")
	p.Offline(true)
	p.Fill("words", "First thought.")
	p.Tap("Save contact")
	p.See("Not sent yet: there is no connection")
	p.Tap("Change it first")
	p.Fill("words", "")
	p.Offline(false)
	p.See("The connection is back.")
	time.Sleep(time.Second) // the button takes a second press within a second for a slip
	p.Submit("Save contact")
	p.See("Write what happened")
	p.Fill("words", "Second thought.")
	p.Submit("Save and find a service")
	p.See("Contact recorded.")
	if !strings.HasSuffix(p.Path(), "/find") {
		t.Errorf("the button that was pressed is forgotten: %s", p.Path())
	}
	if first, second := j.recorded(t, "First thought."), j.recorded(t, "Second thought."); first != 0 || second != 1 {
		t.Errorf("recorded %d and %d times", first, second)
	}
}

// TestAContactIsWrittenWithOneHand measures the page at the width of a small phone.
func TestAContactIsWrittenWithOneHand(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	p.Go("/people/" + j.cast.Person + "/contacts/new")
	p.Width(320)
	small := webtest.Eval[[]string](p, `[...document.querySelectorAll('main form :is(input:not([type=hidden]), textarea, select, button, summary)')]
		.filter(e => e.checkVisibility()).map(e => ({ e, box: e.getBoundingClientRect() }))
		.filter(({ box }) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
		.map(({ e, box }) => Math.round(box.width) + ' x ' + Math.round(box.height) + ' ' + (e.name || e.textContent.trim()))`)
	for _, s := range small {
		t.Error("smaller than a thumb:", s)
	}
	for _, y := range []int{0, 400} {
		webtest.Eval[bool](p, `(scrollTo(0, `+strconv.Itoa(y)+`), true)`)
		if bottom := webtest.Eval[float64](p, `[...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Save contact').getBoundingClientRect().bottom`); bottom > 900 {
			t.Errorf("scrolled by %d, the button is out of reach: its lower edge at %v", y, bottom)
		}
	}
	under := webtest.Eval[string](p, `[...document.querySelectorAll('main form :is(input[type=radio], textarea, select)')].filter(e => e.checkVisibility()).find(e => {
		e.focus()
		const box = e.getBoundingClientRect(), bar = document.querySelector('.lw-save').getBoundingClientRect()
		return !document.querySelector('.lw-save').contains(e) && Math.min(box.bottom, box.top + 60) > bar.top
	})?.name ?? ''`)
	if under != "" {
		t.Errorf("with the focus, %s is under the bar", under)
	}
}

// TestWithoutScriptsTheContactPageSaysWhatItCannotDo also saves.
func TestWithoutScriptsTheContactPageSaysWhatItCannotDo(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t), bare: true}
	p := j.be("link-worker")
	p.Go("/people/" + j.cast.Person + "/contacts/new")
	p.See("the page cannot wait for a connection")
	p.Fill("words", "Saved without a script.")
	p.Submit("Save contact")
	p.See("Contact recorded.")
}

// TestTheDaySheetTellsPaperLittle prints the day of the worker.
func TestTheDaySheetTellsPaperLittle(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	p.Go("/day/sheet")
	shown(p, "day-sheet")
	p.See("Room 4")
	p.See("Bring")
	p.See("Large-print form for the bus pass")
	p.See("Not asked about voicemail: leave none.")
	p.Print(true)
	p.See("Confidential.")
	var met []record
	read(t, j.db, func(r *db.Snapshot) (err error) {
		met, err = db.List(r, func(s db.Scanner) (x record, err error) {
			err = s.Scan(&x.person, &x.id)
			return
		}, `SELECT DISTINCT p.id, p.family FROM appointments a JOIN people p ON p.id = a.person_id WHERE a.account_id = $1 AND a.note <> ''`, j.cast.LinkWorker)
		return err
	})
	for _, person := range met {
		if strings.Contains(p.Text("main"), person.id) {
			t.Errorf("the paper says the whole name of %s", person.id)
		}
		if j.one(t, `SELECT page FROM (SELECT act AS page FROM audit WHERE person_id = $1 AND act = 'Day sheet' LIMIT 1) seen`, person.person) == "" {
			t.Error("no row on the trail")
		}
	}
	if len(met) < 2 {
		t.Errorf("%d people with something to bring", len(met))
	}
	for _, secret := range []string{"Risk to know", "999 ", "Born"} {
		if strings.Contains(p.Text("main"), secret) {
			t.Errorf("the paper says %q", secret)
		}
	}
	p.ShotNow("day-sheet-printed")
	p.Print(false)
	p.Go("/day/sheet?day=2026-01-03")
	p.See("No appointments planned on this day.")
	p.Go("/day/sheet?day=not-a-day")
	p.See("Room 4")
}

// TestATemplateGoesAfterWhatWasTyped adds one with scripts and one without.
func TestATemplateGoesAfterWhatWasTyped(t *testing.T) {
	s, b := startDemo(t), webtest.Start(t)
	for _, bare := range []bool{false, true} {
		j := &journey{t: t, show: s, browser: b, bare: bare}
		p := j.be("link-worker")
		p.Go("/people/" + j.cast.Person + "/contacts/new")
		p.Fill("words", "Met in the park.")
		p.Choose("Text message")
		p.Click("Start from a template")
		p.Select("Template", "First conversation")
		p.Submit("Add the words")
		if words := p.Value("words"); !strings.HasPrefix(words, "Met in the park.\n\nWhat a good week looks like:") {
			t.Errorf("scripts %v: the box says %q", !bare, words)
		}
		if !webtest.Eval[bool](p, `document.querySelector('[name=means][value=text]').checked`) {
			t.Error("what was chosen is forgotten")
		}
		p.Submit("Save contact")
		p.See("Contact recorded.")
	}
}

// TestOtherFormsWaitForTheNetworkToo sends a check-in and an informal talk from
// where there is none.
func TestOtherFormsWaitForTheNetworkToo(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("link-worker")
	count := func(query string) (n int) {
		read(t, j.db, func(r *db.Snapshot) error {
			all, err := db.List(r, text, query)
			n = len(all)
			return err
		})
		return n
	}
	held := "/people/" + j.one(t, `SELECT h.person_id || '/holding/' || h.id FROM holdings h JOIN cases c ON c.id = h.case_id
		WHERE c.worker_id = $1 AND h.ended_on IS NULL ORDER BY h.id LIMIT 1`, j.cast.LinkWorker)
	for _, form := range []struct{ page, button, query string }{
		{held + "/check-in", "Save check-in", `SELECT id FROM contacts WHERE words = 'Plodding on, out of reach.'`},
		{"/outreach/informal/new", "Keep it", `SELECT id FROM informal_contacts WHERE words = 'Plodding on, out of reach.'`},
	} {
		p.Go(form.page)
		if strings.HasPrefix(form.page, "/outreach") {
			p.Choose("Walked in")
			p.Choose("We talked")
			p.Click("Place, minutes, what it was about, a few words")
		}
		p.Fill("words", "Plodding on, out of reach.")
		p.Offline(true)
		p.Tap(form.button)
		p.See("Not sent yet: there is no connection")
		if n := count(form.query); n != 0 {
			t.Errorf("%s: %d kept without a network", form.page, n)
		}
		p.Offline(false)
		for end := time.Now().Add(30 * time.Second); count(form.query) == 0 && time.Now().Before(end); {
			time.Sleep(200 * time.Millisecond) // the page goes on by itself: it is not to be looked at meanwhile
		}
		time.Sleep(time.Second)
		if n := count(form.query); n != 1 {
			t.Errorf("%s: kept %d times", form.page, n)
		}
	}
}
