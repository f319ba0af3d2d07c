package visit_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/web/visit"
)

func TestAFileIsReadWithItsForm(t *testing.T) {
	sent := func(name, body string) *visit.Visit {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		if err := form.WriteField("title", "A\x00list"); err != nil {
			t.Fatal(err)
		}
		part, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write([]byte(body))
		}
		if err == nil {
			err = form.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", "/", &b)
		r.Header.Set("Content-Type", form.FormDataContentType())
		return &visit.Visit{R: r}
	}
	v := sent("list.csv", "a,b")
	f, err := v.NeedFile("file", 3, "")
	if err != nil || f.Name != "list.csv" || string(f.Body) != "a,b" || v.Fields.Get("title") != "A\uFFFDlist" {
		t.Errorf("%q %q %v %v", f.Name, f.Body, err, v.Fields)
	}
	_, err = sent("list.csv", strings.Repeat("x", 1<<20+1)).File("file", 1<<20, "Cut it in two")
	castest.Refused(t, err, "file")
	if !strings.Contains(err.Error(), "smaller than 1 MB. Cut it in two") {
		t.Error(err)
	}
	for _, none := range []*visit.Visit{sent("", ""), {R: httptest.NewRequest("POST", "/", strings.NewReader("a=b"))}} {
		if f, err := none.File("file", 3, ""); f.Name != "" || err != nil {
			t.Errorf("%q %v", f.Name, err)
		}
		_, err := none.NeedFile("file", 3, "")
		castest.Refused(t, err, "file")
	}
}
