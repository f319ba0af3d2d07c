// Package search finds services in memory: an index over documents, and the
// reading of what people type.
//
// It models a colleague who has every leaflet of the area in their head. Its
// words: a Doc is what is known of a service; an Index is an immutable view
// over many of them; a Query is what somebody looks for; a Hit says where each
// word was found and how; a Facet counts yes, no and not stated.
//
// Its rules:
//
//   - Unknown is a value. Only a known "no" leaves a service out.
//   - All words first; only if no service has them all, any of them, and the
//     Result says so.
//   - The total, the facets and the pages are of one set.
//   - The order is total: what is known to be as asked for before what does not
//     say, then fit and nearness, then how lately it was checked and room, then
//     distance, name and id. The same documents give the same answer however the
//     index came about.
//   - An Index never changes. Apply gives a new one that shares what stayed.
//   - Texts are not kept: whoever shows a hit reads it where it is stored.
//
// An Index is two segments: a large base and a small delta. In a segment the
// documents stand in order of grid cells of about 5 km, so that what lies
// round a point is a few runs of neighbours and most blocks of a word's
// postings need not be opened. Whatever is asked with yes and no is a bitmap.
//
// Fit is the sum over the words asked of rarity × weight of the best field ×
// how it was found (as typed, as corrected, as another word for it). It is
// multiplied by how near; see rank.go for the weights.
package search
