package fhir

import (
	"net/http"
	"slices"

	"linkwork/internal/fhir/r4"
)

// metadata says what the server can do. It needs no token.
func (h *Handler) metadata(r *http.Request) (answer, error) {
	return only(r, http.MethodGet, func() (answer, error) {
		return answer{status: http.StatusOK, resource: h.capabilities()}, nil
	})
}

// changed is when the abilities last changed.
const changed = "2026-11-23"

func (h *Handler) capabilities() *r4.CapabilityStatement {
	yes := true
	return &r4.CapabilityStatement{
		DomainResource: r4.DomainResource{Base: r4.Base{ID: "linkwork"}},
		Status:         "active", Date: changed, Kind: "instance", FHIRVersion: "4.0.1", Format: []r4.Code{"json"},
		Description:    "Referrals to link workers: a practice's system sends a request and reads where it stands.",
		Software:       &r4.CapabilityStatementSoftware{Name: "Linkwork"},
		Implementation: &r4.CapabilityStatementImplementation{Description: "Linkwork", URL: r4.URI(h.base)},
		Rest: []r4.CapabilityStatementRest{{
			Mode: "server",
			Documentation: "A transaction Bundle brings one Patient, one ServiceRequest and one Task by POST, with Practitioner, PractitionerRole, " +
				"Organization, Consent and Condition as needed. The same ServiceRequest identifier with the same content gives the first answer " +
				"again, with other content 409. Everything is limited to the requests of the token's practice. Poll with _lastUpdated and an " +
				"overlap of some minutes.",
			Security: &r4.CapabilityStatementRestSecurity{
				Service:     []r4.CodeableConcept{{Text: "Bearer token"}},
				Description: "Authorization: Bearer, with a token of the practice.",
			},
			Interaction: []r4.CapabilityStatementRestInteraction{{Code: "transaction"}},
			Resource:    resources(&yes),
		}},
	}
}

func resources(yes *bool) (all []r4.CapabilityStatementRestResource) {
	types := make([]string, 0, len(kept))
	for typ := range kept {
		types = append(types, typ)
	}
	slices.Sort(types)
	for _, typ := range types {
		resource := r4.CapabilityStatementRestResource{
			Type: r4.Code(typ), Versioning: "versioned", ConditionalCreate: yes,
			Documentation: "Created within a transaction. If-None-Exist takes identifier=system|value.",
			Interaction:   []r4.CapabilityStatementRestResourceInteraction{{Code: "read"}},
		}
		if searched[typ] {
			resource.Interaction = append(resource.Interaction, r4.CapabilityStatementRestResourceInteraction{Code: "search-type"})
			resource.SearchParam = searchParams(typ)
		}
		all = append(all, resource)
	}
	return all
}

func searchParams(typ string) []r4.CapabilityStatementRestResourceSearchParam {
	definition := func(name string) r4.URI {
		return r4.URI("http://hl7.org/fhir/SearchParameter/" + name)
	}
	return []r4.CapabilityStatementRestResourceSearchParam{
		{Name: "_id", Type: "token", Definition: definition("Resource-id")},
		{Name: "_lastUpdated", Type: "date", Definition: definition("Resource-lastUpdated"), Documentation: "Prefixes eq, gt, ge, lt, le, sa, eb; may be given twice."},
		{Name: "identifier", Type: "token", Documentation: "The sender's own identifier: system|value, |value or value."},
		{Name: "status", Type: "token", Documentation: "One or more statuses of a " + typ + ", with commas between."},
	}
}
