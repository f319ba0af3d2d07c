package taxonomies

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"linkwork/internal/vocabulary"
)

func TestOurTermsHoldTogether(t *testing.T) {
	ids, codes := make(map[string]bool), make(map[string]bool)
	second := 0
	for _, term := range Own.Terms() {
		if ids[term.ID] || codes[term.Code] {
			t.Errorf("%s is there twice", term.Code)
		}
		ids[term.ID], codes[term.Code] = true, true
		if term.ID != OwnID(term.Code) || term.URI != OwnURI+term.Code {
			t.Errorf("%s: id %s, address %s", term.Code, term.ID, term.URI)
		}
		if term.Name == "" || term.Description == "" || strings.ToLower(term.Code) != term.Code {
			t.Errorf("%+v", term)
		}
		if term.ParentID != "" {
			second++
			parent, ok := Own.Term(term.ParentID)
			if !ok || parent.ParentID != "" || !vocabulary.Needs.Has(parent.Code) {
				t.Errorf("%s stands under %q", term.Code, parent.Code)
			}
		}
		seen := map[string]bool{nameKey(term.Name): true}
		for _, word := range term.AlternateNames {
			if key := nameKey(word); key == "" || seen[key] {
				t.Errorf("%s: %q is empty or said already", term.Code, word)
			} else {
				seen[key] = true
			}
		}
	}
	if second < 60 || second > 90 {
		t.Errorf("%d terms of the second level", second)
	}
}

func TestEveryNeedHasTerms(t *testing.T) {
	for _, need := range vocabulary.Needs {
		term, ok := Own.Term(OwnID(need.Code))
		if !ok || term.Name != need.Label || term.Description != need.Description {
			t.Errorf("%s: %+v", need.Code, term)
		}
		if len(Own.Children(term.ID)) == 0 || needWords[need.Code] == "" {
			t.Errorf("nothing stands under %s, or nobody has words for it", need.Code)
		}
	}
	for code := range kinds {
		if !vocabulary.Needs.Has(code) {
			t.Errorf("%s is not a need", code)
		}
	}
}

// TestOurIDsStay holds ids that areas have stored.
func TestOurIDsStay(t *testing.T) {
	for code, id := range map[string]string{
		"loneliness":  "efef996a-563c-51a7-963b-7a2ad0fc69ed",
		"lunch-clubs": "31acd8cd-9355-51df-88f2-639bf0b4d76e",
		"warm-spaces": "e4162636-5bd0-5e23-80cc-bf925f397fff",
		"debt-advice": "4cd96f48-9c27-5a68-83d5-e18ca1aed544",
	} {
		if OwnID(code) != id {
			t.Errorf("%s is now %s", code, OwnID(code))
		}
	}
}

// Whoever has a copy of our terms learns by the version that they changed; the
// feed looks at nothing else.
func TestOurVersionChangesWithOurTerms(t *testing.T) {
	var said strings.Builder
	for _, term := range Own.Terms() {
		fmt.Fprintln(&said, term.Code, term.Name, term.Description, term.ParentID)
	}
	const version, sum = "1", "16025ff4afa4"
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(said.String())))[:12]; got != sum || Own.Version != version {
		t.Errorf("our terms are %s in version %s; count the version up and write both here", got, Own.Version)
	}
}

func TestLookingUpOurs(t *testing.T) {
	lunch, ok := Own.ByURI("http://terms.linkwork.example/needs/Lunch-Clubs/")
	if !ok || lunch.Code != "lunch-clubs" {
		t.Fatalf("%+v, %t", lunch, ok)
	}
	if above := Own.Ancestors(lunch.ID); len(above) != 1 || above[0].Code != "loneliness" {
		t.Errorf("above: %+v", above)
	}
	for _, name := range []string{"Lunch clubs", "LUNCH CLUB", "luncheon club"} {
		if found := Own.ByName(name); len(found) != 1 || found[0].Code != "lunch-clubs" {
			t.Errorf("%q finds %+v", name, found)
		}
	}
	if tops := Own.Children(""); len(tops) != len(vocabulary.Needs) {
		t.Errorf("%d terms on top", len(tops))
	}
	if _, ok := Own.Term("nobody"); ok || len(Own.Ancestors("nobody")) != 0 || len(Own.ByName("")) != 0 {
		t.Error("an unknown term is found")
	}
}
