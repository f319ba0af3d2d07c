package messages_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

const token = "a-token-of-thirty-two-characters"

// post is what a gateway was asked to carry.
type post struct{ ID, To, Text, Authorization, Key string }

// gateway is a real HTTP server that can be told to misbehave. Like a real one
// it keeps what it takes by id, so that a repeat is one text.
type gateway struct {
	mu    sync.Mutex
	url   string
	asked []post
	taken map[string]int // how often each id was taken

	drop   bool          // takes the text and closes the connection without an answer
	delay  time.Duration // before it answers
	status int           // instead of taking it
	body   string        // of the answer
	to     string        // redirects there
}

func newGateway(t testing.TB) *gateway {
	g := &gateway{taken: make(map[string]int)}
	server := httptest.NewServer(g)
	g.url = server.URL
	t.Cleanup(server.Close)
	return g
}

func (g *gateway) be(how func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	how()
}

func (g *gateway) requests() []post {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.asked
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var p post
	err := json.NewDecoder(r.Body).Decode(&p)
	p.Authorization, p.Key = r.Header.Get("Authorization"), r.Header.Get("Idempotency-Key")
	g.mu.Lock()
	g.asked = append(g.asked, p)
	drop, delay, status, body, to := g.drop, g.delay, g.status, g.body, g.to
	if status == 0 {
		g.taken[p.ID]++
	}
	g.mu.Unlock()
	switch {
	case err != nil:
		w.WriteHeader(http.StatusBadRequest)
	case drop:
		panic(http.ErrAbortHandler)
	case to != "":
		http.Redirect(w, r, to, http.StatusTemporaryRedirect)
	case status != 0:
		w.WriteHeader(status)
		w.Write([]byte(body))
	default:
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusAccepted)
	}
}

func eachGateway(t *testing.T, test func(o *office, g *gateway)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := newGateway(t)
		texter, err := messages.NewTexter(messages.Gateway{Address: g.url + "/messages", Token: token, Timeout: 300 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		sender := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.SMS: texter})
		test(&office{t, d, nil, jobs.NewRunner(d, sender.Handlers())}, g)
	})
}

var aText = messages.Message{Channel: messages.SMS, To: "07700 900 982", Text: "Zażółć. Open {secret}", Secret: "https://linkwork.example/w/abc", Purpose: "measures"}

func TestATextArrivesOnce(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		id := o.queue(aText)
		for range 3 {
			if err := o.later(time.Hour); err != nil {
				o.Fatal(err)
			}
		}
		want := post{ID: id, To: "+447700900982", Text: "Zażółć. Open https://linkwork.example/w/abc", Authorization: "Bearer " + token, Key: id}
		if got := g.requests(); len(got) != 1 || got[0] != want {
			o.Errorf("got %+v", got)
		}
		if e := o.entry(id); e.State != messages.Sent || e.Attempts != 1 || e.Secret != "" {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestATextRefusedForGood(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		for _, c := range []struct {
			status     int
			body, note string
		}{
			{400, `{"why": "not a mobile\u0000 number\n\u202e"}`, "not a mobile number"},
			{422, "<html>no</html>", "answered 422"},
			{404, `{"why": "` + strings.Repeat("x", 9000) + `"}`, "answered 404"},
		} {
			g.be(func() { g.status, g.body = c.status, c.body })
			id := o.queue(aText)
			if err := o.later(0); err != nil {
				o.Fatal(err)
			}
			if e := o.entry(id); e.State != messages.Failed || !strings.Contains(e.Note, c.note) || len(e.Note) > 300 || e.Attempts != 1 {
				o.Errorf("%d: entry %+v", c.status, e)
			}
		}
	})
}

func TestATextIsTriedAgainWhenTheGatewaySaysLater(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		for _, status := range []int{429, 503, 401, 403} {
			g.be(func() { g.status = status })
			id := o.queue(aText)
			for range 4 { // more often than copies may be made: none was
				if err := o.later(8 * time.Hour); err == nil {
					o.Fatalf("%d: no error", status)
				}
			}
			if e := o.entry(id); e.State != messages.Queued || e.Attempts != 4 {
				o.Errorf("%d: entry %+v", status, e)
			}
			g.be(func() { g.status = 0 })
			if err := o.later(8 * time.Hour); err != nil || o.entry(id).State != messages.Sent {
				o.Errorf("%d: not sent: %v", status, err)
			}
		}
	})
}

func TestAtMostThreeCopiesOfAText(t *testing.T) {
	for name, misbehave := range map[string]func(g *gateway){
		"drops":    func(g *gateway) { g.drop = true },
		"delays":   func(g *gateway) { g.delay = time.Minute },
		"500":      func(g *gateway) { g.status = 500 },
		"502":      func(g *gateway) { g.status = 502 },
		"informed": func(g *gateway) { g.status = 599 },
	} {
		t.Run(name, func(t *testing.T) {
			eachGateway(t, func(o *office, g *gateway) {
				g.be(func() { misbehave(g) })
				id := o.queue(aText)
				for range 6 {
					o.later(8 * time.Hour)
				}
				got := g.requests()
				if len(got) != 3 {
					o.Fatalf("asked %d times", len(got))
				}
				for _, p := range got {
					if p.ID != id || p.Key != id {
						o.Error("another id")
					}
				}
				if e := o.entry(id); e.State != messages.Failed || e.Attempts != 3 {
					o.Errorf("entry %+v", e)
				}
			})
		})
	}
}

func TestATextWaitsWhileNobodyListens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		closed := httptest.NewServer(http.NotFoundHandler())
		closed.Close()
		texter, err := messages.NewTexter(messages.Gateway{Address: closed.URL, Token: token})
		if err != nil {
			t.Fatal(err)
		}
		o := &office{t, d, nil, jobs.NewRunner(d, messages.NewSender(d, map[messages.Channel]messages.Transport{messages.SMS: texter}).Handlers())}
		id := o.queue(aText)
		for range 5 {
			if err := o.later(8 * time.Hour); err == nil || errors.Is(err, messages.ErrUnknown) {
				t.Fatalf("got %v", err)
			}
		}
		if e := o.entry(id); e.State != messages.Queued || e.Attempts != 5 {
			t.Errorf("entry %+v", e)
		}
	})
}

func TestATokenGoesNowhereElse(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		other := newGateway(o)
		g.be(func() { g.to = other.url })
		id := o.queue(aText)
		if err := o.later(0); err == nil {
			o.Error("no error")
		}
		if len(other.requests()) != 0 {
			o.Error("followed")
		}
		if e := o.entry(id); e.State != messages.Queued {
			o.Errorf("entry %+v", e)
		}
	})
}

func TestWhereAGatewayMayBe(t *testing.T) {
	for _, c := range []struct {
		address, token string
		ok             bool
	}{
		{"https://sms.example.org/messages", token, true},
		{"http://127.0.0.1:4000/messages", token, true},
		{"http://localhost:4000", token, true},
		{"http://sms.example.org/messages", token, false},
		{"https://user:word@sms.example.org", token, false},
		{"ftp://127.0.0.1", token, false},
		{"sms.example.org", token, false},
		{"https://sms.example.org/messages", "short", false},
		{"https://sms.example.org/messages", "with a line\nbreak in the middle", false},
	} {
		if _, err := messages.NewTexter(messages.Gateway{Address: c.address, Token: c.token}); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func (o *office) told(id string, delivered bool, why string) error {
	return o.db.Write(o.Context(), func(tx *db.Tx) error { return messages.Told(tx, id, delivered, why) })
}

func TestWhatAGatewayTells(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		sent, other := o.queue(aText), o.queue(aText)
		if err := o.later(0); err != nil {
			o.Fatal(err)
		}
		check := func(id string, want messages.State) {
			o.Helper()
			if e := o.entry(id); e.State != want {
				o.Errorf("want %s, got %+v", want, e)
			}
		}
		for range 2 {
			if err := o.told(sent, false, "switched off\nfor days"); err != nil {
				o.Fatal(err)
			}
			check(sent, messages.Failed)
		}
		if note := o.entry(sent).Note; note != "It did not arrive: switched off for days" {
			o.Errorf("note %q", note)
		}
		for range 2 {
			if err := o.told(sent, true, ""); err != nil {
				o.Fatal(err)
			}
			check(sent, messages.Delivered)
		}
		if err := o.told(sent, false, "late news"); err != nil {
			o.Fatal(err)
		}
		check(sent, messages.Delivered)
		check(other, messages.Sent)

		waits := aText
		waits.NotBefore = dbtest.Start.Add(1000 * time.Hour)
		mail := hello
		for _, id := range []string{o.queue(waits), o.queue(mail), "nobody"} {
			if err := o.told(id, true, ""); !errors.Is(err, db.ErrNotFound) {
				o.Errorf("%s: %v", id, err)
			}
		}
	})
}

// A gateway may tell that a text was delivered before its answer to us is
// written down, or where that answer was lost.
func TestNewsThatComesBeforeTheAnswer(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		g.be(func() { g.drop = true })
		id := o.queue(aText)
		o.later(0)
		if e := o.entry(id); e.State != messages.Queued || e.Attempts != 1 {
			o.Fatalf("entry %+v", e)
		}
		if err := o.told(id, true, ""); err != nil {
			o.Fatal(err)
		}
		for range 3 {
			o.later(8 * time.Hour)
		}
		if e := o.entry(id); e.State != messages.Delivered || len(g.requests()) != 1 {
			o.Errorf("asked %d times, %+v", len(g.requests()), e)
		}
	})
}

func TestHowLongATextIs(t *testing.T) {
	for _, c := range []struct {
		text string
		want messages.Length
	}{
		{"", messages.Length{Characters: 0, Parts: 1}},
		{strings.Repeat("a", 160), messages.Length{Characters: 160, Parts: 1}},
		{strings.Repeat("a", 161), messages.Length{Characters: 161, Parts: 2}},
		{strings.Repeat("a", 306), messages.Length{Characters: 306, Parts: 2}},
		{strings.Repeat("a", 307), messages.Length{Characters: 307, Parts: 3}},
		{strings.Repeat("€", 80), messages.Length{Characters: 80, Parts: 1}},
		{strings.Repeat("€", 81), messages.Length{Characters: 81, Parts: 2}},
		// 152 letters and a euro sign, which is not divided: 153 places do not hold them.
		{strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), messages.Length{Characters: 305, Parts: 3}},
		{strings.Repeat("ż", 70), messages.Length{Characters: 70, Parts: 1, Wide: true}},
		{strings.Repeat("ż", 71), messages.Length{Characters: 71, Parts: 2, Wide: true}},
		{strings.Repeat("👋", 35), messages.Length{Characters: 35, Parts: 1, Wide: true}},
		{strings.Repeat("👋", 36), messages.Length{Characters: 36, Parts: 2, Wide: true}},
		{"It’s", messages.Length{Characters: 4, Parts: 1, Wide: true}},
	} {
		if got := messages.LengthOf(c.text); got != c.want {
			t.Errorf("%.20q…: got %+v, want %+v", c.text, got, c.want)
		}
	}
}

func TestOneWayToAPersonCanBeStopped(t *testing.T) {
	eachGateway(t, func(o *office, g *gateway) {
		theirs, about, other, mail := aText, aText, aText, hello
		theirs.PersonID, theirs.ToPerson = "person-1", true
		about.PersonID = "person-1"
		other.PersonID, other.ToPerson = "person-2", true
		mail.PersonID, mail.ToPerson = "person-1", true
		a, b, c, d := o.queue(theirs), o.queue(about), o.queue(other), o.queue(mail)
		dbtest.Write(o, o.db, func(tx *db.Tx) error {
			n, err := messages.StopBy(tx, "person-1", messages.SMS)
			if n != 1 {
				o.Errorf("stopped %d", n)
			}
			return err
		})
		for id, want := range map[string]messages.State{a: messages.Stopped, b: messages.Queued, c: messages.Queued, d: messages.Queued} {
			if e := o.entry(id); e.State != want {
				o.Errorf("want %s: %+v", want, e)
			}
		}
	})
}
