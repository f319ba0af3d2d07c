package directory

import (
	"cmp"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/taxonomies"
)

// needsField is under what a choice of needs is kept. It is none of Fields:
// sources do not tell needs.
const needsField = "needs"

// ChooseNeeds says what a service helps with, whatever its sources tell and
// whatever is mapped. The codes are of needs; none says that it helps with
// nothing in particular. *db.Invalid at needs for an unknown code.
func ChooseNeeds(tx *db.Tx, by By, serviceID string, codes []string) error {
	for _, code := range codes {
		if !IsNeed(code) {
			bad := new(db.Invalid)
			bad.Add(needsField, "Choose from the list of needs")
			return bad.Err()
		}
	}
	value, err := json.Marshal(append([]string{}, codes...))
	if err != nil {
		return err
	}
	if err := keepChoice(tx, by, serviceID, Choice{Field: needsField, value: string(value)}); err != nil {
		return err
	}
	return recomposeChosen(tx, serviceID)
}

// UnchooseNeeds lets a service help with what its sources tell again.
func UnchooseNeeds(tx *db.Tx, serviceID string) error { return Unchoose(tx, serviceID, needsField) }

// helpsWith works out what a service helps with: what somebody chose, or else
// what its published terms are mapped to and what its words say. Of a chosen
// need the kinds of help that were found stay.
func (s Service) helpsWith(r db.Reader, choices []Choice) ([]ServiceNeed, error) {
	found, err := s.toldNeeds(r)
	if err != nil {
		return nil, err
	}
	for _, choice := range choices {
		if choice.Field == needsField {
			return found.chosen(choice)
		}
	}
	return found.inOrder(), nil
}

// toldNeeds are the needs by what a service's records tell.
func (s Service) toldNeeds(r db.Reader) (foundNeeds, error) {
	recognised, err := taxonomies.Recognise(r, s.Terms)
	if err != nil {
		return nil, err
	}
	found, decided := make(foundNeeds), make(map[string]bool)
	for i, term := range s.Terms {
		known := recognised[i]
		if own, ok := taxonomies.Own.ByURI(term.URI); ok {
			found.add(own.Code, InTerm, cmp.Or(term.Name, own.Name))
		} else if known.Decision.Made && known.Decision.Ours != "" {
			found.add(known.Decision.Ours, InTerm, known.Name+" of "+known.Vocabulary)
		} else if !known.Decision.Made {
			continue
		}
		decided[term.Name] = true
	}
	found.lookIn(s, decided)
	return found, nil
}

// chosen leaves what somebody chose and what was found under it.
func (f foundNeeds) chosen(c Choice) ([]ServiceNeed, error) {
	var codes []string
	if err := json.Unmarshal([]byte(c.value), &codes); err != nil {
		return nil, err
	}
	kept := make(foundNeeds)
	for _, code := range codes {
		kept.add(code, InChoice, cmp.Or(c.ByName, "somebody"))
	}
	for code, need := range f {
		if _, under := kept[Broader(code)]; under {
			kept.add(code, need.FoundIn, need.Word)
		}
	}
	return kept.inOrder(), nil
}
