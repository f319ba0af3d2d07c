package choose

import (
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// outboxShown is how many messages the outbox shows, outboxSearched how many of
// the newest it looks through for words.
const outboxShown, outboxSearched = 50, 2000

func showOutbox(v *visit.Visit) error { return outbox(v, "") }

// findInOutbox looks for words by a posted form, because an address may stand
// in them.
func findInOutbox(v *visit.Visit) error { return outbox(v, v.Fields.Text("words")) }

func outbox(v *visit.Visit, words string) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		sent, err := messages.Outbox(r, messages.Entry{}, outboxSearched)
		sent = slices.DeleteFunc(sent, func(e messages.Entry) bool { return !says(e, words) })
		return visit.View{Page: shell.Page{Title: "Outbox"}, Body: outboxPage(sent[:min(len(sent), outboxShown)], words, v.House.BaseURL)}, err
	})
}

// says finds words in who gets a message, its subject and its text.
func says(e messages.Entry, words string) bool {
	return strings.Contains(strings.ToLower(strings.Join([]string{e.To, e.Subject, e.Body()}, "\n")), strings.ToLower(words))
}

// piece is a part of a message: words, or a link of ours.
type piece struct {
	Text string
	Href string // "" for words
}

var webAddress = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)]`)

// pieces takes a line apart at the addresses in it that lead to this Linkwork,
// which is reached at home. Others stay words: somebody may have written them
// into a form.
func pieces(line, home string) (all []piece) {
	from := 0
	for _, at := range webAddress.FindAllStringIndex(line, -1) {
		href, ours := strings.CutPrefix(line[at[0]:at[1]], home+"/")
		if !ours {
			continue
		}
		if at[0] > from {
			all = append(all, piece{Text: line[from:at[0]]})
		}
		all = append(all, piece{line[at[0]:at[1]], "/" + href})
		from = at[1]
	}
	if from < len(line) {
		all = append(all, piece{Text: line[from:]})
	}
	return all
}
