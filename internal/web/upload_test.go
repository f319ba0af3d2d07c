package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/web"
	"linkwork/internal/web/feeds"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/visit"
)

// TestFilesAreLetInUpToTheirLimit sends files to the whole site: what is larger
// than a form may be comes to the page, which says its own limit, and what is
// far larger is refused at the door.
func TestFilesAreLetInUpToTheirLimit(t *testing.T) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	server := httptest.NewServer(web.Handler(h.House, nil, []visit.Route{housetest.Begin}, nil, nil))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	begun, err := browser.Get(server.URL + "/begin/" + h.Stranger.AccountID)
	if err != nil {
		t.Fatal(err)
	}
	begun.Body.Close()
	for size, want := range map[int]struct {
		status int
		words  string
	}{
		2 << 20:                 {http.StatusOK, "Follows the standard"},
		feeds.FileLimit + 100:   {http.StatusUnprocessableEntity, "The file must be smaller than 8 MB"},
		feeds.BodyLimit + 1<<20: {http.StatusRequestEntityTooLarge, "8 MB"},
	} {
		body, kind := attached(t, `[{"id":"`+strings.Repeat("1", size-20)+`"}]`)
		got, err := browser.Post(server.URL+feeds.Path, kind, body)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := io.ReadAll(got.Body)
		got.Body.Close()
		if got.StatusCode != want.status || !strings.Contains(string(page), want.words) || len(page) > 100_000 {
			t.Errorf("%d bytes: status %d, %d bytes back", size, got.StatusCode, len(page))
		}
	}
}

// attached is a form with a file.
func attached(t *testing.T, text string) (body io.Reader, kind string) {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &form, w.FormDataContentType()
}
