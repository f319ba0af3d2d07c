// Package publish gives the directory to everybody, as Open Referral UK 3.0
// with the further fields of HSDS 3.1: at /openreferral, without a key, so that
// other directories, websites and apps can use it.
//
// It models the noticeboard in the hall: what hangs there was approved, says
// when it was last changed, and does not move while somebody reads it.
//
// Its words: a publication is the last approved snapshot of a record; a service
// that was changed becomes one in a job; a record keeps its place in the list
// for good, and one that no longer runs stays there and says so.
//
// Its rules:
//
//   - What a feed said comes out as it came in, unknown fields included; what
//     people chose or corrected stands in its place.
//   - Everything that leaves is valid by the standards' tables. An optional
//     field without a value, or with one that is not valid, is left out.
//   - The place of a refuge, and a mobile number beside somebody's name, never
//     leave. A service that is for staff only does not either.
//   - Topics are linked to the terms of loaded taxonomies, and to ours where
//     somebody mapped or chose them. What Linkwork only guesses from words is
//     not published.
//   - Parameters narrow: each one is AND.
package publish
