package vocabulary

// HelpKinds are the kinds of practical help that link workers arrange.
var HelpKinds = List[Term]{
	{"food-voucher", "Food voucher", ""},
	{"fuel-voucher", "Fuel voucher", ""},
	{"small-grant", "Small grant", ""},
	{"personal-health-budget", "Personal health budget", "The approver, and a day to look at it again."},
	{"household", "Household goods", ""},
	{"travel", "Travel", ""},
	{"other", "Something else", ""},
}
