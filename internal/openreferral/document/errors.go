package document

import (
	"errors"
	"fmt"
)

// What can come instead of data. Each ends a sentence that begins with who
// sent it: "the address" or "the file".
var (
	ErrEmpty   = errors.New("answers with nothing")
	ErrWebPage = errors.New("answers with a web page, not with data")
	ErrXML     = errors.New("answers with XML, not with JSON")
	ErrNotJSON = errors.New("answers with something that is not JSON")
	ErrTooDeep = fmt.Errorf("has objects nested deeper than %d", maxDepth)
	ErrTooMany = fmt.Errorf("has more than %d records", MaxRecords)
	ErrBroken  = errors.New("breaks off or is not valid JSON")
)

// Broken is a document that stops being JSON. The records before the break are
// in the document. It is an ErrBroken.
type Broken struct {
	After int // records that could be read
	Why   error
}

func (b *Broken) Error() string {
	return fmt.Sprintf("breaks off or is not valid JSON after record %d: %v", b.After, b.Why)
}

func (b *Broken) Unwrap() []error { return []error{ErrBroken, b.Why} }
