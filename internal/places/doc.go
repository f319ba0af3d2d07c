// Package places knows where things are, as coarsely as a referral needs: by
// the first half of a postcode, or by the whole of it where that is known.
//
// It models what link workers do on paper: "she lives in QX3, the group meets
// in QX5, that is about two miles". The second half of a postcode can name a
// single house, so nothing here needs it. A national file says where every
// postcode of the country is; nothing here keeps which of them anybody asked
// for.
//
// Its words: a Postcode is an outcode ("QX3") and an incode ("7LB"); an Area is
// an outcode with the point in its middle; a Point is latitude and longitude in
// degrees (WGS 84). Distances are statute miles along the surface, from the
// middle of an outcode or from a postcode (Located says which), so they are
// rough and are said roughly ("about 2 miles").
//
// Areas come from the table outcodes, which ImportOutcodes fills from a public
// list, from the postcodes that ImportPostcodes reads, and from a small made-up county built in for the demonstration. The
// made-up outcodes begin with QX, QY, QZ, QW, ZX, ZY and ZZ, which no real
// outcode of a place does, and its coast lies out at sea, so that no real place
// is meant.
package places
