package choose

import (
	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Cast says which account plays each role that has one.
type Cast struct {
	LinkWorker, Manager, Practice, Administrator, Researcher, FieldResearcher, PublicLead string
	// Person is somebody the link worker supports, for the card of the person;
	// Born is their year of birth, which their link asks for.
	Person string
	Born   int
}

// Routes of the place.
func Routes(cast Cast) []visit.Route {
	return []visit.Route{
		{Pattern: "GET /demo", Who: visit.Public, Handle: cast.show},
		{Pattern: "POST /demo/be/{role}", Who: visit.Public, Handle: cast.be},
		{Pattern: "GET /demo/outbox", Who: visit.Public, Handle: showOutbox},
		{Pattern: "POST /demo/outbox", Who: visit.Public, Handle: findInOutbox},
	}
}

func (c Cast) show(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		cards, err := c.cards(r)
		return visit.View{Page: shell.Page{Title: "Choose who to be", Wide: true}, Body: choosePage(cards)}, err
	})
}

// be makes the visitor somebody: an account's session, or a fresh link for
// those who come without one.
func (c Cast) be(v *visit.Visit) error {
	switch role := v.Path("role"); role {
	case "organisation":
		return c.beOrganisation(v)
	case "person":
		return c.bePerson(v)
	default:
		account := c.account(role)
		if account == "" {
			return db.ErrNotFound
		}
		if err := v.House.Identity.Begin(v.Context(), account); err != nil {
			return err
		}
		return v.Go("/")
	}
}

func (c Cast) account(role string) string {
	switch role {
	case "link-worker":
		return c.LinkWorker
	case "manager":
		return c.Manager
	case "practice":
		return c.Practice
	case "administrator":
		return c.Administrator
	case "researcher":
		return c.Researcher
	case "field-researcher":
		return c.FieldResearcher
	case "public-lead":
		return c.PublicLead
	}
	return ""
}

func (c Cast) worker(r db.Reader) (access.Actor, error) {
	account, err := identity.Get(r, c.LinkWorker)
	if err != nil {
		return access.Actor{}, err
	}
	return access.Load(r, account.ID, account.Name)
}

// beOrganisation opens a referral that waits for an answer, with a new link.
func (c Cast) beOrganisation(v *visit.Visit) error {
	var token string
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		worker, err := c.worker(tx)
		if err != nil {
			return err
		}
		waiting, err := connections.Awaiting(tx, worker.AccountID)
		if err != nil {
			return err
		}
		if len(waiting) == 0 {
			return db.ErrNotFound
		}
		link, err := connections.Relink(tx, worker, waiting[0].PersonID, waiting[0].ID)
		token = link.Token
		return err
	})
	if err != nil {
		return err
	}
	if err := v.House.Identity.End(v.Context()); err != nil {
		return err
	}
	return v.Go("/answer/" + token)
}

// bePerson opens the wellbeing questions by a new link.
func (c Cast) bePerson(v *visit.Visit) error {
	var token string
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		worker, err := c.worker(tx)
		if err != nil {
			return err
		}
		person, err := people.Get(tx, worker, c.Person)
		if err != nil {
			return err
		}
		link, err := measures.Prepare(tx, worker, person.ID, measures.Usual)
		token = link.Token
		return err
	})
	if err != nil {
		return err
	}
	if err := v.House.Identity.End(v.Context()); err != nil {
		return err
	}
	return v.Go(asking.Path + "/" + token)
}
