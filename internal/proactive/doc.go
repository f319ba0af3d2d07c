// Package proactive is lists of people whom a practice finds in its own records
// and whom a team offers help: people over 75 who live alone, carers, those who
// call often.
//
// They asked for nothing. A line is therefore no referral, opens no case, is
// counted in no report on referrals and puts no code anywhere. A yes makes a
// referral in the ordinary way, in the same write; what is not a yes ends with
// the list. See decision 18.
//
// A practice sees its own lists: their numbers, who said yes, and what it has to
// put right (wrong details, not suitable, died). Why somebody said no, and who
// did, stays with the team. Reading a list tells nothing about somebody whom the
// reader may not see: such a person looks new, and where they must not be asked
// the line is kept back with the others that are, without a reason.
package proactive
