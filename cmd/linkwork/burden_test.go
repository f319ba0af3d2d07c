package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/web/webtest"
)

// meter counts what a person does on the way through a task: each click or
// choice, each box typed into, each key beside the words themselves.
type meter struct {
	*webtest.Page
	clicks, fields, keys int
}

func (m *meter) click(what string)       { m.clicks++; m.Click(what) }
func (m *meter) choose(what string)      { m.clicks++; m.Choose(what) }
func (m *meter) submit(button string)    { m.clicks++; m.Submit(button) }
func (m *meter) fill(what, words string) { m.fields++; m.Fill(what, words) }
func (m *meter) press(keys ...string)    { m.keys += len(keys); m.Press(keys...) }
func (m *meter) actions() int            { return m.clicks + m.fields }

// follow clicks the first link of the page whose address has a part.
func (m *meter) follow(part string) {
	m.click(`[href="` + webtest.Eval[string](m.Page, `document.querySelector('main a[href*="`+part+`"]').getAttribute('href')`) + `"]`)
}

// task is one thing that link workers do many times a week.
type task struct {
	name string
	goal int // actions that the product promises
	do   func(*journey, *meter)
}

func noAnswer(_ *journey, m *meter) {
	m.Go("/day")
	m.follow("means=no-answer")
	m.submit("Save contact")
	m.See("Contact recorded")
}

var tasks = []task{
	{"Planned call, from My day to saved", 4, func(_ *journey, m *meter) {
		m.Go("/day")
		m.follow("/contacts/new?appointment=")
		m.fill("words", "Spoke about the week. The bus is the trouble. Will ask about the car scheme.")
		m.submit("Save contact")
		m.See("Contact recorded")
	}},
	{"No answer, from My day to saved", 2, noAnswer},
	{"Keep-in-touch check-in, from My day to saved", 2, func(_ *journey, m *meter) {
		m.Go("/day")
		m.follow("/check-in?")
		m.submit("Save check-in")
	}},
	{"Onward referral, after finding the service", 4, func(j *journey, m *meter) {
		m.Go(j.person + "/find")
		m.follow("/connect/")
		m.choose("Yes, today in person")
		m.submit("Continue")
		m.submit("Send referral")
		m.See("Sent, not opened yet")
	}},
	{"Four wellbeing questions asked by staff", 5, func(j *journey, m *meter) {
		m.Go(j.person + "/wellbeing/ask")
		webtest.Eval[bool](m.Page, `document.querySelector('.lw-scale input').focus() || true`)
		for i, digit := range []string{"6", "7", "5", "3"} {
			if i > 0 {
				m.press("Tab")
			}
			m.press(digit)
			m.fields++
		}
		m.submit("Save answers")
		m.See("Satisfied")
	}},
	{"Copying for the practice's record", 1, func(j *journey, m *meter) {
		m.Go(j.person + "/contacts")
		m.click(`[data-copy]`)
		m.See("Copied")
	}},
	{"Closing, without the letter", 6, func(j *journey, m *meter) {
		m.Go(j.person + "/close")
		m.choose("Goals met")
		m.choose("Achieved")
		m.choose("We talked about ending")
		m.choose("I have looked at risk and safety")
		m.submit("Close and write the letter")
		m.See("Letter to the practice")
	}},
}

// TestBurden measures the tasks in a browser and fails when one takes more than
// docs/burden.md says. With LINKWORK_TEST_BURDEN=write it writes that page.
func TestBurden(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	j.worker = j.be("link-worker")
	j.person = "/people/" + j.one(t, `SELECT c.person_id FROM cases c WHERE c.worker_id = $1 AND c.state = 'engaged'
		AND NOT EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL)
		AND (SELECT count(*) FROM goals g WHERE g.case_id = c.id) = 1
		AND EXISTS (SELECT 1 FROM people p WHERE p.id = c.person_id AND p.practice_id IS NOT NULL)
		AND EXISTS (SELECT 1 FROM practice_entries e WHERE e.person_id = c.person_id AND e.copied_at IS NULL)
		ORDER BY c.opened_at LIMIT 1`, j.cast.LinkWorker)
	var rows []string
	promised := promises(t)
	for _, task := range tasks {
		m := &meter{Page: j.worker}
		task.do(j, m)
		rows = append(rows, fmt.Sprintf("| %s | %d | %d | %d | %d | %d |", task.name, task.goal, m.actions(), m.clicks, m.fields, m.keys))
		if limit, known := promised[task.name]; !known || m.actions() > limit.actions || m.keys > limit.keys {
			if os.Getenv("LINKWORK_TEST_BURDEN") != "write" {
				t.Errorf("%s: %d actions and %d keys, docs/burden.md says %+v", task.name, m.actions(), m.keys, limit)
			}
		}
		if m.actions() > task.goal {
			t.Errorf("%s takes %d actions, %d are promised", task.name, m.actions(), task.goal)
		}
	}
	if os.Getenv("LINKWORK_TEST_BURDEN") == "write" {
		if err := os.WriteFile(burdenPage, []byte(burdenHead+strings.Join(rows, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	j.worker.NoTroubles()
}

const burdenPage = "../../docs/burden.md"

const burdenHead = `# What everyday tasks cost

A browser test does each task on the demonstration as a link worker would and counts. ` + "`make burden`" + ` writes this page anew; the tests fail when a task comes to take more than stands here, or more than was promised.

An **action** is a click, a choice or a box that is typed into; keys beside the words themselves (such as Tab) are counted apart.

| task | promised actions | actions | clicks and choices | boxes | other keys |
| --- | --- | --- | --- | --- | --- |
`

type limit struct{ actions, keys int }

// promises reads what the page says now.
func promises(t *testing.T) map[string]limit {
	t.Helper()
	text, err := os.ReadFile(burdenPage)
	if err != nil && os.Getenv("LINKWORK_TEST_BURDEN") != "write" {
		t.Fatal(err)
	}
	all := make(map[string]limit)
	for _, row := range regexp.MustCompile(`(?m)^\| (.+?) \| \d+ \| (\d+) \| \d+ \| \d+ \| (\d+) \|$`).FindAllStringSubmatch(string(text), -1) {
		actions, _ := strconv.Atoi(row[2])
		keys, _ := strconv.Atoi(row[3])
		all[row[1]] = limit{actions, keys}
	}
	return all
}
