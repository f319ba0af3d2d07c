package visit

import (
	"linkwork/internal/asking"
	"linkwork/internal/db"
)

// Ways is how a link can reach a person from here, with what a page on which it
// was seen before it goes says of it.
func (v *Visit) Ways() asking.Ways {
	return asking.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts, By: asking.Way(v.Fields.Get("by")), Again: asking.Again(v.Fields.Get("again"))}
}

// ChoseWay wants one of the ways in which a link can go. *db.Invalid with the
// field "by".
func (v *Visit) ChoseWay() error {
	if by := asking.Way(v.Fields.Get("by")); by != asking.ByText && by != asking.ByEmail {
		return db.Fault("by", "Choose how the link goes")
	}
	return nil
}
