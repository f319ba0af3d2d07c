package form

import "fmt"

// Lost names what another format cannot carry, or what we cannot read of it, so
// that nothing goes without a word.
type Lost struct {
	Where string // name of the item; a sheet, row and column; "" for the form itself
	What  string // in plain words, for whoever sends or takes in a form
}

func (l Lost) String() string {
	if l.Where == "" {
		return l.What
	}
	return l.Where + ": " + l.What
}

// Unreadable says why a file is not what it should be, and what to do, in plain
// words for whoever brought it.
type Unreadable struct{ Words string }

func (u Unreadable) Error() string { return u.Words }

// NotRead makes an Unreadable.
func NotRead(format string, values ...any) error { return Unreadable{fmt.Sprintf(format, values...)} }
