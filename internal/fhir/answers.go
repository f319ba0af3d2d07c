package fhir

import (
	"fmt"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// firstAnswer is the answer to a request when it came, now or again: it says
// only what has not changed since. The same content comes with the same
// entries, so the message of the first time need not be read.
func (req *request) firstAnswer(r db.Reader, practiceID, referralID string) (*r4.Bundle, error) {
	made, err := referrals.OfSender(r, practiceID, referralID)
	if err != nil {
		return nil, err
	}
	how, err := load(r, referralID)
	if err != nil {
		return nil, err
	}
	if len(how.entryIDs) != len(req.bundle.Entry) {
		return nil, fmt.Errorf("fhir: referral %s has %d entries, the same request %d", referralID, len(how.entryIDs), len(req.bundle.Entry))
	}
	bundle := &r4.Bundle{Type: "transaction-response"}
	for i, entry := range req.bundle.Entry {
		status := "201 Created"
		if how.entryIDs[i] != req.ownID(i, made) {
			status = "200 OK" // If-None-Exist found it
		}
		bundle.Entry = append(bundle.Entry, r4.BundleEntry{Response: response(status, entry.Resource.ResourceType(), how.entryIDs[i], made)})
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
	referral, err := referrals.OfSender(r, practiceID, referralID)
	if err != nil {
		return nil, err
	}
	there, err := gather(r, referral)
	if err == nil {
		err = there.open()
	}
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
