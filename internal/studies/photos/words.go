package photos

import "linkwork/internal/studies"

// Use is where a photograph is shown.
type Use string

// The uses, those that reach the fewest people first.
const (
	Analysis Use = "analysis"
	Team     Use = "team"
	Advisors Use = "advisors"
	Report   Use = "report"
	Event    Use = "event"
	Web      Use = "web"
	Press    Use = "press"
)

// Uses lists all uses.
var Uses = []Use{Analysis, Team, Advisors, Report, Event, Web, Press}

// Words says a use to a reader.
func (u Use) Words() string {
	return map[Use]string{Analysis: "Analysis", Team: "Study team", Advisors: "Public involvement and advisory groups", Report: "Reports and papers",
		Event: "Talks and events", Web: "The web", Press: "Press"}[u]
}

// Asks says a use to a participant of a kind.
func (u Use) Asks(who studies.Kind) string {
	if u == Analysis && who.AtWork() {
		return "Looked at by the researchers, to understand your work"
	}
	return map[Use]string{Analysis: "Looked at by the researchers, to understand what you tell us", Team: "Shown in meetings of the study team", Advisors: "Shown to the patients, public and advisers who guide the study",
		Report: "Printed in reports and papers", Event: "Shown in talks and at events", Web: "Shown on the study’s website, for everybody", Press: "Given to newspapers and other press"}[u]
}

// Form is what of a photograph may be shown.
type Form string

// The forms.
const (
	AsItIs  Form = "original" // the photograph, or something made from it
	Changed Form = "changed"  // only something made from it
	Nowhere Form = "nowhere"
)

// Forms lists all forms.
var Forms = []Form{AsItIs, Changed, Nowhere}

// Words says a form to a reader.
func (f Form) Words() string {
	return map[Form]string{AsItIs: "The photograph", Changed: "Only changed, so that nobody is recognised", Nowhere: "No"}[f]
}

// Kind is what an item is.
type Kind string

// The kinds of items.
const (
	Original Kind = "original"
	Image    Kind = "image"
	InWords  Kind = "words"
)

// Kinds lists all kinds.
var Kinds = []Kind{Original, Image, InWords}

// Mark is the letter under which a gallery shows a kind.
func (k Kind) Mark() string {
	return map[Kind]string{Original: "O", Image: "I", InWords: "R"}[k]
}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{Original: "Original photograph", Image: "Image made from the photograph", InWords: "Represented in words"}[k]
}

// How is how an item was made.
type How string

// The ways in which items are made.
const (
	Cleaned How = "cleaned"
	Covered How = "covered"
	Redrawn How = "redrawn"
	Written How = "written"
)

// Words says a way to a reader.
func (h How) Words() string {
	return map[How]string{Cleaned: "As it came, without location and other hidden data", Covered: "Areas covered for good", Redrawn: "Drawn anew", Written: "Written in its place"}[h]
}

// People is who is in a photograph, as its participant says.
type People string

// What a participant can say.
const (
	Nobody    People = "none"
	Agreed    People = "agreed"
	NotAgreed People = "not-agreed"
)

// AllPeople lists all answers.
var AllPeople = []People{Nobody, Agreed, NotAgreed}

// Words says an answer to a reader.
func (p People) Words() string {
	return map[People]string{Nobody: "No", Agreed: "Yes, and they agreed that I send it", NotAgreed: "Yes, and not all of them agreed or were asked"}[p]
}

// Workplace is whether a photograph may be taken where it was.
type Workplace string

// What a participant can say.
const (
	NotAtWork Workplace = "elsewhere"
	Allowed   Workplace = "allowed"
	NotAsked  Workplace = "not-asked"
	Forbidden Workplace = "refused"
)

// Workplaces lists all answers.
var Workplaces = []Workplace{NotAtWork, Allowed, NotAsked, Forbidden}

// Words says an answer to a reader.
func (w Workplace) Words() string {
	return map[Workplace]string{NotAtWork: "It was not taken at a workplace", Allowed: "Yes, somebody there allowed it", NotAsked: "Nobody was asked", Forbidden: "They said no"}[w]
}

// Missing is why there is no photograph.
type Missing string

// The reasons.
const (
	NothingFits Missing = "nothing-fits"
	CouldNot    Missing = "unable"
	WouldNot    Missing = "declined"
	NotPossible Missing = "not-allowed"
	GotLost     Missing = "lost"
	NotInTime   Missing = "time"
	OtherReason Missing = "other"
)

// Reasons lists all reasons.
var Reasons = []Missing{NothingFits, CouldNot, WouldNot, NotPossible, GotLost, NotInTime, OtherReason}

// Words says a reason to a reader.
func (m Missing) Words() string {
	return map[Missing]string{NothingFits: "Nothing could be photographed for it", CouldNot: "Not able to take or send one", WouldNot: "Would rather not", NotPossible: "It could not be taken without showing somebody, or was not allowed",
		GotLost: "It was lost", NotInTime: "No time", OtherReason: "Another reason"}[m]
}

// Credit is how the taker wants to be named.
type Credit string

// The ways to be named.
const (
	OwnName   Credit = "name"
	Pseudonym Credit = "pseudonym"
	NoCredit  Credit = "none"
)

// Credits lists all ways.
var Credits = []Credit{OwnName, Pseudonym, NoCredit}

// Words says a way to a reader.
func (c Credit) Words() string {
	return map[Credit]string{OwnName: "With my own name", Pseudonym: "With a made-up name", NoCredit: "Without any name"}[c]
}

// Risk is something in a picture that can tell who or where somebody is.
type Risk string

// The risks.
const (
	Faces       Risk = "faces"
	Badges      Risk = "badges"
	Screens     Risk = "screens"
	Paperwork   Risk = "paperwork"
	Streets     Risk = "streets"
	Children    Risk = "children"
	Plates      Risk = "plates"
	Reflections Risk = "reflections"
)

// Risks lists all risks.
var Risks = []Risk{Faces, Badges, Screens, Paperwork, Streets, Children, Plates, Reflections}

// Words says a risk to a reader.
func (x Risk) Words() string {
	return map[Risk]string{Faces: "Faces", Badges: "Uniforms and badges", Screens: "Screens", Paperwork: "Paperwork, letters, medicines, whiteboards", Streets: "Street names, signs, buildings and homes that people know",
		Children: "Children", Plates: "Number plates", Reflections: "Reflections in windows and mirrors"}[x]
}

// ofPeople reports whether the risk is people, who have to agree.
func (x Risk) ofPeople() bool { return x == Faces || x == Children }

// Found is what a researcher found of a risk.
type Found string

// What can be found.
const (
	Absent  Found = "absent"
	Fine    Found = "fine"
	ToCover Found = "cover"
)

// AllFound lists all findings.
var AllFound = []Found{Absent, Fine, ToCover}

// Words says a finding to a reader.
func (f Found) Words() string {
	return map[Found]string{Absent: "Not there", Fine: "There, and may stay", ToCover: "There, and must not be seen"}[f]
}
