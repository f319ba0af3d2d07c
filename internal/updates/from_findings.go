package updates

import (
	"errors"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// findings tells what was found, and what groups and those at events made of it since the
// edition before.
func (w *writer) findings() error {
	found, err := findings.List(w.tx, w.seat)
	if err != nil {
		return err
	}
	voices, err := findings.Voices(w.tx, w.seat, "")
	if err != nil {
		return err
	}
	var lines []string
	for _, f := range found {
		heard := ""
		for _, v := range voices {
			if v.FindingID == f.ID && w.within(v.On) {
				heard += "\n- " + whereHeard(v.Whose) + ": " + v.Words
			}
		}
		if heard != "" {
			lines = append(lines, "**"+strings.TrimSuffix(f.Name, ".")+".** "+f.Words+"\n"+heard)
		}
	}
	if len(lines) > 0 {
		intro := "We talked about what we found with our groups and at our events. What we heard helps us to write recommendations."
		w.add(Block{Kind: Words, Heading: "What we found, and what people made of it", Text: intro + "\n\n" + strings.Join(lines, "\n\n")})
	}
	return nil
}

// whereHeard says in which group or at which event something was said.
func whereHeard(x findings.Source) string {
	if x.Kind == findings.OfGroup {
		return "In our " + inSentence(x.Name)
	}
	return "At “" + x.Name + "”"
}

// quoteChoices are what was said of findings in somebody's own words, as long as they allow
// that it is quoted.
func quoteChoices(r db.Reader, s studies.Seat) (all []Choice, err error) {
	said, err := findings.AllSaid(r, s)
	for _, x := range said {
		all = append(all, Choice{ID: x.ID, Words: "“" + x.Words + "” " + x.Whose + ", on “" + x.Finding + "”", Quote: quoted(x)})
	}
	return all, err
}

// quoted is a quote as it is read, with whose it is.
func quoted(x findings.Said) string {
	return "> " + strings.Join(strings.Split("“"+x.Words+"”", "\n"), "\n> ") + "\n>\n> " + x.Whose
}

// registerQuotes enters the words of participants in an issue among the uses of what they
// gave. *db.Invalid with the field "state" where one does not allow it.
func registerQuotes(tx *db.Tx, s studies.Seat, i Issue) error {
	said, err := findings.AllSaid(tx, s)
	if err != nil {
		return err
	}
	for _, x := range i.Sections {
		n := slices.IndexFunc(said, func(q findings.Said) bool { return q.ID == x.About })
		if x.Kind != Quote || n < 0 || said[n].ParticipantID == "" {
			continue
		}
		use := consent.Use{ParticipantID: said[n].ParticipantID, Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: x.ID, Label: "Quoted in “" + i.Title + "”"}
		if err := consent.Register(tx, i.StudyID, use); errors.Is(err, consent.ErrNotAllowed) {
			return db.Fault("state", "Somebody whose words stand in it does not allow any more that they are quoted. Remove them")
		} else if err != nil {
			return err
		}
	}
	return nil
}
