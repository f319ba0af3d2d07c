// Package access says who may see and do what. It is written to be read by an
// information-governance officer.
//
// Five roles have accounts:
//
//   - A link worker sees the people they look after, those for whose worker
//     they cover, from the first of the days agreed to the last, and new
//     referrals to their team.
//   - A manager sees everybody their team looks after, and its referrals.
//   - Practice staff see the referrals and letters of their own practice, and
//     nothing of the casework.
//   - An administrator sets up teams, practices and accounts and sees no
//     person's record at all.
//   - A researcher sees the studies in which they play a part (package studies)
//     and no person's record at all.
//
// Organisations and people have no account; they come by secure link and see
// only what the link is for.
//
// A record can be restricted: then only the person's own worker, those named,
// and whoever leads safeguarding in a team that looks after the person see it;
// a manager of the team sees in its lists that there is somebody. Where the area
// allows it, somebody who works in the team opens a record for some hours in an
// emergency; that is noted, told and ends by itself, because the condition asks
// what time it is.
//
// A person's record is looked up through SeePerson or the condition
// PeopleSeenBy, always in the query that reads the data, so a record outside
// somebody's reach is "not found" exactly like one that does not exist. A role
// or a place in a care team that has ended stops counting at the next request.
package access
