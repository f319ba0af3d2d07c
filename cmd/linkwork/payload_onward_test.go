package main

import (
	"net/http"
	"net/url"
	"strings"

	"linkwork/internal/db"
)

// Hostile texts that go on to others: back to the practice, to an organisation
// by its link, and in the letter.

// joined puts as many texts together as a longer field takes.
func joined(all []payload) string {
	var text strings.Builder
	for _, p := range all {
		if !p.loose && text.Len()+len(p.text) < 900 {
			text.WriteString(p.text + "\n")
		}
	}
	return text.String()
}

// submit fills in the form of a page that goes to an address, changes fields,
// and sends it.
func (g *siege) submit(role, page, action, words string, with url.Values) answer {
	g.Helper()
	for _, f := range g.by[role].get(page).forms(g.T) {
		if f.action == action {
			return g.send(role, f, words, with)
		}
	}
	g.Fatalf("%s has no form to %s", page, action)
	return answer{}
}

func (g *siege) send(role string, f form, words string, with url.Values) answer {
	fields := f.fill(words, true)
	for name, values := range with {
		fields[name] = values
	}
	got := g.by[role].post(f.action, fields)
	g.look(f.action, got, words)
	return got
}

// askMore lets the worker ask the practice for more and the practice answer.
func (g *siege) askMore(all []payload) {
	words := all[3].text
	var id string
	read(g, g.db, func(r *db.Snapshot) (err error) {
		id, err = db.One(r, text, `SELECT id FROM referrals WHERE practice_id = $1 AND state = 'received' ORDER BY received_at DESC LIMIT 1`, g.cast.PracticeID)
		return err
	})
	page := "/referrals/" + id
	g.submit("link-worker", page, page+"/decide", words, url.Values{"decision": {"more"}})
	sent := "/refer/sent/" + id
	g.look(sent, g.by["practice"].get(sent), words)
	g.submit("practice", sent, sent+"/answer", words, nil)
	g.mustShow("link-worker", page, words)
	g.mustShow("practice", sent, words)
}

// connect refers the person on with a hostile note; the organisation reads it
// by its link and answers with another.
func (g *siege) connect(all []payload) {
	words := joined(all)
	var service string
	read(g, g.db, func(r *db.Snapshot) (err error) {
		service, err = db.One(r, text, `SELECT id FROM services WHERE email <> '' AND status = 'active' AND id NOT IN
			(SELECT service_id FROM connections WHERE person_id = $1) ORDER BY id LIMIT 1`, g.cast.Person)
		return err
	})
	path := g.person + "/connect/" + service
	got := g.submit("link-worker", path, path, words, url.Values{"kind": {"referred"}})
	for range 3 {
		if got.status == http.StatusSeeOther {
			break
		}
		f := g.again(got, path)
		if f == nil {
			g.Fatalf("connecting: %d %s", got.status, got.text(g.T))
		}
		got = g.by["link-worker"].post(path, f.fill(words, false))
		g.look(path, got, words)
	}
	org := link.FindString(g.latest("referral-onward"))
	g.by["org"] = surf(g.T, g.url)
	org = strings.TrimPrefix(org, g.url)
	g.submit("org", org, org+"/code", "", nil)
	g.submit("org", org+"?code=sent", org+"/confirm", "", url.Values{"code": {digits.FindString(g.latest("referral-code"))}})
	page := g.by["org"].get(org)
	for _, f := range page.forms(g.T) {
		if f.action == org+"/open" {
			g.by["org"].post(f.action, f.fields)
		}
	}
	g.mustShow("org", org, words)
	g.submit("org", org, org, words, nil)
	g.mustShow("link-worker", g.person+"/connections", words)
}

// sendLetter sends a letter of hostile texts; the practice reads it.
func (g *siege) sendLetter(all []payload) {
	words := joined(all)
	path := g.person + "/letters/new"
	got := g.submit("link-worker", path, path, words, url.Values{"ask": {"asks"}, "then": {"send"}})
	if got.status != http.StatusSeeOther {
		g.Fatalf("the letter was not sent: %d %s", got.status, got.text(g.T))
	}
	g.mustShow("link-worker", got.location, words)
	g.mustShow("practice", "/refer/letters/"+got.location[strings.LastIndex(got.location, "/")+1:], words)
}

func (g *siege) mustShow(role, page, words string) {
	g.Helper()
	got := g.by[role].get(page)
	g.look(page, got, words)
	root := got.tree(g.T)
	for line := range strings.Lines(words) {
		if got.status != http.StatusOK || !shows(root, line) {
			g.Errorf("%s as %s does not show %q: %d", page, role, line, got.status)
		}
	}
}

// latest is the newest message for a purpose.
func (g *siege) latest(purpose string) string {
	j := journey{t: g.T, show: g.show}
	return j.latest(purpose)
}
