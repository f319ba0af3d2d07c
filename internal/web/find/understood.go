package find

import (
	"net/url"

	"linkwork/internal/directory"
	sentence "linkwork/internal/search"
)

// understand takes out of the words what is a filter. What was asked for in a
// box of its own stays as it is, but for the place: whoever types one means it.
func (s *search) understand(q *directory.Query) sentence.Understood {
	var leave []sentence.Kind
	for _, kind := range s.Fields.All("leave") {
		leave = append(leave, sentence.Kind(kind))
	}
	u := sentence.Understand(q.Words, leave...)
	s.Notes, q.Words = u.Notes, u.Words
	q.Times, q.PreferFree = u.Times, u.PreferFree
	for question, filter := range map[sentence.Question]*bool{
		sentence.Free: &q.Free, sentence.StepFree: &q.StepFree, sentence.TakesReferrals: &q.TakesReferrals, sentence.SelfReferral: &q.SelfReferral,
		sentence.WomenOnly: &q.WomenOnly, sentence.CarersWelcome: &q.CarersWelcome, sentence.Online: &q.Online,
	} {
		*filter = *filter || u.Answers[question] == sentence.Yes
	}
	q.HasRoom = q.HasRoom || u.HasRoom
	if u.Age > 0 {
		q.Age = u.Age
	}
	if q.Language == "" {
		q.Language = u.Language
	}
	return u
}

// leaving is the same search with one thing looked for as words.
func (s *search) leaving(kind sentence.Kind) url.Values {
	kept := s.with("page", "")
	kept.Add("leave", string(kind))
	return kept
}

// taken says what words were taken for.
func taken(n sentence.Note) string { return "Taken “" + n.Typed + "” to mean " + n.Taken + "." }
