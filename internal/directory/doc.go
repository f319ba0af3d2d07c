// Package directory is the list of community services a link worker connects
// people to: who runs what, where, when, for whom, at what cost, and whether
// there is room.
//
// It models the folder, the spreadsheet and the memory of a good link worker,
// filled from the directories that councils publish. Its words are those of
// the field, not of a file format: an Organisation runs a Service; a Service
// happens at Locations by Schedules; Capacity is what somebody saw at a moment,
// with their name and the date; a Gap is a need nobody could meet, here.
//
// Its rules:
//
//   - Not stated is a value. No filter drops a service because its feed is
//     silent: it stays in the list, after those that say yes, and says so.
//   - A record that comes from a feed keeps the whole original, so nothing
//     published is lost; an identical record writes nothing.
//   - What Linkwork itself learns (whether a service takes referrals and where
//     they go, capacity) is kept when a feed is read again.
//   - Capacity is an observation with an observer. After StaleAfter it is shown
//     as old and no longer counts as room; "full until a day" ends on that day,
//     and a pause without a day after PauseHolds.
//   - What a service helps with is what somebody chose; or else what its
//     published terms are mapped to, and what its words say. A kind of help
//     ("debt advice") brings the need above it ("money"), so a search for the
//     need finds it. A mapping that changes works out its services again, by
//     jobs.
//   - Search says why each service came up, and its total is counted from the
//     same list that is shown.
//   - A gap holds a need and an outcode, never a person.
//
// Search runs on an index in memory (see search), because words, distance and
// needs together are beyond what both database engines do alike. The database
// stays the truth: a hit's listing is read from the same snapshot. When the
// stamp in the snapshot differs, what changed since is read and applied, so a
// search never mixes two states.
package directory
