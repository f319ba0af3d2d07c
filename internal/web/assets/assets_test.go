package assets

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadHashesEverything(t *testing.T) {
	one := read(fstest.MapFS{"dist/app.css": {Data: []byte("a{}")}, "dist/.gitkeep": {}})
	two := read(fstest.MapFS{"dist/app.css": {Data: []byte("a{}")}, "dist/images/x.svg": {Data: []byte("<svg/>")}})
	if len(one.files) != 1 || len(two.files) != 2 || one.hash == two.hash {
		t.Errorf("sets %v and %v", one, two)
	}
	if two.files["images/x.svg"].kind != "image/svg+xml" {
		t.Error("an icon has the wrong type")
	}
	if read(fstest.MapFS{"dist/.gitkeep": {}}).files == nil {
		t.Error("no files")
	}
}

func TestServing(t *testing.T) {
	if !Built() {
		t.Skip("no assets in this build: run make assets")
	}
	get := func(path string, zipped bool) *http.Response {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		if zipped {
			r.Header.Set("Accept-Encoding", "gzip, br")
		}
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, r)
		return w.Result()
	}
	res := get(Path("app.css"), true)
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	plain, _ := Read("app.css")
	if err != nil || string(body) != string(plain) {
		t.Errorf("the style sheet changed on its way: %v", err)
	}
	if c := res.Header.Get("Cache-Control"); !strings.Contains(c, "immutable") {
		t.Errorf("Cache-Control %q", c)
	}
	if c := get("/assets/old/app.js", false).Header.Get("Cache-Control"); c != "no-cache" {
		t.Errorf("a page from before an upgrade gets Cache-Control %q", c)
	}
	for _, p := range []string{Path("nothing"), "/assets/", "/assets/../go.mod"} {
		if s := get(p, false).StatusCode; s != http.StatusNotFound {
			t.Errorf("%s answers %d", p, s)
		}
	}
	if _, err := Read("nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading nothing: %v", err)
	}
}

// The style sheet asks nobody else for anything, and names a font itself.
func TestStyleSheetIsOurOwn(t *testing.T) {
	css, err := Read("app.css")
	if err != nil {
		t.Skip("no assets in this build: run make assets")
	}
	for _, bad := range []string{"http:", "https:", "Frutiger", "@font-face", "@import"} {
		if strings.Contains(string(css), bad) {
			t.Errorf("the style sheet contains %q", bad)
		}
	}
	if !strings.Contains(string(css), "html{font-family:Arial") {
		t.Error("the style sheet sets no font for the page")
	}
	for _, part := range strings.Split(string(css), `url("`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if strings.HasPrefix(name, "data:") {
			continue
		}
		if _, err := Read(name); err != nil {
			t.Errorf("the style sheet wants %s: %v", name, err)
		}
	}
}
