package vocabulary

// Term is one choice in a list.
type Term struct {
	Code  string // stored; lower case with hyphens; never reused for another meaning
	Label string // shown to staff
	Hint  string // one sentence that helps to choose; may be empty
}

func (t Term) term() Term { return t }

// Coded is a Term or a type that embeds one.
type Coded interface{ term() Term }

// List is an ordered list of choices. The order is the order on the page.
// Lists are read by everybody and must not be changed.
type List[T Coded] []T

// Find returns the choice with this code.
func (l List[T]) Find(code string) (T, bool) {
	for _, choice := range l {
		if choice.term().Code == code {
			return choice, true
		}
	}
	var none T
	return none, false
}

// Has says whether code is in the list.
func (l List[T]) Has(code string) bool {
	_, ok := l.Find(code)
	return ok
}

// Label returns the label of code, or the code itself when the list does not
// know it: a record from elsewhere shows what it says rather than nothing.
func (l List[T]) Label(code string) string {
	if choice, ok := l.Find(code); ok {
		return choice.term().Label
	}
	return code
}

// Terms returns code, label and hint of every choice, for a form.
func (l List[T]) Terms() []Term {
	terms := make([]Term, len(l))
	for i, choice := range l {
		terms[i] = choice.term()
	}
	return terms
}

// Codes returns the codes in order.
func (l List[T]) Codes() []string {
	codes := make([]string, len(l))
	for i, choice := range l {
		codes[i] = choice.term().Code
	}
	return codes
}
