package fhir

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// postedSearch is a search whose terms come in the body, where no log and no
// proxy sees them.
func (h *Handler) postedSearch(w http.ResponseWriter, r *http.Request, typ string) (answer, error) {
	body, err := readBody(w, r, "application/x-www-form-urlencoded")
	if err != nil {
		return answer{}, err
	}
	return h.search(r, typ, strings.TrimPrefix(string(body)+"&"+r.URL.RawQuery, "&"))
}

// search answers with a page of the sender's own ServiceRequests or Tasks, the
// oldest change first.
func (h *Handler) search(r *http.Request, typ, query string) (answer, error) {
	var from sender
	var asked terms
	var records []record
	var more bool
	err := h.db.Read(r.Context(), func(s *db.Snapshot) (err error) {
		if from, err = h.who(s, r); err != nil {
			return err
		}
		if asked, err = parseTerms(typ, strings.Trim(query, "&")); err != nil {
			return err
		}
		page, err := asked.find(s, from.practiceID, typ)
		if err != nil {
			return err
		}
		records, more, err = gatherAll(s, page, asked.query.Limit)
		return err
	})
	if err != nil {
		return answer{}, err
	}
	for i := range records {
		if err := records[i].open(); err != nil {
			return answer{}, err
		}
	}
	bundle := h.page(typ, asked, records, more)
	return answer{status: http.StatusOK, resource: bundle}, h.viewed(r.Context(), from, typ, records)
}

// find returns the referrals of a page and one more, if there is one.
func (t terms) find(r db.Reader, practiceID, typ string) ([]referrals.Referral, error) {
	if t.nothing {
		return nil, nil
	}
	ids, narrowed, err := t.candidates(r, practiceID, typ)
	if err != nil {
		return nil, err
	}
	q := t.query
	q.Limit++
	if !narrowed {
		return referrals.SearchOfSender(r, practiceID, q)
	}
	var all []referrals.Referral
	for _, id := range ids {
		q.ID = id
		found, err := referrals.SearchOfSender(r, practiceID, q)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b referrals.Referral) int {
		if order := a.UpdatedAt.Compare(b.UpdatedAt); order != 0 {
			return order
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all[:min(len(all), q.Limit)], nil
}

// candidates returns the referrals that _id and identifier leave over;
// narrowed is false when neither was asked for.
func (t terms) candidates(r db.Reader, practiceID, typ string) (ids []string, narrowed bool, err error) {
	ids = slices.Clone(t.ids)
	if t.identifier == nil {
		slices.Sort(ids)
		return slices.Compact(ids), len(ids) > 0, nil
	}
	found, err := find(r, practiceID, typ, *t.identifier)
	var known []string
	for _, one := range found {
		if len(ids) == 0 || slices.Contains(ids, one.resourceID) {
			known = append(known, one.resourceID)
		}
	}
	slices.Sort(known)
	return slices.Compact(known), true, err
}

// gatherAll gathers a page; more says whether there is another.
func gatherAll(r db.Reader, page []referrals.Referral, limit int) (records []record, more bool, err error) {
	more = len(page) > limit
	for _, referral := range page[:min(len(page), limit)] {
		rec, err := gather(r, referral)
		if err != nil {
			return nil, false, err
		}
		records = append(records, rec)
	}
	return records, more, nil
}

// page writes the answer with a link to itself and to the next page.
func (h *Handler) page(typ string, asked terms, records []record, more bool) *r4.Bundle {
	bundle := &r4.Bundle{Type: "searchset", Link: []r4.BundleLink{{Relation: "self", URL: h.link(typ, asked, "")}}}
	if more {
		last := records[len(records)-1].referral
		bundle.Link = append(bundle.Link, r4.BundleLink{Relation: "next", URL: h.link(typ, asked, cursor(last))})
	}
	for i := range records {
		bundle.Entry = append(bundle.Entry, r4.BundleEntry{
			FullURL:  r4.URI(h.base + "/" + typ + "/" + records[i].referral.ID),
			Resource: records[i].resourceOf(typ),
			Search:   &r4.BundleEntrySearch{Mode: "match"},
		})
	}
	return bundle
}

func (h *Handler) link(typ string, asked terms, cursor string) r4.URI {
	values := maps.Clone(asked.asked)
	if cursor != "" {
		values.Set("_cursor", cursor)
	}
	address := h.base + "/" + typ
	if query := values.Encode(); query != "" {
		address += "?" + query
	}
	return r4.URI(address)
}
