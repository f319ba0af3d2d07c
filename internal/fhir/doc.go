// Package fhir lets a practice's own system refer people and see where each
// request stands: the FHIR R4 interface at /fhir/R4.
//
// It models the letter tray between a practice and a link worker service, made
// of messages: one transaction Bundle brings the Patient, the ServiceRequest and
// the Task together; the Task is what the sender reads afterwards.
//
// Its words: a sender is a practice whose system holds a token; a request is
// what one transaction brought, which becomes one referral. The ServiceRequest
// and the Task have the referral's id, the Patient has that of its subject, and
// what else came with them (Practitioner, Organization, Consent, Condition) is
// kept with the request and has the referral's id, a dot and its place.
//
// Its rules:
//
//   - A request is acknowledged when it is on disk, whole or not at all.
//   - The same ServiceRequest identifier with the same content gives the first
//     answer again; with other content it is a conflict. If-None-Exist on an
//     entry finds what the sender sent before.
//   - A sender reaches its own requests only. What is another's is not found, in
//     the same words as what does not exist.
//   - Every refusal is an OperationOutcome that names the element. Values from
//     the request are not repeated in it.
//   - What the sender says is kept as sent. What Linkwork adds is the status: see
//     status.go.
//   - Search terms may come by POST to _search; nothing here logs a query.
//   - Unknown search parameters are refused, for a filter that is ignored shows
//     too much.
package fhir
