package visit_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/visit"
)

func TestAFileIsSentToWhoMayHaveIt(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, []visit.Route{{Pattern: "GET /interview/{owner}/{id}", Who: visit.Public, Handle: func(v *visit.Visit) error {
		return v.SendFile(func(r *db.Snapshot) (files.File, error) {
			return files.Get(r, files.Owner{Kind: "interview", ID: v.Path("owner")}, v.Path("id"))
		})
	}}})
	body := bytes.Repeat([]byte("<script>alert(1)</script> "), 20_000)
	kept, err := h.Files.Take(t.Context(), files.Incoming{By: "asha", Name: "Gespräch \"1\".html", MediaType: "text/html", Most: 1 << 20}, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return files.Attach(tx, "asha", kept.ID, files.Owner{Kind: "interview", ID: "a"}, time.Time{})
	})
	get := func(path, part string) (*http.Response, []byte) {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, site.URL+"/interview/"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if part != "" {
			r.Header.Set("Range", part)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		got, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, got
	}
	whole, got := get("a/"+kept.ID, "")
	if whole.StatusCode != http.StatusOK || !bytes.Equal(got, body) {
		t.Errorf("%s, %d bytes", whole.Status, len(got))
	}
	for name, want := range map[string]string{"Content-Type": "text/html", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "attachment; filename*=utf-8''Gespr%C3%A4ch%20%221%22.html"} {
		if got := whole.Header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if part, got := get("a/"+kept.ID, "bytes=300000-300099"); part.StatusCode != http.StatusPartialContent || !bytes.Equal(got, body[300_000:300_100]) {
		t.Errorf("a part: %s, %d bytes", part.Status, len(got))
	}
	_, missing := get("a/nothing", "")
	for _, path := range []string{"b/" + kept.ID, "a/..%2f" + kept.ID, "a/%00", "a/" + kept.ID + "%00", "a/%c0%ae%c0%ae", "a/" + strings.ToUpper(kept.ID)} {
		answer, got := get(path, "")
		if answer.StatusCode != http.StatusNotFound || !bytes.Equal(got, missing) {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
}
