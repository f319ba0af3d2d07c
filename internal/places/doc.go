// Package places knows where things are, as coarsely as a referral needs: by
// the first half of a postcode.
//
// It models what link workers do on paper: "she lives in QX3, the group meets
// in QX5, that is about two miles". The second half of a postcode can name a
// single house, so nothing here needs it and nothing here keeps it.
//
// Its words: a Postcode is an outcode ("QX3") and an incode ("7LB"); an Area is
// an outcode with the point in its middle; a Point is latitude and longitude in
// degrees (WGS 84). Distances are statute miles along the surface, from the
// middle of one outcode to another place, so they are rough and are said
// roughly ("about 2 miles").
//
// Areas come from the table outcodes, which ImportOutcodes fills from a public
// list, and from a small made-up county built in for the demonstration. The
// made-up outcodes begin with QX, QY, QZ, QW, ZX, ZY and ZZ, which no real
// outcode of a place does, and its coast lies out at sea, so that no real place
// is meant.
package places
