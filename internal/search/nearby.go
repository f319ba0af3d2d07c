package search

// phrasesOfNearness say that something is to be near home without saying where
// that is, longer ones before those they begin with.
var phrasesOfNearness = []struct{ words, notAfter string }{
	{"near|nearby|nearest|close|closest to my|her|his|their|our|the home|house|flat|place", ""},
	{"near|nearby|nearest|closest my|her|his|their|our|the home|house|flat|place", ""},
	{"near|close|closest to where i|she|he|they|we live|lives", ""},
	{"near|nearest where i|she|he|they|we live|lives", ""},
	{"near|nearest|nearby|close|closest to home|me|us|him|them|here|her", ""},
	{"near|nearest|nearby|closest home|me|us|him|them|here|her", ""},
	{"in|within|at walking distance", ""},
	{"walking distance", ""},
	{"round|around the corner", ""},
	{"round|around here", ""},
	{"in|within my|her|his|their|our|the|this area|neighbourhood", ""},
	{"not too|very far from home|me|us|here", ""},
	{"not far from home|me|us|here", ""},
	{"not too|very far away", ""},
	{"not far away", ""},
	{"not too|very far", ""},
	{"close|near by", ""},
	{"nearby", ""},
	{"locally", ""},
	{"local", "history histories authority authorities council councils councillor government paper papers newspaper news politics radio studies"},
}

// nearby takes "near home" and "local", but not "near her sister".
func (s *reading) nearby(i int) int {
	if s.Nearby || s.leaves(KindPlace) {
		return 0
	}
	for _, phrase := range phrasesOfNearness {
		n := s.says(phrase.words, i)
		if n == 0 || contains(phrase.notAfter, s.plain(i+n)) || s.plain(i+n-1) == "her" && !s.pauses(i+n) || s.outcodeAt(i+n) {
			continue
		}
		s.Nearby = true
		return s.take(KindPlace, i, n, "near home")
	}
	return 0
}

// pauses says whether nothing at a place belongs to the word before it.
func (s *reading) pauses(i int) bool { return s.plain(i) == "" || leading[s.plain(i)] }

// outcodeAt says whether a word looks like the first part of a postcode.
func (s *reading) outcodeAt(i int) bool {
	return i < len(s.tokens) && outcode.MatchString(s.tokens[i].shown)
}
