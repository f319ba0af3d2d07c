package taxonomies

import (
	"strings"

	"github.com/google/uuid"

	"linkwork/internal/vocabulary"
)

// OwnURI is where the addresses of our own terms begin. The host is a
// placeholder that never answers.
const OwnURI = "https://terms.linkwork.example/needs/"

// ownIDs is the namespace of the ids of our terms. Neither it nor a code ever
// changes: a term's id is made of its address.
var ownIDs = uuid.NewSHA1(uuid.NameSpaceURL, []byte(OwnURI))

// Own is Linkwork's own taxonomy: the needs of package vocabulary, and what
// people go to under each.
var Own = makeOwn()

// OwnID returns the id of our term with a code, such as "food" or "lunch-clubs".
func OwnID(code string) string { return uuid.NewSHA1(ownIDs, []byte(OwnURI+code)).String() }

func makeOwn() *Taxonomy {
	var terms []Term
	for _, need := range vocabulary.Needs {
		terms = append(terms, ownTerm(kind{need.Code, need.Label, need.Description, needWords[need.Code]}, ""))
		for _, kind := range kinds[need.Code] {
			terms = append(terms, ownTerm(kind, OwnID(need.Code)))
		}
	}
	return newTaxonomy(Taxonomy{
		ID: ownIDs.String(), Name: "Linkwork needs", URI: OwnURI, Version: "1",
		Description: "What people come to social prescribing for, and what they go to. Linkwork's own list; not a national standard.",
	}, terms)
}

func ownTerm(k kind, parent string) Term {
	return Term{ID: OwnID(k.code), Name: k.name, Description: k.description, Code: k.code, ParentID: parent, URI: OwnURI + k.code, AlternateNames: strings.Split(k.everyday, "|")}
}

// kind is a need, or a kind of service under one.
type kind struct {
	code        string // stable: it makes the id and the address
	name        string
	description string
	everyday    string // what people say for it, with | between
}
