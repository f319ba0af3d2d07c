package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// canary takes the person with the rare particulars through the house, without
// a browser's scripts.
type canary struct {
	show
	*testing.T
	by     map[string]*surfer
	person string
}

func newCanary(t *testing.T, s show) *canary {
	c := &canary{show: s, T: t, by: map[string]*surfer{}}
	for _, role := range parts {
		c.by[role] = s.as(t, role)
	}
	for _, name := range []string{"organisation", "phone"} {
		c.by[name] = surf(t, s.url)
	}
	return c
}

// send fills in the form of a page that goes to an address and sends it.
func (c *canary) send(role, page, action string, pairs ...string) answer {
	c.Helper()
	for _, f := range c.by[role].get(page).forms(c.T) {
		if f.action == action {
			return c.sendForm(role, f, pairs...)
		}
	}
	c.Fatalf("%s has no form to %s", page, action)
	return answer{}
}

func (c *canary) sendForm(role string, f form, pairs ...string) answer {
	fields := f.fill(canaryWords, false)
	for i := 0; i < len(pairs); i += 2 {
		fields[pairs[i]] = strings.Split(pairs[i+1], "|")
	}
	return c.by[role].post(f.action, fields)
}

// done sends a form that must be taken.
func (c *canary) done(role, page, action string, pairs ...string) answer {
	c.Helper()
	got := c.send(role, page, action, pairs...)
	if got.status != http.StatusSeeOther {
		c.Fatalf("%s was not taken: %d %.3000s", action, got.status, got.text(c.T))
	}
	return got
}

func (c *canary) journey() {
	c.done("practice", "/refer", "/refer", "given", canaryGiven, "family", canaryFamily, "birth_date-day", "1", "birth_date-month", "2", "birth_date-year", "1950",
		"nhs_number", canaryNumber, "phone", canaryPhone, "email", canaryEmail, "postcode", canaryPostcode, "contact_by", "email")
	sent := c.follow("practice", "/refer/sent", canaryFamily)
	inbox := c.follow("link-worker", "/referrals", canaryFamily)
	c.done("link-worker", inbox, inbox+"/decide", "decision", "more", "words_more", canaryWords)
	c.done("practice", sent, sent+"/answer")
	got := c.done("link-worker", inbox, inbox+"/decide", "decision", "take-on", "worker", c.cast.LinkWorker)
	c.person = got.location
	if !strings.HasPrefix(c.person, "/people/") {
		c.Fatalf("taken on: %s", c.person)
	}
	for _, page := range []string{"/contacts/new", "/wellbeing/ask", "/appointment", "/holding"} {
		c.send("link-worker", c.person+page, c.person+page, "next", "none", "when", "today")
	}
	c.done("link-worker", c.person+"/plan", c.person+"/plan/matters")
	c.done("link-worker", c.person+"/plan", c.person+"/plan/goals", "due-day", "", "due-month", "", "due-year", "")
	c.connect()
	c.answerAlone()
	c.done("link-worker", c.person+"/letters/new", c.person+"/letters/new", "ask", "none", "asks", "", "then", "send")
	c.by["link-worker"].get(c.follow("practice", "/refer/letters", canaryFamily))
	for role, b := range c.by {
		b.crawl(3, nothing, append(c.firstPages(role), "/help")...)
	}
}

// follow finds the link with these words on a page.
func (c *canary) follow(role, page, words string) string {
	c.Helper()
	got := c.by[role].get(page)
	for n := range got.tree(c.T).Descendants() {
		if n.Data == "a" && strings.Contains(content(n), words) {
			u, err := url.Parse(attr(n, "href"))
			if err != nil {
				c.Fatal(err)
			}
			c.by[role].get(u.Path)
			return u.Path
		}
	}
	c.Fatalf("%s has no link %q", page, words)
	return ""
}

func (c *canary) latest(purpose string) string {
	j := journey{t: c.T, show: c.show}
	return j.latest(purpose)
}

// connect refers the person on, and the organisation answers by its link.
func (c *canary) connect() {
	asked := c.done("link-worker", c.person+"/find", c.person+"/find", "words", "lunch club", "outcode", "", "age", "", "miles", "", "needs", "", "only", "", "language", "")
	found := c.by["link-worker"].get(asked.location)
	path := ""
	for _, link := range found.links(c.T) {
		if strings.Contains(link, "/connect/") && path == "" {
			path, _, _ = strings.Cut(link, "?")
		}
	}
	if path == "" {
		c.Fatalf("no service was found: %d %.3000s", found.status, found.text(c.T))
	}
	preview := c.send("link-worker", path, path, "kind", "referred", "share", "name|phone|email", "step", "")
	for _, f := range preview.forms(c.T) {
		if f.action == path {
			if got := c.sendForm("link-worker", f); got.status != http.StatusSeeOther {
				c.Fatalf("the referral onward: %d %.3000s", got.status, got.text(c.T))
			}
		}
	}
	link := strings.TrimPrefix(link.FindString(c.latest("referral-onward")), c.url)
	c.done("organisation", link, link+"/code")
	c.done("organisation", link+"?code=sent", link+"/confirm", "code", digits.FindString(c.latest("referral-code")))
	c.done("organisation", link, link)
}

// answerAlone is the person answering questions by the link they got.
func (c *canary) answerAlone() {
	c.done("link-worker", c.person+"/wellbeing/link?instrument=ons4", c.person+"/wellbeing/link")
	link := strings.TrimPrefix(link.FindString(c.latest("asking")), c.url)
	got := c.done("phone", link, link+"/check", "year", "1950")
	for range 4 {
		for _, f := range c.by["phone"].get(got.location).forms(c.T) {
			got = c.sendForm("phone", f)
		}
	}
}

// mistakes are what goes wrong in ordinary use: forms with faults, searches,
// addresses that there are not, and bodies that cannot be read.
func (c *canary) mistakes() {
	c.send("practice", "/refer", "/refer", "given", canaryGiven, "family", "", "nhs_number", "123", "phone", canaryPhone)
	c.send("link-worker", "/day", "/people/search", "q", canaryGiven+" "+canaryFamily)
	c.send("link-worker", c.person+"/details/edit", c.person+"/details/edit", "_version", "0", "address", canaryWords)
	c.by[""].post("/login", url.Values{"email": {canaryEmail}, "password": {canaryWords}})
	c.by["link-worker"].post(c.person+"/contacts/new", url.Values{"words": {canaryWords + "\x00"}})
	c.by["link-worker"].post("/drafts/contact."+strings.TrimPrefix(c.person, "/people/"), url.Values{"words": {canaryWords}})
	r, err := http.NewRequestWithContext(c.Context(), http.MethodPost, c.url+"/fhir/R4", strings.NewReader(`{"resourceType":"Bundle","type":"`+canaryWords+`"}`))
	if err != nil {
		c.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+canaryFamily)
	if got, err := http.DefaultClient.Do(r); err == nil {
		got.Body.Close()
	}
}
