package sources

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// open serves the place, with an administrator.
func open(t *testing.T) (h *housetest.House, site *housetest.Site) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, Routes())
}

const evil = `<script>alert(1)</script>`

// feed answers with services, some of which cannot be taken.
func feed(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `{"version":"HSDS-UK-3.0"}`)
		case "/services":
			fmt.Fprintf(w, `{"total_items":3,"total_pages":1,"last_page":true,"contents":[
				{"id":"1","name":"Harbour walk %s","status":"active","schedules":[{"id":"s","byday":"MO"}]},
				{"id":"2","status":"active"},
				{"id":"3","name":"Knit and natter","status":"active","url":"javascript:alert(1)"}]}`, evil)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func work(t *testing.T, h *housetest.House) {
	t.Helper()
	if err := jobs.NewRunner(h.DB, harvest.Handlers(h.DB, harvest.Options{Allow: []string{"127.0.0.1"}})).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, h *housetest.House) (names []string) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		result, err := directory.New().Search(r, directory.Query{}, directory.Page{Size: 100})
		for _, hit := range result.Hits {
			names = append(names, hit.Service.Name)
		}
		return err
	})
	return names
}

func TestAFeedIsAddedLookedAtAndTakenIn(t *testing.T) {
	h, site := open(t)
	before := len(found(t, h))
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.Check()
	p.Shot("sources")
	p.Click("Add a feed")
	p.Submit("Add and look")
	p.See("Say in a few words whose feed it is")
	p.Check()
	p.Shot("feed-fault")
	p.Fill("Whose list is it?", "Harbour council")
	p.Fill("Address of the feed", feed(t))
	p.Submit("Add and look")
	p.See("nothing is taken in yet")
	p.Check()
	p.Shot("reading-begun")
	work(t, h)
	p.Click("look again")
	p.See("Harbour walk " + evil)
	p.See("Would be new")
	p.See("is not a web address")
	p.Check()
	p.Shot("reading-dry")
	if len(found(t, h)) != before {
		t.Error("a look took something in")
	}
	p.Submit("Take it in")
	work(t, h)
	p.Click("look again")
	p.See("Done")
	if len(found(t, h)) != before+2 {
		t.Errorf("%v", found(t, h))
	}
	p.Click("Harbour council")
	p.See("name")
	p.See("is missing")
	p.Check()
	p.Shot("source")
}

func TestASpreadsheetIsMatchedLookedAtAndTakenIn(t *testing.T) {
	h, site := open(t)
	before := len(found(t, h))
	file := filepath.Join(t.TempDir(), "groups.csv")
	if err := os.WriteFile(file, []byte("Group,Where,Postcode,Day,Starts,Internal notes\nKnit and natter,The hall,QX1 1AA,Tuesday,10:00,do not tell\nWalking group,,QX2,Sunday,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(FilePath)
	p.Submit("Continue")
	p.See("Choose a file")
	p.Check()
	p.Shot("bring-fault")
	p.Fill("Whose list is it?", "Village groups")
	p.Attach("file", file)
	p.Submit("Continue")
	p.See("2 lines")
	p.Check()
	p.Shot("match")
	p.Submit("See what would change")
	p.See("Say which column holds the name of the service")
	p.Select("Group", "Name")
	p.Select("Where", "Name of the place")
	p.Submit("See what would change")
	p.See("Knit and natter")
	p.Check()
	p.Shot("match-dry")
	if len(found(t, h)) != before {
		t.Error("a look took something in")
	}
	p.Submit("Take it in")
	p.See("Taken in.")
	if names := found(t, h); len(names) != before+2 || strings.Contains(fmt.Sprint(names), "do not tell") {
		t.Errorf("%v", names)
	}
}

func TestASourceIsLookedAtFirst(t *testing.T) {
	h, site := open(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		_, err := directory.AddSource(tx, directory.Source{ID: "council", Title: "Harbour council"})
		return err
	})
	review := func() (yes bool) {
		dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
			s, err := directory.GetSource(r, "council")
			yes = s.Review
			return err
		})
		return yes
	}
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(hrefOf("council"))
	p.Choose("Yes, an administrator approves each change")
	p.Check()
	p.Submit("Save")
	if p.See("Saved"); !review() {
		t.Error("not stored")
	}
	p.Untick("Yes, an administrator approves each change")
	p.Submit("Save")
	if p.See("Saved"); review() {
		t.Error("not taken back")
	}
}

func TestWordsForTheSameThing(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(wordsPath)
	p.Check()
	p.Shot("words")
	p.Fill("A new group", "zumba")
	p.Submit("Add")
	p.See("Enter two words or more")
	p.Check()
	p.Shot("words-fault")
	p.Fill("A new group", "natter, knit and natter")
	p.Submit("Add")
	p.See("natter, knit and natter (yours)")
	p.Click("natter, knit and natter (yours)")
	p.Submit("Take away natter")
	p.See("Taken away")
	p.DontSee("knit and natter")
	site.As(h.Worker).Get(wordsPath).Is(t, 404)
	site.As(h.Stranger).Post(wordsPath, "group", "nothing", "do", "remove").Is(t, 404)
}

func TestOnlyAdministratorsSeeSources(t *testing.T) {
	h, site := open(t)
	for _, path := range []string{Path, Path + "/feed", FilePath} {
		site.As(h.Worker).Get(path).Is(t, 404)
	}
	site.Browser().Get(Path).Leads(t, "/login")
	b := site.As(h.Stranger)
	for _, path := range []string{"/of/nobody", "/readings/nobody", "/file/nobody"} {
		b.Get(Path+path).Is(t, 404)
	}
	h.Unchanged(t, func() {
		b.Post(Path+"/feed", "title", "X", "address", "ftp://x").Is(t, 422)
		b.Post(FilePath, "title", "X").Is(t, 422)
	})
}
