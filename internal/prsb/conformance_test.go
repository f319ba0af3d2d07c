package prsb_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/demo"
	"linkwork/internal/letters"
	"linkwork/internal/people"
	"linkwork/internal/prsb"
	"linkwork/internal/teams"
)

// story builds the demonstration and returns it with the managers, who see
// everybody of their team.
func story(t *testing.T) (*db.DB, []access.Actor) {
	t.Helper()
	clock := new(demo.Clock)
	d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "demo.db"), db.WithClock(clock.Now), db.WithoutSync())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := demo.Build(t.Context(), d, clock, "http://demo.example"); err != nil {
		t.Fatal(err)
	}
	var managers []access.Actor
	readAll(t, d, func(r *db.Snapshot) error {
		all, err := teams.Teams(r)
		for _, team := range all {
			ids, err := access.InRole(r, access.Manager, team.ID)
			if err != nil {
				return err
			}
			for _, id := range ids {
				a, err := access.Load(r, id, "")
				if err != nil {
					return err
				}
				managers = append(managers, a)
			}
		}
		return err
	})
	return d, managers
}

func readAll(t *testing.T, d *db.DB, act func(*db.Snapshot) error) {
	t.Helper()
	if err := d.Read(t.Context(), act); err != nil {
		t.Fatal(err)
	}
}

// everybody visits each person of the demonstration as a manager who sees them,
// and returns how many there were.
func everybody(t *testing.T, visit func(r *db.Snapshot, by access.Actor, person string)) (n int) {
	d, managers := story(t)
	readAll(t, d, func(r *db.Snapshot) error {
		ids, err := db.List(r, func(s db.Scanner) (id string, err error) { err = s.Scan(&id); return }, `SELECT DISTINCT person_id FROM cases ORDER BY person_id`)
		for _, id := range ids {
			at := slices.IndexFunc(managers, func(by access.Actor) bool { return access.SeePerson(r, by, id) == nil })
			if at >= 0 {
				visit(r, managers[at], id)
				n++
			}
		}
		return err
	})
	return n
}

// gaps reads the table of docs/prsb.md: what the standard asks for and Linkwork
// does not hold, with the reason.
func gaps(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/prsb.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]string)
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.+) \\|$").FindAllStringSubmatch(string(text), -1) {
		listed[row[1]] = row[2]
	}
	return listed
}

func covered(listed map[string]string, path string) string {
	for gap := range listed {
		if path == gap || strings.HasPrefix(path, gap+" > ") {
			return gap
		}
	}
	return ""
}

func TestEveryRecordOfTheDemonstrationConforms(t *testing.T) {
	m, listed, filled := readModel(t), gaps(t), make(map[string]bool)
	wrong := make(map[string]int)
	n := everybody(t, func(r *db.Snapshot, by access.Actor, person string) {
		record, err := prsb.Of(r, by, person)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range m.check(record, filled) {
			if f.must || covered(listed, f.path) == "" {
				wrong[f.path+" "+f.what]++
			}
		}
	})
	for what, times := range wrong {
		t.Errorf("%s (%d of %d records)", what, times, n)
	}
	t.Logf("%d records, %d of %d nodes of the standard filled", n, len(filled), len(m.nodes))
	if n < 100 || len(filled) < 130 {
		t.Error("the test has gone blind")
	}
	used := make(map[string]bool)
	for _, path := range slices.Sorted(maps.Keys(m.nodes)) {
		gap := covered(listed, path)
		used[gap] = true
		switch {
		case !filled[path] && gap == "":
			t.Errorf("docs/prsb.md does not say why there is no %q", path)
		case filled[path] && gap != "":
			t.Errorf("docs/prsb.md calls %q a gap, and it is filled", path)
		}
	}
	for gap := range listed {
		if !used[gap] {
			t.Errorf("docs/prsb.md lists %q, which is not in the standard", gap)
		}
	}
}

// TestLettersSayWhatTheStandardMakesMandatory reads every letter of the
// demonstration that went to a practice.
func TestLettersSayWhatTheStandardMakesMandatory(t *testing.T) {
	n := 0
	everybody(t, func(r *db.Snapshot, by access.Actor, person string) { n += checkLetters(t, r, by, person) })
	t.Logf("%d letters", n)
	if n < 50 {
		t.Error("the test has gone blind")
	}
}

func checkLetters(t *testing.T, r *db.Snapshot, by access.Actor, person string) int {
	t.Helper()
	p, err := people.Get(r, by, person)
	if err != nil {
		t.Fatal(err)
	}
	list, err := letters.Of(r, by, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, l := range list {
		if !l.Sent() {
			continue
		}
		sent++
		practice, err := teams.ThePractice(r, l.PracticeID)
		if err != nil {
			t.Fatal(err)
		}
		for what, text := range map[string]string{"first name": p.Given, "family name": p.Family, "date of birth": p.BirthDate.Long(), "practice identifier": practice.ODSCode,
			"referrer": "Referred by ", "referral to": "to the ", "risks": ">Risks<", "requested actions": "What we ask you to do"} {
			if !strings.Contains(l.HTML, text) {
				t.Errorf("a letter lacks the %s: %q", what, text)
			}
		}
		if asks, referral, risks := strings.Index(l.HTML, "What we ask you to do"), strings.Index(l.HTML, ">Referral<"), strings.Index(l.HTML, ">Risks<"); asks > referral || referral > risks {
			t.Errorf("the parts of a letter are out of order: %d, %d, %d", asks, referral, risks)
		}
	}
	return sent
}
