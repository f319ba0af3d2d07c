package questions

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/safeguarding"
	"linkwork/internal/web/visit"
)

// FillChain puts those who are named for a chain into the fields of Chain.
func FillChain(f visit.Fields, chain []access.Lead) {
	for i, l := range chain {
		f.Set("lead_"+strconv.Itoa(i+1), l.AccountID)
		f.Set("phone_"+strconv.Itoa(i+1), l.Phone)
	}
}

// ReadChain reads the fields of Chain without the rows that were left empty, and
// the row of each on the page.
func ReadChain(f visit.Fields) (chain []access.Lead, rows []string) {
	for i := range safeguarding.MostLeads {
		row := strconv.Itoa(i + 1)
		if id := f.Get("lead_" + row); id != "" {
			chain, rows = append(chain, access.Lead{AccountID: id, Phone: f.Get("phone_" + row)}), append(rows, row)
		}
	}
	return chain, rows
}

// OnRows moves faults of a chain to the rows of the page from which it was read.
func OnRows(bad *db.Invalid, rows []string) *db.Invalid {
	here := &db.Invalid{Fields: slices.Clone(bad.Fields)}
	for i := range here.Fields {
		for _, name := range []string{"lead_", "phone_"} {
			if place, ok := strings.CutPrefix(here.Fields[i].Field, name); ok {
				if n, err := strconv.Atoi(place); err == nil && n >= 1 && n <= len(rows) {
					here.Fields[i].Field = name + rows[n-1]
				}
			}
		}
	}
	return here
}
