package fhir

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// transaction takes a request in. The token is looked at before the body, so
// that a stranger learns nothing.
func (h *Handler) transaction(w http.ResponseWriter, r *http.Request) (answer, error) {
	var from sender
	err := h.db.Read(r.Context(), func(s *db.Snapshot) (err error) {
		from, err = h.who(s, r)
		return err
	})
	if err != nil {
		return answer{}, err
	}
	body, err := readBody(w, r, "application/fhir+json", "application/json")
	if err != nil {
		return answer{}, err
	}
	req, err := parseRequest(body)
	if err != nil {
		return answer{}, err
	}
	var bundle *r4.Bundle
	err = h.db.Write(r.Context(), func(tx *db.Tx) (err error) {
		if from, err = h.who(tx, r); err == nil { // it may have been ended meanwhile
			bundle, err = req.receive(tx, from)
		}
		return err
	})
	return answer{status: http.StatusOK, resource: bundle}, err
}

// readBody reads a body of one of the types, at most r4.MaxBody long.
func readBody(w http.ResponseWriter, r *http.Request, types ...string) ([]byte, error) {
	given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Header.Get("Content-Type") != "" && (err != nil || !contains(types, given)) {
		return nil, refusal{http.StatusUnsupportedMediaType, issue("not-supported", "http.content-type", "Send "+types[0])}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, r4.MaxBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return nil, refusal{http.StatusRequestEntityTooLarge, issue("too-long", "", fmt.Sprintf("The body is longer than %d bytes", r4.MaxBody))}
	case err != nil:
		return nil, refusal{http.StatusBadRequest, issue("incomplete", "", "The body broke off")}
	}
	return body, nil
}

func contains(types []string, given string) bool {
	for _, typ := range types {
		if strings.EqualFold(typ, given) {
			return true
		}
	}
	return false
}

// receive stores a request once and answers with where its resources are.
func (req *request) receive(tx *db.Tx, from sender) (*r4.Bundle, error) {
	key := once.Key{Actor: "practice:" + from.practiceID, BodyHash: req.hash}
	if system, value, ok := req.identifier(); ok {
		key.Token = "fhir:" + system + "|" + value
	}
	var known *identified
	id, _, err := once.Do(tx, key, func() (id string, err error) {
		if known, err = req.known(tx, from.practiceID); err != nil || known != nil {
			return "", errors.Join(err, errKnown)
		}
		if id, err = req.before(tx, from.practiceID); err != nil || id != "" {
			return id, err
		}
		return req.store(tx, from)
	})
	if errors.Is(err, once.ErrOther) { // other content, but perhaps with "if there is none"
		if known, err = req.known(tx, from.practiceID); err == nil && known == nil {
			err = once.ErrOther
		}
	}
	switch {
	case known != nil && (err == nil || errors.Is(err, errKnown)):
		return req.sameAs(tx, from.practiceID, known.referralID)
	case err != nil:
		return nil, req.locate(err)
	}
	return req.firstAnswer(tx, from.practiceID, id)
}

var errKnown = errors.New("fhir: the request is known by If-None-Exist")

// known finds the request by the If-None-Exist of its ServiceRequest or Task:
// each request has one of both.
func (req *request) known(r db.Reader, practiceID string) (*identified, error) {
	for _, entry := range []int{req.order, req.task} {
		found, err := req.exists(r, practiceID, entry)
		if found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}

// exists finds the resource that an entry's If-None-Exist names; nil if it has
// none or there is none. Of several the oldest counts: a person whom a
// practice referred twice is two Patients, each as sent.
func (req *request) exists(r db.Reader, practiceID string, entry int) (*identified, error) {
	wanted, err := parseCriteria(req.bundle.Entry[entry].Request.IfNoneExist)
	if wanted == nil || err != nil {
		return nil, err
	}
	found, err := find(r, practiceID, req.bundle.Entry[entry].Resource.ResourceType(), *wanted)
	if len(found) == 0 || err != nil {
		return nil, err
	}
	return &found[0], nil
}

// store makes the referral and returns its id.
func (req *request) store(tx *db.Tx, from sender) (string, error) {
	id, err := referrals.ReceiveIn(tx, from.actor, req.referral(from.practiceID))
	if err != nil {
		return "", err
	}
	made, err := referrals.OfSender(tx, from.practiceID, id)
	if err != nil {
		return "", err
	}
	ids := make([]string, len(req.bundle.Entry))
	for i := range ids {
		ids[i] = req.ownID(i, made)
		if i == req.order || i == req.task {
			continue
		}
		found, err := req.exists(tx, from.practiceID, i)
		if err != nil {
			return "", err
		}
		if found != nil {
			ids[i] = found.resourceID
		}
	}
	return id, req.save(tx, from.practiceID, id, ids)
}

// ownID is the id that an entry's resource gets if it is new.
func (req *request) ownID(entry int, made referrals.Referral) string {
	switch entry {
	case req.order, req.task:
		return made.ID
	case req.patient:
		return made.SubjectID
	}
	return fmt.Sprintf("%s.%d", made.ID, entry)
}

// before finds the same request by an identifier, for senders who try again
// after the memory of once has faded. One that belongs to another request is a
// conflict. It returns "" when all identifiers are new.
func (req *request) before(r db.Reader, practiceID string) (referralID string, err error) {
	for _, entry := range []int{req.order, req.task} {
		resource := req.bundle.Entry[entry].Resource
		for i, identifier := range identifiers(resource) {
			if identifier.Value == "" {
				continue
			}
			found, err := find(r, practiceID, resource.ResourceType(), criteria{string(identifier.System), identifier.Value})
			if err != nil {
				return "", err
			}
			if len(found) == 0 {
				continue
			}
			there, err := load(r, found[0].referralID)
			if err != nil || there.bodyHash == req.hash {
				return found[0].referralID, err
			}
			return "", duplicate(in(entry, fmt.Sprintf("identifier[%d]", i)))
		}
	}
	return "", nil
}

func duplicate(expression string) error {
	return refusal{http.StatusConflict, issue("duplicate", expression, "belongs to a request that was sent before with other content")}
}
