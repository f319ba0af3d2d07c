package updates

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/words"
)

// Check is something that was found in an edition before it is published.
type Check struct {
	BlockID string // "" for the edition as a whole
	Words   string
	Stops   bool // it is not published before this is put right
}

// easy is the reading age that an update aims at. Health information for the public is to
// be read at 9 to 11 years; a newsletter on research is a little older.
const easy = 14

// Proof is an edition as it would be published now, with what is to be put right in it and
// what to think about, in the order of its blocks.
func Proof(r db.Reader, s studies.Seat, e Edition) (i Issue, all []Check, err error) {
	i, all, err = compose(r, s, e)
	if err != nil {
		return i, nil, err
	}
	if len(e.Blocks) == 0 {
		all = append(all, Check{"", "There is nothing in it yet", true})
	}
	if strings.TrimSpace(i.Acknowledgement) == "" {
		all = append(all, Check{"", "The study has no words to acknowledge its funder. Enter them on the page of the study", true})
	}
	if strings.TrimSpace(i.Disclaimer) == "" {
		all = append(all, Check{"", "The study has no disclaimer. Enter it on the page of the study", true})
	}
	if i.Enquiries == "" {
		all = append(all, Check{"", "The study has no address for questions. Enter it on the page of the study", true})
	}
	for _, f := range i.Figures {
		if f.Small() && e.SmallWhy == "" {
			all = append(all, Check{e.whereTold(f), "“" + f.Name + "” is " + strconv.Itoa(f.Value()) + ". So small a number of people could point at somebody. Leave it out, or say under “Title and masthead” why it may stand", true})
		}
	}
	private, err := unnamed(r, s)
	if err != nil {
		return i, nil, err
	}
	tried, err := Tried(r, e.ID)
	for _, x := range i.Sections {
		all = append(all, x.checks(i.Figures, private, tried)...)
	}
	return i, all, err
}

// checks are what is to be put right in one section.
func (x Section) checks(figures []Figure, private []string, tried map[string]Try) (all []Check) {
	say := func(stops bool, words string) { all = append(all, Check{x.ID, words, stops}) }
	text := Told(x.Text, figures, func(_ int, f Figure) string { return strconv.Itoa(f.Value()) })
	if x.Kind == Picture && strings.TrimSpace(x.Alt) == "" {
		say(true, "The photograph has no words for people who cannot see it")
	}
	if x.Kind == Profile && x.Agreed == "" {
		say(true, "Note how and when "+x.Heading+" agreed to these words")
	}
	if strings.Contains(text, "{{") {
		say(false, "There are braces in the text that name no figure")
	}
	if age := words.ReadingAge(text); age > easy {
		say(false, "Reads like a text for "+strconv.Itoa(age)+" years and older. Shorter sentences and plainer words help")
	}
	for _, name := range private {
		if x.Kind != Profile && namedIn(text+" "+x.Heading, name) {
			say(true, "It names "+name+", of whom no agreement to be named is noted")
		}
	}
	for _, address := range x.addresses() {
		switch t, ok := tried[address]; {
		case !ok || t.At.IsZero():
			say(false, address+" was not tried yet. It will be, within some minutes")
		case t.Fault != "":
			say(t.Dead, address+": "+t.Fault+" (tried "+dates.Moment(t.At)+")")
		}
	}
	return all
}

// namedIn reports whether a text names somebody by their whole name.
func namedIn(text, name string) bool {
	said, whole := words.Split(words.Fold(text)), words.Split(words.Fold(name))
	if len(whole) < 2 {
		return false // one word is a place or a thing too
	}
	for i := 0; i+len(whole) <= len(said); i++ {
		if slices.Equal(said[i:i+len(whole)], whole) {
			return true
		}
	}
	return false
}

// unnamed are the names of people around the study of whom it is not noted that they may be
// named: its team but for those on its public page, members of its groups, delegates of its
// events. Who takes part is not among them: that a name is one of theirs is told to nobody.
func unnamed(r db.Reader, s studies.Seat) (names []string, err error) {
	team, err := s.Members(r)
	if err != nil {
		return nil, err
	}
	for _, m := range team {
		names = append(names, m.Name)
	}
	for _, room := range []func(db.Reader, studies.Seat) ([]string, error){namesInGroups, namesAtEvents} {
		some, err := room(r, s)
		if err != nil {
			return nil, err
		}
		names = append(names, some...)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool {
		return slices.ContainsFunc(team, func(m studies.Member) bool { return m.Name == name && m.Shown })
	}), nil
}

// stopped is *db.Invalid with the field "state" if a check stops an edition.
func stopped(r db.Reader, s studies.Seat, e Edition) error {
	_, all, err := Proof(r, s, e)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Stops {
			return db.Fault("state", "Put right first: "+c.Words)
		}
	}
	return nil
}

// whereTold is the first block whose text tells a figure; "" for none.
func (e Edition) whereTold(f Figure) string {
	for _, b := range e.Blocks {
		if slices.Contains(Mentioned(b.Text), f.Name) {
			return b.ID
		}
	}
	return ""
}
