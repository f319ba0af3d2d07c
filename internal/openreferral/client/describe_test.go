package client

import (
	"fmt"
	"net/http"
	"testing"

	"linkwork/internal/openreferral/standard"
)

func TestWhatIsDeclaredAndWhatIsSeen(t *testing.T) {
	const (
		v3    = `{"total_items":1,"contents":[{"id":"1","name":"Walk"}]}`
		v1    = `{"totalElements":1,"totalPages":1,"number":1,"first":true,"last":true,"content":[{"id":"1","eligibilitys":[]}]}`
		html  = `<!doctype html><p>Welcome to our directory of services</p>`
		about = `{"version":"%s","profile":"%s","openapi_url":"https://directory.example/openapi.json"}`
		uk    = "https://github.com/OpenReferralUK/uk-profile"
	)
	for what, c := range map[string]struct {
		base, services string
		declared, seen standard.Standard
	}{
		"UK":                         {fmt.Sprintf(about, "HSDS-UK-3.0", uk), v3, standard.ORUK3, standard.ORUK3},
		"V3":                         {fmt.Sprintf(about, "V3", ""), v3, standard.ORUK3, standard.ORUK3},
		"HSDS":                       {fmt.Sprintf(about, "3.0", "https://profile.example"), v3, standard.HSDS30, standard.ORUK3},
		"a number":                   {`{"version":3.0}`, v3, standard.ORUK3, standard.ORUK3},
		"HSDS 3.1":                   {fmt.Sprintf(about, "3.1", ""), `{"total_items":1,"contents":[{"id":"1","capacities":[]}]}`, standard.HSDS31, standard.HSDS31},
		"1.0":                        {html, v1, "", standard.ORUK1},
		"1.0 with contents":          {html, `{"totalElements":0,"contents":[]}`, "", standard.ORUK1},
		"says 3.0, is 1.0":           {fmt.Sprintf(about, "3.0", uk), v1, standard.ORUK3, standard.ORUK1},
		"1.0 as a list":              {html, `[{"id":"1","service_taxonomys":[]}]`, "", ""},
		"a web page":                 {html, html, "", ""},
		"nothing":                    {"", "", "", ""},
		"an unknown version":         {fmt.Sprintf(about, "latest", uk), v3, "", standard.ORUK3},
		"no version":                 {`{}`, v3, "", standard.ORUK3},
		"other names":                {`{}`, `{"total_items":1,"items":[{"id":"1"}]}`, "", ""},
		"an empty page":              {`[]`, `{"contents":[]}`, "", ""},
		"a service in place of both": {`{"id":"1"}`, `{"id":"1"}`, "", ""},
	} {
		reader := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/services" {
				fmt.Fprint(w, c.services)
			} else {
				fmt.Fprint(w, c.base)
			}
		})
		d, err := reader.Describe(t.Context())
		if err != nil || d.Declared.Standard != c.declared || d.Seen.Standard != c.seen {
			t.Errorf("%s: declared %q, seen %q by %v: %v", what, d.Declared.Standard, d.Seen.Standard, d.Seen.Marks, err)
		}
		if (d.SeenErr != nil) != (c.services == html || c.services == "") {
			t.Errorf("%s: %v", what, d.SeenErr)
		}
	}
}
