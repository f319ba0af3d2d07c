package updates

import (
	"slices"

	"linkwork/internal/db"
)

// BlockKind is what a block of an edition is.
type BlockKind string

// The kinds.
const (
	Words   BlockKind = "text"
	Picture BlockKind = "picture"
	Event   BlockKind = "event"
	Group   BlockKind = "group"
	Output  BlockKind = "output"
	Quote   BlockKind = "quote" // what somebody said of a finding, who allowed it
	Profile BlockKind = "profile"
	Study   BlockKind = "study" // one that is new
	Thanks  BlockKind = "thanks"
	Touch   BlockKind = "touch" // how to stay in touch
)

// BlockKinds lists all kinds. What the funder wants said stands at the end of every
// edition and is no block: nobody can leave it out.
var BlockKinds = []BlockKind{Words, Picture, Event, Group, Output, Quote, Profile, Study, Thanks, Touch}

var blockWords = map[BlockKind]string{Words: "Text", Picture: "Photograph", Event: "An event", Group: "A group", Output: "A paper or other output", Quote: "Words that somebody said", Profile: "Somebody of the team", Study: "A new study", Thanks: "Thank you", Touch: "Stay in touch"}

// Words says a kind to a reader.
func (k BlockKind) Words() string { return blockWords[k] }

// AboutRecord reports whether a block of the kind is about a record of the study, which
// is chosen.
func (k BlockKind) AboutRecord() bool {
	return slices.Contains([]BlockKind{Picture, Event, Group, Output, Quote, Study}, k)
}

// Block is a part of an edition.
type Block struct {
	ID      string
	Kind    BlockKind
	Heading string
	Text    string // Markdown, with figures
	About   string // id of the record that it is about; "" for none
	Alt     string // of a picture
	Agreed  string // of a profile: how and when the person agreed to these words

	Portrait Portrait // of a profile
}

// the most of what one block and one edition hold.
const (
	mostText   = 8000
	mostBlocks = 60
)

func (b *Block) tidy(bad *db.Invalid) {
	if b.Kind.Words() == "" {
		bad.Add("kind", "Choose what to add")
	}
	bad.Trim("heading", &b.Heading, 150, "")
	bad.Trim("text", &b.Text, mostText, "")
	bad.Trim("alt", &b.Alt, 500, "")
	bad.Trim("agreed", &b.Agreed, 300, "")
	switch {
	case b.Kind.AboutRecord() && b.About == "":
		bad.Add("about", "Choose one")
	case b.Kind == Profile && b.Heading == "":
		bad.Add("heading", "Enter who it is about")
	case !b.Kind.AboutRecord() && b.Text == "":
		bad.Add("text", "Enter the text")
	}
	if !b.Kind.AboutRecord() {
		b.About = ""
	}
}
