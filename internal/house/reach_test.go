package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// notToPeople are the only files that queue a message by themselves, and to
// whom it goes. What goes to a person whom a team supports is queued by package
// people alone, which asks first whether they may be reached: see people.Tell.
var notToPeople = map[string]string{
	"people/reach.go":                  "the person, after it was asked whether they may be reached",
	"identity/invite.go":               "somebody with an account",
	"referrals/decide.go":              "the practice that referred",
	"referrals/send_entry.go":          "the practice of the person",
	"letters/send.go":                  "the practice of the person",
	"measures/request.go":              "whoever reads answers on the day on which they come",
	"connections/make.go":              "the organisation that somebody is referred to",
	"keepers/ask.go":                   "the organisation whose entry is due to be checked",
	"keepers/decide.go":                "the organisation that suggested a change of its entry",
	"keepers/door.go":                  "the organisation that asks for its link",
	"engagement/events/invite.go":      "whoever is on the list of an event; they are no person of the records",
	"engagement/events/mail.go":        "whoever wants to come to an event, who is no person of the records",
	"studies/questionnaires/invite.go": "whoever is on a list of a study; they are no person of the records",
	"studies/fieldwork/outing.go":      "those who lead a study",
	"studies/participants/tell.go":     "a participant of a study, who is no person of the records; Tell is their one door",
	"engagement/groups/invite.go":      "a member of a study's group, who is no person of the records",
	"connections/chase.go":             "the organisation that somebody was referred to",
	"connections/address.go":           "the organisation that asks for its own referrals",
	"updates/send.go":                  "whoever of the team asks for a test of an update, at the address of their own account",
	"updates/readers/subscribe.go":     "whoever wants the updates of a study; they are no person of the records",
	"lonework/watch.go":                "a worker on a visit, and whoever is asked about them",
	"safeguarding/chain.go":            "whoever reads a team's concerns",
	"referrals/elsewhere.go":           "whoever referred from outside",
	"web/bylink/code.go":               "whoever holds a link",
}

// TestPeopleAreReachedThroughOneDoor walks the source and finds whoever queues
// a message, writes a text, or says that a message is to the person.
func TestPeopleAreReachedThroughOneDoor(t *testing.T) {
	found := make(map[string]bool)
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../messages/") {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, "../"))
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok && from.Name == "messages" && n.Sel.Name == "Queue" {
					found[name] = true
					if notToPeople[name] == "" {
						t.Errorf("%s queues a message. To a person it goes through people.Tell; say here to whom it goes otherwise", name)
					}
				}
				if from, ok := n.X.(*ast.Ident); ok && from.Name == "messages" && n.Sel.Name == "Release" && name != "people/reach.go" {
					t.Errorf("%s sends a message again: people.Release asks first whether it may go", name)
				}
				if n.Sel.Name == "ToPerson" && name != "people/reach.go" {
					t.Errorf("%s says that a message is to the person: only people.Tell does", name)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "ToPerson" {
					t.Errorf("%s says that a message is to the person: only people.Tell does", name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range notToPeople {
		if !found[name] {
			t.Errorf("%s queues nothing any more: take it off the list", name)
		}
	}
}

// TestWhoWritesToAPersonGivesNoAddress finds calls of people.Tell and
// people.TellByItself whose message names a recipient: it is the record's.
func TestWhoWritesToAPersonGivesNoAddress(t *testing.T) {
	calls := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.FuncDecl)
			if !ok || call.Body == nil {
				return true
			}
			if tells(call.Body) {
				calls++
				ast.Inspect(call.Body, func(n ast.Node) bool {
					if kv, ok := n.(*ast.KeyValueExpr); ok {
						if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "To" {
							t.Errorf("%s: %s names a recipient", path, call.Name.Name)
						}
					}
					return true
				})
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 2 {
		t.Errorf("only %d callers were found: the test has gone blind", calls)
	}
}

// tells reports whether a function calls people.Tell or people.TellByItself.
func tells(body *ast.BlockStmt) (yes bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if from, ok := s.X.(*ast.Ident); ok && from.Name == "people" && (s.Sel.Name == "Tell" || s.Sel.Name == "TellByItself") {
				yes = true
			}
		}
		return true
	})
	return yes
}
