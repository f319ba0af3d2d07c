package vocabulary

// LawfulBases say why a record may be kept. They are apart from what the person
// permits: for direct care the law gives the basis, and permission is asked
// before anything is passed on. The first is the usual one.
var LawfulBases = List[Term]{
	{"direct-care", "Direct care, a public task", "UK GDPR Article 6(1)(e) with 9(2)(h). The usual basis where the service is part of primary care."},
	{"legitimate-interests", "Legitimate interests of a charity", "UK GDPR Article 6(1)(f) with 9(2)(d) or (h). Where a charity provides the service by itself."},
	{"vital-interests", "To protect somebody’s life", "UK GDPR Article 6(1)(d) with 9(2)(c). Only while somebody cannot be asked."},
	{"consent", "The person’s own consent", "UK GDPR Article 6(1)(a) with 9(2)(a). If they take it back, the record has to end."},
}

// SharingPurposes say for what something may be shared with a recipient.
var SharingPurposes = List[Term]{
	{"support", "To support them together", ""},
	{"referral", "To refer them", ""},
	{"letter", "Letters, entries and news about them", ""},
	{"research", "To be asked about research later", ""},
}

// PermissionGivers say who gave a permission.
var PermissionGivers = List[Term]{
	{"person", "The person themselves", ""},
	{"attorney", "An attorney or deputy", "Say who. Their power has to cover this decision."},
	{"best-interests", "A best interests decision", "Say who decided. Only where the person cannot decide this themselves."},
}
