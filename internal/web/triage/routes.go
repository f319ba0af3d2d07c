package triage

import "linkwork/internal/web/visit"

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /referrals", Who: visit.Supporters, Handle: showInbox},
		{Pattern: "GET /referrals/{referral}", Who: visit.Supporters, Handle: showReferral},
		{Pattern: "POST /referrals/{referral}/decide", Who: visit.Supporters, Handle: decide},
		{Pattern: "POST /referrals/{referral}/undo", Who: visit.Supporters, Handle: undo},
		{Pattern: "POST /referrals/{referral}/for", Who: visit.Supporters, Handle: give},
		{Pattern: "GET /transfers/{transfer}", Who: visit.Supporters, Handle: showTransfer},
		{Pattern: "POST /transfers/{transfer}/accept", Who: visit.Supporters, Handle: acceptTransfer},
		{Pattern: "POST /transfers/{transfer}/decline", Who: visit.Supporters, Handle: declineTransfer},
	}
}
