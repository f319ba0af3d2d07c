package links

import (
	"errors"
	"strings"
	"time"
)

// Proof is what a link asks of a browser that it does not know.
type Proof string

// The proofs.
const (
	NoProof   Proof = "none"
	Code      Proof = "code"       // six digits sent to CodeTo
	BirthYear Proof = "birth-year" // four digits
)

// Spec is what a link is to be.
type Spec struct {
	Purpose   string    // what it opens: "invitation"
	SubjectID string    // of what
	Expires   time.Time // after this it has ended
	Code      bool      // ask for a code sent to
	CodeTo    string    // an address or a phone number
	BirthYear int       // ask for the year of birth; 0 for no
}

// Link is a link that was made.
type Link struct {
	ID        string
	Token     string // goes into the URL; known only to Create
	Purpose   string
	SubjectID string
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time // zero until it is used up
	RevokedAt time.Time // zero until it is taken back
	Proof     Proof
	CodeTo    string // for Code

	birthYear, tries int
}

// ErrEnded means that there was such a link and that it is used up, taken back
// or out of date: "This link has ended. Ask for a new one."
var ErrEnded = errors.New("this link has ended")

// ended says whether nothing more can be done with the link.
func (l Link) ended(now time.Time) bool {
	return !l.UsedAt.IsZero() || !l.RevokedAt.IsZero() || !now.Before(l.ExpiresAt)
}

// holder is for whom a browser is remembered: who reads codes at an address has
// shown it for every link that goes there, in whatever letters it is written.
func (l Link) holder() string {
	if l.Proof == Code {
		return "code-to:" + strings.ToLower(l.CodeTo)
	}
	return "link:" + l.ID
}
