// Package taxonomies holds the words by which services and needs are sorted: a
// small taxonomy of Linkwork's own, and those of others, read from the files in
// which they are published.
//
// It models what a directory's editor does with somebody else's list of
// categories: read it, see which lines make no sense, and write next to each
// category what we would call it here.
//
// Its words: a Taxonomy is a list of Terms under one name; a Term has at most
// one parent; a top term has none; ancestors are the parent, its parent and so
// on. A Mapping says which of our terms a term of another vocabulary stands
// for. A Fit is one of our terms that suits a service, with the reason.
//
// Our own taxonomy has two levels: the needs of package vocabulary on top, and
// under them what people go to ("Lunch clubs", "Debt advice"), each with the
// everyday words for it. It is ours and no standard; its ids and addresses
// never change meaning.
//
// Read understands:
//
//   - CSV with a heading line: id, name, parent (an id, code, address or name),
//     description, code, uri, other names, in their usual spellings, also the
//     taxonomy files of HSDS 1 to 3 and of Ohana;
//   - HSDS and Open Referral UK JSON: taxonomies and taxonomy_terms as a list, a
//     page of an API, one document, or one document a line;
//   - SKOS in RDF/XML;
//   - the XML of Open Eligibility.
//
// Load keeps what was read, as an edition of its taxonomy: the terms, what they
// are recognised by (address, id, code or name), and those of editions before
// that are gone. Map notes what somebody decided that a term stands for; what
// the Matcher finds is a Proposal and counts for nothing until somebody accepts
// it. Recognise finds the loaded term that a service was published with.
//
// Its rules:
//
//   - A file that breaks off is read and not loaded: half a list would look as
//     if the rest had been withdrawn.
//   - Two terms with addresses that differ are two, whatever they are called. A
//     name that two terms have recognises neither.
//   - A bad record is reported (line, field, reason) and the others are read.
//   - A parent that is not there, and a term that would be its own ancestor, are
//     reported and cut: the term stays, on top.
//   - Files, texts, numbers of terms and nesting have limits. A file that
//     declares entities is refused.
//   - A code of another list is never made up. What is mapped here is what its
//     published name says beyond doubt; the rest is for whoever runs an area.
//
// SKOS in Turtle and JSON-LD is not read: no maintained library could be had
// (see docs/decisions/0030), and both convert to RDF/XML with common tools.
package taxonomies
