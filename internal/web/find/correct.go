package find

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const (
	longestLine = 300   // characters
	longestText = 5_000 // characters
)

// texts are the fields of an entry that colleagues can put right, by the codes
// of directory.Fields.
var texts = []struct {
	code, label, hint string
	long              bool
	of                func(*directory.Service) *string
}{
	{"phone", "Phone", "", false, func(s *directory.Service) *string { return &s.Phone }},
	{"email", "Email", "", false, func(s *directory.Service) *string { return &s.Email }},
	{"website", "Website", "Like https://lunch.example", false, func(s *directory.Service) *string { return &s.Website }},
	{"alert", "Notice", "Such as “closed in August”. It stands on top of the entry.", false, func(s *directory.Service) *string { return &s.Alert }},
	{"cost", "Cost", "Such as “£4 a meal”, or “Free”", false, func(s *directory.Service) *string { return &s.Cost }},
	{"how-to-apply", "How to come", "", true, func(s *directory.Service) *string { return &s.HowToApply }},
	{"eligibility", "Who it is for", "", true, func(s *directory.Service) *string { return &s.Eligibility }},
	{"description", "What it is", "", true, func(s *directory.Service) *string { return &s.Description }},
}

func showCorrect(v *visit.Visit) error { return correctPage(v, nil) }

func correctPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := directory.Get(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			for _, text := range texts {
				v.Fields.Set(text.code, *text.of(&s))
			}
			v.Fields.Values["needs"] = topNeeds(s)
			fillWhoMayCome(v.Fields, s)
		}
		page := shell.Page{Title: "Put it right", Section: "Services", Back: &ui.Link{Text: s.Name, Href: "/services/" + s.ID}}
		return v.FormView(page, correctBody(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// correct puts right what was changed in the form. It stays right when the
// entry's source is read again.
func correct(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) (string, error) {
		s, err := directory.Get(tx, v.Path("service"))
		if err != nil {
			return "", err
		}
		changed, err := changedTexts(v.Fields, &s)
		needs := chosenNeeds(v.Fields)
		rechosen := v.Fields.Is("needs-asked", "yes") && !slices.Equal(needs, topNeeds(s))
		if err != nil || len(changed) == 0 && !rechosen {
			return s.ID, err
		}
		by := directory.By{ID: v.Actor.AccountID, Name: v.Actor.Name}
		if err := directory.Correct(tx, by, s.ID, s, changed...); err != nil {
			return "", err
		}
		if rechosen {
			if err := directory.ChooseNeeds(tx, by, s.ID, needs); err != nil {
				return "", err
			}
		}
		return s.ID, audit.Change(tx, v.Actor.Audit(), "service.corrected", "", "service", s.ID)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return correctPage(v, bad) })
	}
	return v.Done("/services/"+v.Path("service"), "Put right. Thank you.")
}

// topNeeds are the needs that a service helps with, without the kinds of help
// under them, in the order of the list.
func topNeeds(s directory.Service) (codes []string) {
	for _, code := range vocabulary.Needs.Codes() {
		if slices.ContainsFunc(s.Needs, func(n directory.ServiceNeed) bool { return n.Need == code }) {
			codes = append(codes, code)
		}
	}
	return codes
}

// chosenNeeds are those that are ticked, in the order of the list.
func chosenNeeds(f visit.Fields) (codes []string) {
	for _, code := range vocabulary.Needs.Codes() {
		if slices.Contains(f.All("needs"), code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// changedTexts puts the form into the entry and returns the codes of what it
// changes. The error is *db.Invalid for a faulty field.
func changedTexts(f visit.Fields, s *directory.Service) (changed []string, err error) {
	var bad db.Invalid
	for _, text := range texts {
		said, now := strings.ReplaceAll(f.Text(text.code), "\r\n", "\n"), text.of(s)
		if said == *now {
			continue
		}
		most := longestLine
		if text.long {
			most = longestText
		}
		if utf8.RuneCountInString(said) > most {
			bad.Add(text.code, "Use "+strconv.Itoa(most)+" characters or fewer")
		}
		*now, changed = said, append(changed, text.code)
	}
	if a, err := mail.ParseAddress(s.Email); s.Email != "" && (err != nil || a.Address != s.Email) {
		bad.Add("email", "Enter an email address, like name@example.org")
	}
	if s.Website != "" && listing.WebHref(s.Website) == "" {
		bad.Add("website", "Enter a website, beginning with https://")
	}
	s.Free = directory.FreeBy(s.Cost, s.Free)
	changed = append(changed, changedWho(f, s, &bad)...)
	return changed, bad.Err()
}

// correctHref is where an entry is put right.
func correctHref(serviceID string) string {
	return "/services/" + url.PathEscape(serviceID) + "/correct"
}
