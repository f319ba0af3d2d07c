package document

import (
	"bytes"
	"errors"
	"iter"
	"strings"
)

// What can be wrong with a line of a table. Each goes on after the line's name.
var (
	errOpen    = errors.New("a quotation mark is opened and not closed; the line is left out")
	errInside  = errors.New("a quotation mark stands inside a quoted cell; write it twice. The line is left out")
	errTooWide = errors.New("there are more cells than headings; put cells with a comma in quotation marks. The line is left out")
)

// cells reads a CSV file line by line. A quotation mark in a cell that does not
// begin with one is a letter like others. A quoted cell may have line ends; one
// that is not closed as it should be spoils the line on which it begins and no
// other, where a common reader would swallow lines up to the next mark.
type cells struct {
	rest  []byte
	comma byte // what stands between two cells
	line  int  // of what comes next, from 1
}

// Line is a line of a CSV file, or what is wrong with it.
type Line struct {
	Number int // of the line on which it begins, from 1
	Cells  []string
	Fault  error // why it cannot be read; a sentence that goes on after its number
}

// CSV reads the lines of a CSV file with something between two cells, but for
// empty ones. A line that cannot be read has a fault, and those after it are read.
func CSV(text []byte, comma byte) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		all := cells{rest: text, comma: comma, line: 1}
		for line, more := all.next(); more; line, more = all.next() {
			isEmpty := line.Fault == nil && len(line.Cells) == 1 && strings.Trim(line.Cells[0], "\r") == ""
			if !isEmpty && !yield(line) {
				return
			}
		}
	}
}

// next reads a line; more is false at the end. After a line with a fault,
// reading goes on with the next.
func (c *cells) next() (l Line, more bool) {
	start := *c
	l.Number = c.line
	for len(c.rest) > 0 || len(l.Cells) > 0 {
		cell, ends, err := c.cell()
		if err != nil {
			*c = start
			c.skip()
			return Line{Number: l.Number, Fault: err}, true
		}
		if l.Cells = append(l.Cells, cell); ends {
			return l, true
		}
	}
	return l, false
}

// cell reads a cell and what stands behind it. ends says whether that is the
// end of the line. Spaces before a quotation mark do not matter.
func (c *cells) cell() (text string, ends bool, err error) {
	if trimmed := bytes.TrimLeft(c.rest, " "); len(trimmed) > 0 && trimmed[0] == '"' {
		c.rest = trimmed
		return c.quoted()
	}
	end := bytes.IndexAny(c.rest, string([]byte{c.comma, '\n'}))
	if end < 0 {
		text, c.rest = string(c.rest), nil
		return text, true, nil
	}
	text, ends = string(c.rest[:end]), c.rest[end] == '\n'
	c.past(end + 1)
	return text, ends, nil
}

// quoted reads a cell in quotation marks, in which two of them are one.
func (c *cells) quoted() (text string, ends bool, err error) {
	var out []byte
	at := 1
	for {
		mark := bytes.IndexByte(c.rest[at:], '"')
		if mark < 0 {
			return "", false, errOpen
		}
		out = append(out, c.rest[at:at+mark]...)
		at += mark + 1
		if at == len(c.rest) || c.rest[at] != '"' {
			break
		}
		out = append(out, '"')
		at++
	}
	behind := bytes.TrimLeft(c.rest[at:], " \r")
	at = len(c.rest) - len(behind)
	switch {
	case len(behind) == 0:
		c.rest = nil
		return string(out), true, nil
	case behind[0] != c.comma && behind[0] != '\n':
		if bytes.IndexByte(out, '\n') >= 0 {
			return "", false, errOpen
		}
		return "", false, errInside
	}
	c.past(at + 1)
	return string(out), behind[0] == '\n', nil
}

// skip goes to the next line.
func (c *cells) skip() {
	end := bytes.IndexByte(c.rest, '\n')
	if end < 0 {
		end = len(c.rest) - 1
	}
	c.past(end + 1)
}

// past goes on behind so many bytes.
func (c *cells) past(n int) {
	c.line += bytes.Count(c.rest[:n], []byte("\n"))
	c.rest = c.rest[n:]
}
