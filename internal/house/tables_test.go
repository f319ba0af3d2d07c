package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	create  = regexp.MustCompile(`(?i)CREATE TABLE (\w+)`)
	mention = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)`)
)

// owners reads which room owns each table from the names of the migrations:
// 00021_referrals.sql belongs to internal/referrals, 00001_db_once.sql to
// internal/db/once.
func owners(t *testing.T) map[string]string {
	t.Helper()
	owner := make(map[string]string)
	files, err := filepath.Glob("../db/migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no migrations", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, room, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".sql"), "_")
		for _, match := range create.FindAllStringSubmatch(string(text), -1) {
			if other, taken := owner[match[1]]; taken {
				t.Errorf("table %s is made by %s and %s", match[1], other, room)
			}
			owner[match[1]] = strings.ReplaceAll(room, "_", "/")
		}
	}
	return owner
}

func TestATableIsNamedOnlyByItsRoom(t *testing.T) {
	owner := owners(t)
	seen := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return err
		}
		room := filepath.ToSlash(filepath.Dir(strings.TrimPrefix(path, "../")))
		for _, text := range literals(t, path) {
			for _, match := range mention.FindAllStringSubmatch(text, -1) {
				table := match[1]
				home, known := owner[table]
				if !known {
					continue
				}
				seen++
				if home != room && room != "tools/fill" { // fills a database to measure it, in bulk: see its doc.go
					t.Errorf("%s names table %s, which belongs to %s", path, table, home)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Errorf("only %d mentions of tables were found: the test has gone blind", seen)
	}
}

// literals returns the string literals of a file.
func literals(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				texts = append(texts, text)
			}
		}
		return true
	})
	return texts
}
