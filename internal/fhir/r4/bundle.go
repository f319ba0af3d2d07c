package r4

// Bundle carries resources together: a transaction, its answer, a page of a
// search.
type Bundle struct {
	Base
	Identifier *Identifier   `fhir:"identifier"`
	Type       Code          `fhir:"type" min:"1" in:"bundle-type"`
	Timestamp  Instant       `fhir:"timestamp"`
	Total      *int          `fhir:"total" is:"unsignedInt"`
	Link       []BundleLink  `fhir:"link"`
	Entry      []BundleEntry `fhir:"entry"`
	Signature  *Signature    `fhir:"signature"`
}

// BundleLink is a part of Bundle.
type BundleLink struct {
	BackboneElement
	Relation string `fhir:"relation" min:"1"`
	URL      URI    `fhir:"url" min:"1"`
}

// BundleEntrySearch is a part of Bundle.
type BundleEntrySearch struct {
	BackboneElement
	Mode  Code    `fhir:"mode" in:"search-entry-mode"`
	Score Decimal `fhir:"score"`
}

// BundleEntryRequest is a part of Bundle.
type BundleEntryRequest struct {
	BackboneElement
	Method          Code    `fhir:"method" min:"1" in:"http-verb"`
	URL             URI     `fhir:"url" min:"1"`
	IfNoneMatch     string  `fhir:"ifNoneMatch"`
	IfModifiedSince Instant `fhir:"ifModifiedSince"`
	IfMatch         string  `fhir:"ifMatch"`
	IfNoneExist     string  `fhir:"ifNoneExist"`
}

// BundleEntryResponse is a part of Bundle.
type BundleEntryResponse struct {
	BackboneElement
	Status       string   `fhir:"status" min:"1"`
	Location     URI      `fhir:"location"`
	ETag         string   `fhir:"etag"`
	LastModified Instant  `fhir:"lastModified"`
	Outcome      Resource `fhir:"outcome"`
}

// BundleEntry is a part of Bundle.
type BundleEntry struct {
	BackboneElement
	Link     []BundleLink         `fhir:"link"`
	FullURL  URI                  `fhir:"fullUrl"`
	Resource Resource             `fhir:"resource"`
	Search   *BundleEntrySearch   `fhir:"search"`
	Request  *BundleEntryRequest  `fhir:"request"`
	Response *BundleEntryResponse `fhir:"response"`
}
