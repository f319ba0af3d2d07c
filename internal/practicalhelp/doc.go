// Package practicalhelp is vouchers, small grants, personal health budgets and
// the income that somebody gained: help that can be held in the hand.
//
// A pot is money or vouchers that a team may give away, with whose money it is.
// An award is one thing for one person; it is asked for, approved or refused,
// issued, and in the end redeemed, expired or returned. Money counts as spent
// from the moment of approval and comes back when an award is withdrawn,
// returned or expires; a pot can never be overspent, however many approve at
// once. Where the pot says so, whoever asked may not approve.
//
// Amounts are whole pence. A voucher's number is as good as money: lists show
// its end only.
//
// Income gained is counted for one year by a stated rule: 52 weeks, 12 months,
// or once. Estimates are counted apart from what is sure.
package practicalhelp
