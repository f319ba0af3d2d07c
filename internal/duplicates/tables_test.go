package duplicates_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/duplicates"
)

var (
	created = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	added   = regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN person_id`)
	column  = regexp.MustCompile(`(?m)^\s*person_id\s`)
	dropped = regexp.MustCompile(`DROP TABLE (\w+)`)
)

// ownWay are tables about a person that a merge treats in a way of its own.
var ownWay = map[string]string{
	"care_team": "access.Merge says whose places hold on",
	"audit":     "the trail stays as it was written; the page shows the trails of both",
}

// TestEveryTableAboutAPersonIsMerged fails when a room gets a table about people
// and does not name it in its AboutPeople.
func TestEveryTableAboutAPersonIsMerged(t *testing.T) {
	files, err := filepath.Glob("../db/migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no migrations", err)
	}
	var about []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range created.FindAllStringSubmatch(string(text), -1) {
			if column.MatchString(m[2]) {
				about = append(about, m[1])
			}
		}
		for _, m := range dropped.FindAllStringSubmatch(string(text), -1) {
			about = slices.DeleteFunc(about, func(table string) bool { return table == m[1] })
		}
		for _, m := range added.FindAllStringSubmatch(string(text), -1) {
			about = append(about, m[1])
		}
	}
	if len(about) < 25 {
		t.Fatalf("only %q were found: the test has gone blind", about)
	}
	for _, table := range about {
		named := slices.ContainsFunc(duplicates.Tables, func(a db.About) bool { return a.Table == table })
		if !named && ownWay[table] == "" {
			t.Errorf("%s has a person_id: name it in AboutPeople of its room, so that two records of one person can be brought together", table)
		}
	}
	for _, a := range duplicates.Tables {
		if a.Column == "" && !slices.Contains(about, a.Table) {
			t.Errorf("%s has no person_id", a.Table)
		}
	}
}

// TestATableIsNamedByItsRoom looks for each name in the room that owns it.
func TestATableIsNamedByItsRoom(t *testing.T) {
	files, _ := filepath.Glob("../*/about_people.go")
	files = append(files, "../people/merge.go")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		room := filepath.Base(filepath.Dir(file))
		for _, m := range regexp.MustCompile(`Table: "(\w+)"`).FindAllStringSubmatch(string(text), -1) {
			migrations, _ := filepath.Glob("../db/migrations/*_" + room + ".sql")
			owned := slices.ContainsFunc(migrations, func(path string) bool {
				sql, err := os.ReadFile(path)
				return err == nil && strings.Contains(string(sql), "CREATE TABLE "+m[1]+" (")
			})
			if !owned {
				t.Errorf("%s names %s, which is not made by its room", file, m[1])
			}
		}
	}
}
