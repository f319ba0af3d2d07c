package sameness

// Band is what should happen to a pair.
type Band string

// The three bands.
const (
	Link   Band = "link"   // these are one; no human needs to look
	Review Band = "review" // a human looks
	Ignore Band = "ignore" // two services, or too little is known
)

// Aspect is what a reason is about.
type Aspect string

// The aspects of a record, in the order in which reasons stand in a pair.
const (
	OfName         Aspect = "name"
	OfAudience     Aspect = "audience"
	OfOrganisation Aspect = "organisation"
	OfNumber       Aspect = "number"
	OfPlace        Aspect = "place"
	OfPhone        Aspect = "phone"
	OfEmail        Aspect = "email"
	OfWebsite      Aspect = "website"
	OfTopics       Aspect = "topics"
	OfDays         Aspect = "days"
	OfDescription  Aspect = "description"
)

// Reason is one thing that two records share or differ in.
type Reason struct {
	Aspect Aspect
	Points int    // for one service; below zero against it
	Words  string // for the reviewer: "same charity number", "120 metres apart"
}

// Pair is two records compared.
type Pair struct {
	A, B      string // ids, A before B
	Score     int    // the points of the reasons; shared contacts count up to a limit
	Band      Band
	OneSeries bool // the same service on other days: one with two schedules
	Reasons   []Reason
}

// enough points are worth a human's look.
const enough = 52

// Compare compares two records. Their order does not matter.
func Compare(a, b Record) Pair { return compare(factsOf(a), factsOf(b)) }

func compare(a, b *facts) Pair {
	if b.id < a.id {
		a, b = b, a
	}
	c := comparison{a: a, b: b}
	c.names()
	c.organisations()
	c.places()
	c.contacts()
	c.rest()
	p := Pair{A: a.id, B: b.id, Reasons: c.reasons, Score: c.score(), OneSeries: c.oneSeries()}
	switch {
	case c.contradicted:
		p.Band = Ignore
	case c.linksItself():
		p.Band = Link
	case p.Score >= enough || p.OneSeries:
		p.Band = Review
	default:
		p.Band = Ignore
	}
	return p
}

// comparison is a pair being compared.
type comparison struct {
	a, b         *facts
	reasons      []Reason
	likeness     int  // of the names, in hundredths
	sameName     bool // the same words in the same order, and no other names
	sameOrg      bool // by number, or by name where no number differs
	sameNumber   bool
	samePlace    bool
	sameAddress  bool // the same place by property number or postcode
	farApart     bool
	noPlace      bool // one does not say where, as far as can be compared
	samePhone    bool
	sameWhen     bool // same day and time
	otherDays    bool // both say days and share none
	doubtful     bool // something that a human should see
	contradicted bool // these are two services, whatever else agrees
}

func (c *comparison) say(about Aspect, points int, words string) {
	c.reasons = append(c.reasons, Reason{about, points, words})
}

// mostShared is what organisation and contacts can give together: all services
// of one organisation share them.
const mostShared = 36

func (c *comparison) score() int {
	shared, score := 0, 0
	for _, r := range c.reasons {
		switch r.Aspect {
		case OfOrganisation, OfNumber, OfPhone, OfEmail, OfWebsite:
			shared += r.Points
		default:
			score += r.Points
		}
	}
	return score + min(shared, mostShared)
}

// linksItself holds where an official number is equal and nothing speaks
// against it: two sources, the same name, the same address.
func (c *comparison) linksItself() bool {
	return c.sameNumber && c.sameName && c.sameAddress && !c.doubtful && !c.otherDays && c.a.source != c.b.source
}

// oneSeries holds for the same name of the same organisation, on other days, at
// one place or behind one phone in one town.
func (c *comparison) oneSeries() bool {
	return c.otherDays && c.sameOrg && c.likeness >= 95 && (c.samePlace || c.samePhone && !c.farApart) && !c.contradicted
}
