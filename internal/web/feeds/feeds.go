package feeds

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/client"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Path is that of the page, and BodyLimit the size in bytes of the largest form
// that is let in: a file of at most FileLimit and what is around it.
const (
	Path      = "/admin/feeds"
	FileLimit = 8 << 20
	BodyLimit = FileLimit + 1<<20
)

// How a page reads a feed: quicker than a harvest, for somebody waits, and not
// for long.
const (
	limit = 20 * time.Second
	pause = 250 * time.Millisecond
)

// checks lets one feed be asked at a time.
type checks struct {
	allow   []string
	limit   time.Duration
	pause   time.Duration
	running sync.Mutex
}

// Routes of the place. Hosts that are allowed may lie in a private network,
// which a test needs and a served house does not.
func Routes(allow ...string) []visit.Route {
	return routes(&checks{allow: allow, limit: limit, pause: pause})
}

func routes(c *checks) []visit.Route {
	return []visit.Route{
		{Pattern: "GET " + Path, Who: visit.Administrators, Handle: func(v *visit.Visit) error { return form(v, nil) }},
		{Pattern: "POST " + Path, Who: visit.Administrators, Handle: c.post},
	}
}

func form(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "Check a feed", Section: "Administration", Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return v.FormView(page, formPage(v.Fields, visit.Faults(bad)), bad), nil
	})
}

// post checks what was sent and shows the report.
func (c *checks) post(v *visit.Visit) error {
	r, err := c.check(v)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return form(v, bad) })
	}
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "Check of a feed", Section: "Administration", Wide: true, Back: &ui.Link{Text: "Back to the question", Href: Path}}
		return visit.View{Page: page, Body: reportPage(r)}, nil
	})
}

// check reads the form and checks the file or the feed. A fault of either goes
// to its field.
func (c *checks) check(v *visit.Visit) (check.Report, error) {
	sent, err := v.File("file", FileLimit, "A larger one can be checked with: linkwork validate services FILE")
	if err != nil {
		return check.Report{}, err
	}
	o := check.Options{Today: dates.Of(time.Now())}
	address := v.Fields.Text("address")
	switch {
	case sent.Name != "" && address != "":
		return check.Report{}, db.Fault("address", "Give an address or a file, not both")
	case sent.Name != "":
		return ofFile(sent, o)
	case address != "":
		return c.ofFeed(v.Context(), address, o)
	}
	return check.Report{}, db.Fault("address", "Enter the address of a feed, or choose a file")
}

func ofFile(sent visit.Sent, o check.Options) (check.Report, error) {
	r, err := check.File(bytes.NewReader(sent.Body), sent.Name, o)
	if err != nil {
		return r, db.Fault("file", "This cannot be read: "+err.Error())
	}
	return r, nil
}

// ofFeed asks a feed for as long as somebody would wait.
func (c *checks) ofFeed(ctx context.Context, address string, o check.Options) (r check.Report, err error) {
	if !c.running.TryLock() {
		return r, db.Fault("address", "Another feed is being checked just now. Try again in half a minute")
	}
	defer c.running.Unlock()
	reader, err := client.New(address, client.Options{Pause: c.pause, MaxWait: 5 * time.Second, Allow: c.allow})
	if err == nil {
		bounded, cancel := context.WithTimeout(ctx, c.limit)
		defer cancel()
		r, err = check.Feed(bounded, reader, o)
	}
	if known, ok := errors.AsType[*client.Fault](err); ok {
		return r, db.Fault("address", known.Sentence())
	}
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return r, db.Fault("address", fmt.Sprintf("The address did not answer within %d seconds", int(c.limit.Seconds())))
	}
	return r, err
}
