package taxonomies

import (
	"errors"
	"fmt"
)

// Problem is something wrong with one record of a file.
type Problem struct {
	File   int    // which of the files, from 1
	Line   int    // where the record begins, from 1
	ID     string // as published; empty when it has none
	Field  string // as the file calls it; empty for the whole record
	Reason string // a sentence for the person who imports
}

// String says a problem: `line 3 (101-02), parent_id: "9" is not in the file…`.
func (p Problem) String() string {
	where := fmt.Sprintf("line %d", p.Line)
	if p.File > 1 {
		where = fmt.Sprintf("file %d, %s", p.File, where)
	}
	if p.ID != "" {
		where += " (" + p.ID + ")"
	}
	if p.Field != "" {
		where += ", " + p.Field
	}
	return where + ": " + p.Reason
}

// Limits of what is read.
const (
	MaxBytes    = 32 << 20 // of all files together
	MaxTerms    = 50_000
	maxDepth    = 40 // elements or objects in one another
	maxName     = 300
	maxText     = 5000
	maxOthers   = 50 // other names of one term
	maxProblems = 1000
)

// What Read may return when nothing can be read.
var (
	ErrTooLarge = fmt.Errorf("taxonomies: use files of up to %d MB and %d terms", MaxBytes>>20, MaxTerms)
	ErrTooDeep  = fmt.Errorf("taxonomies: the file nests deeper than %d levels", maxDepth)
	ErrEntities = errors.New("taxonomies: the file declares entities (<!ENTITY>); write their values out and try again")
	ErrEmpty    = errors.New("taxonomies: the file is empty")
	ErrNoTerms  = errors.New("taxonomies: no terms were found; this can be CSV with a heading, HSDS JSON, SKOS in RDF/XML, or Open Eligibility XML")
)
