package feeds

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// open serves the place, with an administrator.
func open(t *testing.T, limit time.Duration, allow ...string) (h *housetest.House, site *housetest.Site) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, routes(&checks{allow: allow, limit: limit, pause: -1}))
}

const (
	evil    = `<script>alert(1)</script>`
	service = `{"id":"%d","name":"Harbour walk %[1]d ` + evil + `","status":"open","description":"We walk.","email":"walk at saltmere","url":"` + evil + `",
		"schedules":[{"id":"6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d","opens_at":"12:00","closes_at":"09:00"}]}`
)

// feed answers with services of which everything is wrong; the page after the
// last waits for ever if it is slow.
func feed(t *testing.T, slow bool) (address string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case slow && r.URL.Query().Get("page") == "2":
			<-r.Context().Done()
		case r.URL.Path == "/":
			fmt.Fprintf(w, `{"version":"HSDS-UK-3.0 %s"}`, evil)
		case r.URL.Path == "/services":
			fmt.Fprintf(w, `{"total_items":40,"total_pages":2,"last_page":%v,"contents":[%s]}`, !slow, many(12))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func many(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(service, i))
	}
	return strings.Join(all, ",")
}

func TestAFeedIsCheckedInABrowser(t *testing.T) {
	h, site := open(t, limit, "127.0.0.1")
	address := feed(t, false)
	file := filepath.Join(t.TempDir(), "saltmere.json")
	if err := os.WriteFile(file, []byte("["+many(12)+"]"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.Check()
	p.Shot("feeds")
	p.Submit("Check")
	p.See("Enter the address of a feed, or choose a file")
	p.Check()
	p.Shot("feeds-fault")
	p.Fill("Address of the feed", address)
	p.Submit("Check")
	p.See("Use one of: active, inactive, defunct, temporarily closed")
	p.See("Score 14 of 100")
	p.See(evil) // as words
	p.Check()
	p.Shot("feed")
	p.Click("Check another")
	p.Attach("file", file)
	p.Submit("Check")
	p.See("saltmere.json")
	p.See("It closes before it opens")
	p.Check()
	p.Shot("feed-file")
}

// A zip of tables is checked line by line.
func TestAPackageIsCheckedInABrowser(t *testing.T) {
	h, site := open(t, limit)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.Attach("file", pack(t, map[string]string{}))
	p.Submit("Check")
	p.See("This cannot be read: saltmere.zip has no tables in it: a package has files like services.csv")
	p.Check()
	p.Attach("file", pack(t, map[string]string{
		"services.csv":          "id,organization_id,name,status\n1,7,Harbour walk,active\n2,7,\"Choir,active\n",
		"regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n1,1,Monday,25:00,26:00\n2,9,Tuesday,12:00,10:00\n",
	}))
	p.Submit("Check")
	p.See("HSDS 1 or 2")
	p.See("a quotation mark is opened and not closed; the line is left out")
	p.See("It refers to an organisation, and the package has no table of those")
	p.See("line 2, id 1: 25:00")
	p.Check()
	p.Shot("feed-package")
}

// pack writes a zip of files and returns its path.
func pack(t *testing.T, files map[string]string) (path string) {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, body := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path = filepath.Join(t.TempDir(), "saltmere.zip")
	if err := errors.Join(w.Close(), os.WriteFile(path, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFeedIsCheckedWithoutScripts(t *testing.T) {
	h, site := open(t, limit, "127.0.0.1")
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.Fill("Address of the feed", feed(t, false))
	p.Submit("Check")
	p.See("Services that tell least")
}

func TestOnlyAdministratorsCheckFeeds(t *testing.T) {
	h, site := open(t, limit)
	site.As(h.Worker).Get(Path).Is(t, 404)
	site.As(h.Worker).Post(Path, "address", "https://directory.example").Is(t, 404)
	site.Browser().Get(Path).Leads(t, "/login")
	h.Unchanged(t, func() { site.As(h.Stranger).Post(Path, "address", "ftp://directory.example").Is(t, 422) })
}

func TestWhatCannotBeReadIsSaidAtItsField(t *testing.T) {
	h, site := open(t, limit)
	b := site.As(h.Stranger)
	inside := feed(t, false)
	for address, words := range map[string]string{
		"directory.example":               "it must begin with https:// or http://",
		"ftp://directory.example":         "it must begin with https:// or http://",
		"https://me:secret@x.example":     "it must not hold a name or a password",
		inside:                            "leads into a private network",
		"http://169.254.169.254/latest":   "leads into a private network",
		"http://[::ffff:127.0.0.1]/":      "leads into a private network",
		"javascript:alert(1)//" + evil:    "it must begin with https:// or http://",
		"http://localhost:6379/\r\nFLUSH": "it cannot be read",
	} {
		b.Post(Path, "address", address).Is(t, 422, words, "!The address The")
	}
	if page := b.Post(Path, "address", evil).Is(t, 422, evil); strings.Contains(page.Raw, evil) {
		t.Error("what was typed came back as markup")
	}
}

func TestAFeedThatIsTooLargeForAPageIsSaidToBe(t *testing.T) {
	h, site := open(t, 2*time.Second, "127.0.0.1")
	b := site.As(h.Stranger)
	b.Post(Path, "address", feed(t, true)).Is(t, 200, "The time was up after 12 services", "A feed that is too large for a page", "linkwork validate services")
	silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(silent.Close)
	b.Post(Path, "address", silent.URL).Is(t, 422, "The address did not answer within 2 seconds")
}

func TestOneFeedAtATime(t *testing.T) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	c := &checks{allow: []string{"127.0.0.1"}, limit: limit, pause: -1}
	site := h.Serve(t, routes(c))
	c.running.Lock()
	b := site.As(h.Stranger)
	b.Post(Path, "address", feed(t, false)).Is(t, 422, "Another feed is being checked just now")
	c.running.Unlock()
	b.Post(Path, "address", feed(t, false)).Is(t, 200, "Follows the standard")
}

// upload sends a file as a browser does.
func upload(t *testing.T, site *housetest.Site, h *housetest.House, name, body, address string) (status int, page string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	begun, err := client.Get(site.URL + "/begin/" + h.Stranger.AccountID)
	if err != nil {
		t.Fatal(err)
	}
	begun.Body.Close()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte(body))
	w.WriteField("address", address)
	w.Close()
	got, err := client.Post(site.URL+Path, w.FormDataContentType(), &form)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	var out bytes.Buffer
	out.ReadFrom(got.Body)
	return got.StatusCode, out.String()
}

func TestFilesThatAreSent(t *testing.T) {
	h, site := open(t, limit)
	for what, c := range map[string]struct {
		name, body, address string
		status              int
		words               string
	}{
		"a list":        {"a.json", "[" + many(2) + "]", "", 200, "Follows the standard"},
		"a path":        {`../../etc/` + evil + `.json`, "[" + many(1) + "]", "", 200, "Follows the standard"},
		"a web page":    {"a.json", "<html>", "", 422, "a.json is a web page, not data"},
		"nothing":       {"a.json", "", "", 422, "a.json is empty"},
		"both":          {"a.json", "[]", "https://directory.example", 422, "not both"},
		"no file":       {"", "", "", 422, "Enter the address of a feed, or choose a file"},
		"an empty list": {"a.json", "[]", "", 200, "Not checked"},
	} {
		status, page := upload(t, site, h, c.name, c.body, c.address)
		if status != c.status || !strings.Contains(page, c.words) || strings.Contains(page, evil) {
			t.Errorf("%s: status %d, no %q", what, status, c.words)
		}
	}
}
