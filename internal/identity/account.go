package identity

import (
	"net/mail"
	"strings"
	"time"

	"linkwork/internal/db"
)

// Status says whether somebody can log in.
type Status string

// The statuses.
const (
	Invited  Status = "invited" // has no password yet
	Active   Status = "active"
	Disabled Status = "disabled"
)

// Account is somebody who can log in, or could.
type Account struct {
	ID         string
	Email      string // trimmed, lower case
	Name       string
	Status     Status
	LoggedInAt time.Time // the last time; zero for never
	CreatedAt  time.Time
	Version    int
}

// NormalEmail is an address as it is kept and compared.
func NormalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// check looks at what somebody entered for an account.
func (a Account) check() error {
	var bad db.Invalid
	if strings.TrimSpace(a.Name) == "" {
		bad.Add("name", "Enter a name")
	} else if len(a.Name) > 200 {
		bad.Add("name", "Name must be 200 characters or fewer")
	}
	if p, err := mail.ParseAddress(a.Email); err != nil || p.Address != a.Email || len(a.Email) > 250 {
		bad.Add("email", "Enter an email address in the correct format, like name@example.com")
	}
	return bad.Err()
}
