package shell

import (
	"cmp"

	"linkwork/internal/web/ui"
)

// NavItem is an entry of the main navigation.
type NavItem = ui.NavItem

// Page is what the frame needs to know about a page.
type Page struct {
	Title   string // as the h1; the product's name is added
	Error   bool   // a form was not accepted: the title starts with "Error: "
	Wide    bool   // uses wide screens: lists and tables beside filters
	Section string // label of the Nav entry this page belongs to
	Nav     []NavItem
	Account *Account // nil on public pages
	Search  bool     // the box that finds a person; posts to /people/search
	Back    *ui.Link // at the very top
	Demo    *DemoStrip
	Banner  *Banner                // who the page is about
	Parts   *ui.SubNavigation      // the parts of that person's record
	Notice  *ui.NotificationBanner // what has just been done
	Printed string                 // "Printed 23 November 2026 by Amina Yusuf." stands on prints
	Totals  bool                   // names nobody and is made to be handed on: prints do not say that they are confidential
	Public  *Public                // set on pages for people without an account

	Product string // "Linkwork" when empty
	Home    string // where the name in the header leads, "/" when empty
}

// Account is who is logged in.
type Account struct {
	Name string
	Role string // "Link worker, Harbour network"
	Href string // the account's own page; the name is plain text when empty
}

// DemoStrip says that the data is made up, and as whom the reader acts.
type DemoStrip struct {
	As     string // "Amina, link worker"; empty before choosing
	Outbox string // href of what would have been sent
}

// Public is for pages reached by a link: patients, organisations, self-referral.
type Public struct {
	Service   string // whose page it is: "Harbour link workers"
	QuickExit string // address of a harmless site; empty for organisations
}

func (p Page) product() string { return cmp.Or(p.Product, "Linkwork") }

func (p Page) title() string {
	t := p.Title + " – " + p.product()
	if p.Error {
		return "Error: " + t
	}
	return t
}

func (p Page) header() ui.Header {
	if p.Public != nil {
		return ui.Header{Name: cmp.Or(p.Public.Service, p.product()), Mark: p.Public.Service == ""}
	}
	h := ui.Header{Name: p.product(), Href: cmp.Or(p.Home, "/"), Mark: true, Nav: p.nav()}
	if p.Search {
		h.Search = &ui.Search{Action: "/people/search", Label: "Find a person by name, NHS number or date of birth", Placeholder: "Name or NHS number"}
	}
	if a := p.Account; a != nil {
		h.Account = []ui.AccountItem{{Text: a.Name, Href: a.Href, Icon: true}}
		if a.Role != "" {
			h.Account = append(h.Account, ui.AccountItem{Text: a.Role})
		}
		h.Account = append(h.Account, ui.AccountItem{Text: "Log out", Action: "/logout"})
	}
	return h
}

// nav marks the entry of the page's section without changing the caller's list.
func (p Page) nav() []NavItem {
	out := make([]NavItem, len(p.Nav))
	copy(out, p.Nav)
	for i := range out {
		out[i].Current = out[i].Current || (p.Section != "" && out[i].Label == p.Section)
	}
	return out
}

func (p Page) footer() ui.Footer {
	return ui.Footer{
		Links: []ui.Link{
			{Text: "Help", Href: "/help"},
			{Text: "Accessibility", Href: "/accessibility"},
			{Text: "Privacy", Href: "/privacy"},
			{Text: "Licences", Href: "/licences"},
		},
		Texts: []string{"Linkwork is open source. It is not an NHS website."},
	}
}
