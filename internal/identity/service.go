package identity

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/alexedwards/scs/v2"

	"linkwork/internal/db"
)

// Service does what needs more than the database: hashing, cookies, mail.
type Service struct {
	db       *db.DB
	base     string // "https://linkwork.example", without a slash at its end
	hasher   *hasher
	sessions *scs.SessionManager
}

// New makes a service. base is the address under which people reach Linkwork;
// links in mails start with it, whatever a request says. Cookies are Secure if
// it is https.
func New(d *db.DB, base string) (*Service, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("identity: the base URL is like https://linkwork.example, not %q", base)
	}
	s := &Service{db: d, base: strings.TrimRight(base, "/"), hasher: newHasher()}
	s.sessions = newSessions(d, u.Scheme == "https")
	return s, nil
}
