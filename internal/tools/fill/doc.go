// Package fill makes an area of any size for `make bench`: 50 teams of 10 link
// workers, and people who are nobody.
//
// Each worker has 40 people open; everybody beyond that was supported before
// and is closed. The worker who is measured has the same in an area of any
// size: 40 open, 200 closed, and among the open one person with 500 contacts.
// Every person comes with what a referral and its case leave behind, so that
// tables and indexes are as large as they would be.
//
// It is the one place that writes into other rooms' tables: made through the
// acts themselves, 200,000 people would take hours. What a page has to find
// its way in, it makes through the rooms: teams, accounts, the API token.
package fill
