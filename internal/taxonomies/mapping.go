package taxonomies

// Mapping says which of our terms a term of another vocabulary stands for. It
// is found by URI where there is one, and else by vocabulary and name.
type Mapping struct {
	URI        string   // the other term's address
	Vocabulary string   // "Open Eligibility"
	Name       string   // the other term's name
	Ours       []string // codes of our terms; empty says that there is none
}

// Shipped are the mappings that come with Linkwork: top categories of Open
// Eligibility whose published names and descriptions leave no doubt. Those that
// cover much else ("Care", "Health", "Goods", "Emergency") are left out. A site
// adds its own, such as for the lists of the Local Government Association, of
// which only the addresses are known here (Lists).
var Shipped = []Mapping{
	{Vocabulary: openEligibility, Name: "Food", Ours: []string{"food"}},
	{Vocabulary: openEligibility, Name: "Housing", Ours: []string{"housing"}},
	{Vocabulary: openEligibility, Name: "Transit", Ours: []string{"transport"}},
	{Vocabulary: openEligibility, Name: "Money", Ours: []string{"money"}},
	{Vocabulary: openEligibility, Name: "Education", Ours: []string{"work-learning"}},
	{Vocabulary: openEligibility, Name: "Work", Ours: []string{"work-learning"}},
	{Vocabulary: openEligibility, Name: "Legal", Ours: []string{"legal"}},
}

// Lists are published lists by where the addresses of their terms begin.
var Lists = map[string]string{
	"id.esd.org.uk/list/communityservices":     "Community Services (Local Government Association)",
	"id.esd.org.uk/list/needs":                 "Needs (Local Government Association)",
	"id.esd.org.uk/list/circumstancespersonal": "Personal Circumstances (Local Government Association)",
}
