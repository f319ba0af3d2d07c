package fhir

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// firstAnswer is the answer to a request when it came, now or again: it says
// only what has not changed since.
func firstAnswer(r db.Reader, practiceID, referralID string) (*r4.Bundle, error) {
	made, err := read(r, practiceID, referralID)
	if err != nil {
		return nil, err
	}
	bundle := &r4.Bundle{Type: "transaction-response"}
	for i, entry := range made.request.bundle.Entry {
		status := "201 Created"
		if made.ids[i] != made.request.ownID(i, made.referral) {
			status = "200 OK" // If-None-Exist found it
		}
		bundle.Entry = append(bundle.Entry, r4.BundleEntry{Response: response(status, entry.Resource.ResourceType(), made.ids[i], made.referral)})
	}
	return bundle, nil
}

func response(status, typ, id string, made referrals.Referral) *r4.BundleEntryResponse {
	return &r4.BundleEntryResponse{
		Status: status, Location: r4.URI(typ + "/" + id), ETag: `W/"1"`, LastModified: r4.InstantOf(made.ReceivedAt),
	}
}

// sameAs answers a request that If-None-Exist found: nothing was stored, and
// each entry points to what is there of its type.
func (req *request) sameAs(r db.Reader, practiceID, referralID string) (*r4.Bundle, error) {
	there, err := read(r, practiceID, referralID)
	if err != nil {
		return nil, err
	}
	bundle := &r4.Bundle{Type: "transaction-response"}
	for _, entry := range req.bundle.Entry {
		typ := entry.Resource.ResourceType()
		told := &r4.BundleEntryResponse{Status: "200 OK"}
		if i := slices.IndexFunc(there.request.bundle.Entry, ofType(typ)); i >= 0 {
			told = response("200 OK", typ, there.ids[i], there.referral)
			told.ETag, told.LastModified = "", ""
		}
		bundle.Entry = append(bundle.Entry, r4.BundleEntry{Response: told})
	}
	return bundle, nil
}
