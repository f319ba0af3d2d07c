package builder_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/web/webtest"
)

func TestAManagerMakesAFormInABrowser(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/admin/forms")
	p.Click("New form")
	p.Submit("Begin the form")
	p.See("Enter a title")
	p.Check()
	p.Fill("Title", "A warm home")
	p.Submit("Begin the form")
	p.See("Nothing is asked yet")
	form := p.Path()
	p.Check()
	p.Click("Add a question")
	p.Check()
	p.Shot("form-kinds")
	p.Click("Several choices")
	p.Fill("Question", "What would help at home?")
	p.Fill("Choices", "money = Money\ncompany = Company")
	seeInPreview(t, p, "What would help at home?", "Company")
	p.Check()
	p.Shot("form-new-question")
	p.Fill("[name=when]", "later ==")
	p.Fill("[name=name]", "help")
	p.Submit("Save question")
	p.See("There is a problem")
	p.Check()
	p.Shot("form-question-fault")
	p.Fill("[name=when]", "")
	p.Submit("Save question")
	p.See("Added.")
	p.Shot("form-question")
	p.Click("Add a question after it")
	p.Click("Words")
	p.Fill("Question", "Whom do you miss?")
	p.Fill("[name=when]", "has(help, 'company')")
	p.Click("What formulas can say here")
	p.See("has(help, 'money')")
	p.Check()
	p.Shot("form-formulas")
	p.Submit("Save question")
	p.Click("Back to the form")
	p.Check()
	p.Shot("form-outline")
	p.Click("Title, introduction and languages")
	p.Fill("Introduction (optional)", "The warm homes team asks. It takes two minutes.")
	p.Fill("Languages", "en, cy")
	p.Submit("Save")
	p.Click("What would help at home?")
	p.See("Choices, Welsh")
	p.Check()
	p.Shot("form-question-languages")
	p.Click("Back to the form")
	p.Click("Try it")
	p.Check()
	p.Choose("Money")
	p.Shot("form-try")
	p.Submit("Continue")
	p.See("The end")
	p.See("Whom do you miss?")
	p.Check()
	p.Shot("form-try-end")
	p.Click("Back")
	p.Choose("Company")
	p.Submit("Continue")
	p.See("Whom do you miss?")
	p.Click("Back")
	p.Go(form + "/paper")
	p.See("Only if question 1 includes “Company”.")
	p.Check()
	p.Shot("form-paper")
	p.Click("Back to the form")
	p.Click("Publish…")
	p.Check()
	p.Submit("Publish edition 1")
	p.See("Published.")
	p.Click("Editions")
	p.Check()
	p.Click("Edition 1")
	p.Check()
	p.Shot("form-edition")
	p.Go(form + "/give")
	p.Check()
	p.Shot("form-give")
	p.Go("/admin/forms/bring")
	p.Submit("Bring this form")
	p.See("Choose a file")
	p.Check()
	p.Go("/admin/forms")
	p.Check()
	p.Shot("forms")
	p.Width(320)
	for _, page := range []string{"", "/add", "/items/help", "/paper", "/try", "/try/end"} {
		p.Go(form + page)
		p.NoSidewaysScroll()
	}
	p.Width(1280)
	p.Go(form + "/items/help/remove")
	p.Check()
	p.Submit("Remove")
	p.See("Keep “help”")
	p.Check()
	p.NoTroubles()
}

// seeInPreview waits until the question stands beside the form as it was typed.
func seeInPreview(t *testing.T, p *webtest.Page, words ...string) {
	t.Helper()
	for range 50 {
		all := true
		for _, w := range words {
			all = all && strings.Contains(p.Text("#preview"), w)
		}
		if all {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("beside the form stands %q", p.Text("#preview"))
}

func TestAFormIsMadeWithoutAScript(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/admin/forms/new")
	p.Fill("Title", "A warm home")
	p.Submit("Begin the form")
	p.Click("Add a question")
	p.Click("Consent clause")
	p.Fill("Clause to say yes or no to", "You may visit me at home")
	p.Submit("Save question")
	if seen := p.Text("#preview"); !strings.Contains(seen, "You may visit me at home") {
		t.Errorf("beside the form stands %q", seen)
	}
}

func TestAFormOnPaperCanBeFilledInWithAPen(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/admin/forms/new")
	p.Fill("Title", "A warm home")
	p.Submit("Begin the form")
	form := p.Path()
	for _, q := range []struct {
		kind, asks string
		fill       [][2]string
		choose     []string
	}{
		{"single", "Where do you live?", [][2]string{{"Choices", "In a flat that is let by somebody who lives in the same house and who has the keys to it, with or without a garden of its own\nIn a house"}}, []string{"May be declined"}},
		{"scale", "How warm is it?", [][2]string{{"What the lowest number means (optional)", "Icy"}, {"What the highest number means (optional)", "As warm as we like"}, {"Lowest number", "0"}, {"Highest number", "10"}}, []string{"May be declined"}},
		{"number", "How many rooms?", nil, nil},
		{"date", "Since when?", nil, nil},
		{"text", "What did you try?", nil, []string{"May be declined", "Has room for several lines"}},
		{"photo", "A picture of the boiler", nil, nil},
	} {
		p.Go(form + "/add?kind=" + q.kind)
		p.Fill("Question", q.asks)
		for _, f := range q.fill {
			p.Fill(f[0], f[1])
		}
		for _, c := range q.choose {
			p.Choose(c)
		}
		p.Submit("Save question")
	}
	p.Go(form + "/paper")
	p.Check()
	p.Shot("paper")
	p.Print(true)
	p.Width(673) // A4 between its margins
	p.ShotNow("paper-print")
	if faults := webtest.Eval[[]string](p, unwritable); len(faults) > 0 {
		t.Error(faults)
	}
	paper := p.Paper()
	for _, words := range []string{"Name or number", "Date", "Day", "0 is Icy. 10 is As warm as we like.", "1 / "} {
		if !strings.Contains(paper, words) {
			t.Errorf("%q is not on paper: %s", words, paper)
		}
	}
	for _, words := range []string{"Confidential", "Printed"} {
		if strings.Contains(paper, words) {
			t.Errorf("%q is on paper", words)
		}
	}
	if dir := os.Getenv("LINKWORK_TEST_SHOTS"); dir != "" {
		os.WriteFile(dir+"/paper.pdf", p.PDF(), 0o644)
	}
}

// unwritable lists what somebody with a pen could not use: lines that are not
// printed, a scale in two rows, a box above its own words, and declining above
// the room to write.
const unwritable = `(() => {
	const faults = []
	const rooms = [...document.querySelectorAll('.lw-writing-line, .lw-paper__room')]
	if (rooms.length !== 9) faults.push(rooms.length + ' places to write')
	for (const r of rooms) if (parseFloat(getComputedStyle(r).borderBottomWidth) < 1 || r.getBoundingClientRect().height < 25) faults.push('no line: ' + r.outerHTML)
	const tops = new Set([...document.querySelectorAll('.lw-paper__boxes--row li')].map((l) => Math.round(l.getBoundingClientRect().top)))
	if ([...document.querySelectorAll('.lw-paper__boxes--row li')].some((l) => l.getBoundingClientRect().height > 30)) faults.push('a number is broken')
	if (tops.size !== 1) faults.push('the scale has ' + tops.size + ' rows')
	const last = rooms[rooms.length - 1]
	if (last.parentElement.lastElementChild.innerText !== 'I would rather not say') faults.push('declining stands above the lines')
	const words = document.createRange()
	words.selectNodeContents(document.querySelector('.lw-paper__boxes li'))
	const starts = new Set([...words.getClientRects()].map((r) => Math.round(r.left)))
	if (words.getClientRects().length < 2 || starts.size !== 1) faults.push('a long choice begins at ' + [...starts])
	return faults
})()`

// Beside the form, as on the pages of staff, a scale stands in a column that is
// much narrower than the window.
func TestTheKeysOfAScaleHaveRoomInEveryColumn(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/admin/forms/new")
	p.Fill("Title", "A warm home")
	p.Submit("Begin the form")
	form := p.Path()
	p.Go(form + "/add?kind=scale")
	p.Fill("Question", "How warm is it?")
	p.Fill("What the lowest number means (optional)", "Icy")
	p.Fill("What the highest number means (optional)", "Warm")
	p.Fill("Lowest number", "0")
	p.Fill("Highest number", "10")
	p.Choose("May be declined")
	p.Fill("[name=name]", "warmth")
	p.Submit("Save question")
	for _, page := range []string{form + "/items/warmth", form + "/try"} {
		p.Go(page)
		for _, px := range []int{320, 375, 700, 900, 1280} {
			p.Width(px)
			for _, fault := range webtest.Eval[[]string](p, cramped) {
				t.Errorf("%s at %d px: %s", page, px, fault)
			}
			p.ShotNow("scale" + strings.ReplaceAll(strings.TrimPrefix(page, form), "/", "-") + "-" + strconv.Itoa(px))
		}
	}
}

// cramped lists keys that are too small to press, break their words or lie over
// one another.
const cramped = `(() => {
	const keys = [...document.querySelectorAll('.lw-scale label')].map((l) => ({ words: l.innerText, box: l.getBoundingClientRect() }))
	const faults = keys.length === 12 ? [] : [keys.length + ' keys']
	keys.forEach(({ words, box }, n) => {
		if (box.width < 44 || box.height > 90) faults.push(words + ' is ' + Math.round(box.width) + ' by ' + Math.round(box.height))
		keys.slice(0, n).forEach((k) => {
			if (k.box.left < box.right - 1 && box.left < k.box.right - 1 && k.box.top < box.bottom - 1 && box.top < k.box.bottom - 1) faults.push(words + ' lies over ' + k.words)
		})
	})
	return faults
})()`
