package vocabulary

// Judgements are the small ways in which link workers go beside the usual, as
// the study of micro-discretions found them. They are for a worker's own
// reflection and are never counted for anybody else.
var Judgements = List[Term]{
	{"longer", "Stayed longer", ""},
	{"elsewhere", "Met somewhere else", ""},
	{"kept-open", "Kept it open longer", ""},
	{"went-along", "Went along", ""},
	{"spoke-up", "Spoke up for them", ""},
	{"bent-form", "Bent the form", ""},
	{"held-back", "Held back on purpose", ""},
	{"other", "Something else", ""},
}
