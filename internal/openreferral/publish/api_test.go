package publish

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/taxonomies"
)

// mixed fills a feed with services that differ in what can be asked for.
func (f feed) mixed(n int) {
	f.t.Helper()
	var records []string
	for i := 1; i <= n; i++ {
		days, more := []string{"MO", "TU", "SU"}[i%3], ""
		if i%2 == 0 {
			more += fmt.Sprintf(`,"minimum_age":%d`, i%5*10)
		}
		if i%5 == 0 {
			more += fmt.Sprintf(`,"maximum_age":%d`, 50+i%4*10)
		}
		more += fmt.Sprintf(`,"schedules":[{"id":%q,"freq":"WEEKLY","byday":%q,"opens_at":"%02d:00","closes_at":"%02d:30"}]`, idOf(1000+i), days, 9+i%4, 11+i%4)
		more += fmt.Sprintf(`,"organization":{"id":%q,"name":"Org %d","description":"o"}`, idOf(2000+i%3), i%3)
		more += fmt.Sprintf(`,"attributes":[{"id":%q,"taxonomy_term":{"id":%q,"name":"Topic %d","description":"t","taxonomy_id":%q,"taxonomy":"T"}}]`, idOf(3000+i), idOf(4000+i%4), i%4, idOf(5000+i%2))
		if i%3 != 0 {
			more += fmt.Sprintf(`,"service_at_locations":[{"id":%q,"location":{"id":%q,"location_type":"physical","latitude":%f,"longitude":0.8}}]`, idOf(6000+i), idOf(7000+i), 54.0+float64(i)/100)
		}
		records = append(records, lunch(i, more))
	}
	f.take("council", records...)
}

func TestTheInterface(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.mixed(9)
		about := f.object("")
		if about["version"] != Version || !strings.HasPrefix(textOf(about["openapi_url"]), "https://area.example"+Root) {
			t.Errorf("%v", about)
		}
		for path, want := range map[string]int{"/services": 9, "/organizations": 3, "/service_at_locations": 6, "/taxonomies": 2 + 1, "/taxonomy_terms?per_page=500": 4 + len(taxonomies.Own.Terms()), "/taxonomy_terms?taxonomy_id=" + idOf(5000): 2} {
			page := f.object(path)
			if fmt.Sprint(page["total_items"]) != fmt.Sprint(want) || len(objects(page["contents"])) != want {
				t.Errorf("%s: %v", path, page["total_items"])
			}
		}
		at := f.object("/service_at_locations/" + idOf(6001))
		if at["name"] != "Lunch club 1" || at["status"] != "active" || at["service_id"] != idOf(1) {
			t.Errorf("a service at a location: %v", at)
		}
		document := f.object("/openapi.json")
		if paths := document["paths"].(fields); len(paths) != 11 {
			t.Errorf("%d paths", len(paths))
		}
		if taxonomy := f.object("/taxonomies/" + idOf(5000)); len(objects(taxonomy["taxonomy_terms"])) != 2 {
			t.Errorf("%v", taxonomy)
		}
	})
}

func TestHeaders(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	f.mixed(3)
	for _, path := range []string{"", "/services", "/services/" + idOf(1), "/services/nobody", "/services?page=0", "/nowhere"} {
		answer, _ := f.get(path)
		if answer.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%q is not open to other websites", path)
		}
		tag := answer.Header.Get("ETag")
		if answer.StatusCode != 200 {
			continue
		}
		again, body := f.ask(path, map[string]string{"If-None-Match": tag})
		if again.StatusCode != http.StatusNotModified || len(body) > 0 {
			t.Errorf("%q again: %d, %d bytes", path, again.StatusCode, len(body))
		}
	}
	answer, _ := f.get("/services")
	tag := answer.Header.Get("ETag")
	f.take("council", lunch(1, `,"alert":"New"`))
	if again, _ := f.ask("/services", map[string]string{"If-None-Match": tag}); again.StatusCode != 200 {
		t.Error("after a change:", again.Status)
	}
}

func TestFaultyParametersAreNamed(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	for query, parameter := range map[string]string{
		"page=0": "page", "page=x": "page", "per_page=501": "per_page", "format=xml": "format", "modified_after=yesterday": "modified_after",
		"minimum_age=old": "minimum_age", "age=-1": "age", "day=XX": "day", "start_time=25:00": "start_time", "proximity=100": "proximity",
		"postcode=nowhere": "postcode", "postcode=QX1&proximity=far": "proximity", "full=maybe": "full", "search=" + strings.Repeat("x", 600): "search",
	} {
		answer, body := f.get("/services?" + query)
		if bad, _ := decoded(t, body)["parameters"].(fields); answer.StatusCode != 400 || bad[parameter] == nil || strings.Contains(string(body), "xxx") {
			t.Errorf("%s: %d %s", query, answer.StatusCode, body)
		}
	}
	if page := f.object("/services?page=99&colour=green"); page["empty"] != true || fmt.Sprint(page["total_items"]) != "0" {
		t.Errorf("%v", page)
	}
}

// Whatever is edited meanwhile, a walk through pages of any size has every
// record that was there when it began, once.
func TestPagesUnderEditsNeitherLoseNorRepeat(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.mixed(23)
		for _, size := range []int{1, 7, 100} {
			began := f.ids("/services?per_page=500")
			edits := 0
			seen := f.walk("services", size, func() {
				if edits++; edits > 12 { // with a new record for each page of one, no walk would end
					return
				}
				f.take("council", lunch(edits%23+1, fmt.Sprintf(`,"alert":"Edit %d-%d"`, size, edits)), lunch(1000*size+edits, ""))
				f.write(func(tx *db.Tx) error {
					return directory.SetPrivacy(tx, manager, idOf(edits%5+1), directory.Privacy{Published: edits%2 == 0})
				})
			})
			sorted := slices.Sorted(slices.Values(seen))
			if len(slices.Compact(sorted)) != len(seen) {
				t.Errorf("pages of %d repeat", size)
			}
			for _, id := range began {
				if !slices.Contains(seen, id) {
					t.Errorf("pages of %d lose %s", size, id)
				}
			}
		}
	})
}

func TestLinesAreTheUnionOfPages(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.mixed(11)
		for _, query := range []string{"", "?day=MO", "?full=true"} {
			_, body := f.get("/services" + query + separator("x"+query) + "format=ndjson")
			var lines []string
			for line := range strings.Lines(string(body)) {
				lines = append(lines, textOf(decoded(t, []byte(line))["id"]))
			}
			if pages := f.walk("services"+query, 3, nil); !slices.Equal(lines, pages) {
				t.Errorf("%q: lines %v, pages %v", query, lines, pages)
			}
		}
	})
}

func TestModifiedAfterIsInclusive(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.mixed(5)
		dbtest.ClockOf(f.d).Advance(time.Hour)
		f.take("council", lunch(2, `,"alert":"Changed"`))
		changed := textOf(f.object("/services/" + idOf(2))["last_modified"])
		if ids := f.ids("/services?modified_after=" + url.QueryEscape(changed)); !slices.Equal(ids, []string{idOf(2)}) {
			t.Errorf("at that very moment: %v", ids)
		}
		moment, err := time.Parse(time.RFC3339Nano, changed)
		if err != nil {
			t.Fatal(err)
		}
		later := moment.Add(time.Millisecond).Format(time.RFC3339Nano)
		if ids := f.ids("/services?modified_after=" + url.QueryEscape(later)); len(ids) != 0 {
			t.Errorf("a millisecond later: %v", ids)
		}
		minimal := objects(f.object("/services?minimal=true&per_page=1")["contents"])
		if len(minimal) != 5 || textOf(minimal[1]["last_modified"]) != changed {
			t.Errorf("%v", minimal)
		}
	})
}

// Parameters together give what each gives alone, intersected.
func TestParametersIntersect(outer *testing.T) {
	each(outer, func(outer *testing.T, f feed) {
		f.mixed(40)
		single := []string{"minimum_age=20", "maximum_age=60", "age=45", "day=MO", "day=Sunday", "start_time=10:00", "end_time=13:00", "taxonomy_term_id=" + idOf(4001),
			"taxonomy_id=" + idOf(5001), "organization_id=" + idOf(2001), "postcode=QX1&proximity=20000", "search=lunch", "search=7"}
		rapid.Check(outer, func(t *rapid.T) {
			a, b := rapid.SampledFrom(single).Draw(t, "a"), rapid.SampledFrom(single).Draw(t, "b")
			if strings.Split(a, "=")[0] == strings.Split(b, "=")[0] || bothTimes(a, b) {
				return
			}
			alone := f.ids("/services?per_page=500&" + b)
			var want []string
			for _, id := range f.ids("/services?per_page=500&" + a) {
				if slices.Contains(alone, id) {
					want = append(want, id)
				}
			}
			if got := f.ids("/services?per_page=500&" + a + "&" + b); !slices.Equal(got, want) {
				t.Fatalf("%s and %s: %d, want %d", a, b, len(got), len(want))
			}
		})
	})
}

// bothTimes says whether two parameters are asked of one schedule together,
// which services with several schedules can narrow further.
func bothTimes(a, b string) bool {
	times := func(p string) bool {
		return strings.HasPrefix(p, "day") || strings.HasPrefix(p, "start") || strings.HasPrefix(p, "end")
	}
	return times(a) && times(b)
}

func TestAreas(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	square := `{\"type\":\"Polygon\",\"coordinates\":[[[0,53],[2,53],[2,55],[0,55],[0,53]]]}`
	f.take("council",
		lunch(1, `,"service_areas":[{"id":"`+idOf(8)+`","name":"QX1 and QX2 only"}]`),
		lunch(2, `,"service_areas":[{"id":"`+idOf(8)+`","name":"the whole county"}]`),
		lunch(3, ""),
		lunch(4, `,"service_areas":[{"id":"`+idOf(8)+`","name":"here","extent":"`+square+`","extent_type":"geojson"}]`))
	for postcode, want := range map[string][]int{"QX1+1AA": {1, 2, 3, 4}, "QX5": {2, 3, 4}} {
		var ids []string
		for _, n := range want {
			ids = append(ids, idOf(n))
		}
		if got := f.ids("/services?postcode=" + postcode); !slices.Equal(got, ids) {
			t.Errorf("%s: %v", postcode, got)
		}
	}
}
