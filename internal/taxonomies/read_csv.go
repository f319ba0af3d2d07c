package taxonomies

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/openreferral/document"
	"linkwork/internal/words"
)

// Heading is a column of a CSV file that is read.
type Heading struct {
	what  string
	Holds string   // what stands in the column, in words
	Names []string // what it may be called, without case and signs; the first is ours
}

// Headings are the columns of CSV files that are read, by the names that
// published files give them. Only that of the name must be there.
var Headings = []Heading{
	{"name", "The term. Every file must have it", []string{"name", "term", "term name", "label", "preferred label", "preflabel", "title", "category"}},
	{"id", "What the list knows the term by", []string{"id", "term id", "termid", "identifier", "concept id"}},
	{"parent", "The term above: its id, code, address or name", []string{"parent id", "parent", "parentid", "parent term", "parent term id", "parent code", "parent uri", "broader", "parent name"}},
	{"description", "What the term means", []string{"description", "definition", "scope note", "notes", "summary"}},
	{"code", "Its code", []string{"code", "notation", "term code"}},
	{"uri", "Its web address", []string{"uri", "term uri", "url", "link", "address", "concept uri"}},
	{"others", "Other words for it, with ; or | between them", []string{"alternate names", "alternate name", "other names", "alternative names", "alternative labels", "altlabel", "alt labels", "synonyms", "also known as", "use references", "everyday words"}},
	{"taxonomy", "The list that it is of, where a file has several", []string{"taxonomy id", "taxonomy", "taxonomy name", "vocabulary", "scheme", "list"}},
	{"version", "The version of the list, in a file of lists", []string{"version"}},
}

// columns says where in a line each thing stands, and what the file calls it.
type columns struct {
	at     map[string]int
	called map[string]string
}

func (c columns) of(cells []string, what string) string {
	if i, ok := c.at[what]; ok && i < len(cells) {
		return cells[i]
	}
	return ""
}

// columnsOf reads a heading line. Where two columns mean the same, the one
// named first in Headings counts.
func columnsOf(cells []string) (columns, error) {
	c := columns{make(map[string]int), make(map[string]string)}
	folded := make([]string, len(cells))
	for i, cell := range cells {
		folded[i] = strings.Join(words.Split(strings.ReplaceAll(cell, "_", " ")), " ")
	}
	for _, heading := range Headings {
		for _, name := range heading.Names {
			if i := slices.Index(folded, name); i >= 0 {
				c.at[heading.what], c.called[heading.what] = i, strings.TrimSpace(cells[i])
				break
			}
		}
	}
	c.ohana()
	if _, ok := c.at["name"]; !ok {
		return c, errors.New("taxonomies: the first line must be headings, one of them name (or term, label, title)")
	}
	return c, nil
}

// ohana takes taxonomy_id for the id of the term where no other column is.
func (c columns) ohana() {
	if _, ok := c.at["id"]; !ok && words.Fold(c.called["taxonomy"]) == "taxonomy_id" {
		c.at["id"], c.called["id"] = c.at["taxonomy"], c.called["taxonomy"]
		delete(c.at, "taxonomy")
	}
}

// isTaxonomies says whether the lines are taxonomies and not terms.
func (c columns) isTaxonomies() bool {
	_, version := c.at["version"]
	_, parent := c.at["parent"]
	_, taxonomy := c.at["taxonomy"]
	return version && !parent && !taxonomy
}

// readCSV reads the lines under a heading line. A line that cannot be read is
// noted and left out.
func (d *draft) readCSV(body []byte) error {
	var c columns
	for line := range document.CSV(body, separator(body)) {
		var err error
		switch {
		case c.at == nil && line.Fault != nil:
			return fmt.Errorf("taxonomies: the heading line cannot be read: %w", line.Fault)
		case c.at == nil:
			c, err = columnsOf(line.Cells)
		case line.Fault != nil:
			d.note(line.Number, "", "", line.Fault.Error())
		default:
			err = d.addLine(c, line.Cells, line.Number)
		}
		if err != nil {
			return err
		}
	}
	if c.at == nil {
		return errors.New("taxonomies: the file has no heading line")
	}
	return nil
}

func (d *draft) addLine(c columns, cells []string, line int) error {
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if c.isTaxonomies() {
		d.addHead(Taxonomy{ID: c.of(cells, "id"), Name: c.of(cells, "name"), Description: c.of(cells, "description"), URI: c.of(cells, "uri"), Version: c.of(cells, "version")}, line)
		return nil
	}
	return d.add(draftTerm{line: line, taxonomy: c.of(cells, "taxonomy"), parent: c.of(cells, "parent"), field: c.called["parent"], Term: Term{
		ID: c.of(cells, "id"), Name: c.of(cells, "name"), Description: c.of(cells, "description"), Code: c.of(cells, "code"), URI: c.of(cells, "uri"),
		AlternateNames: strings.FieldsFunc(c.of(cells, "others"), func(r rune) bool { return r == ';' || r == '|' || r == '\n' }),
	}})
}

// separator is what stands between the columns: the one that the first line
// has most of.
func separator(body []byte) byte {
	first, _, _ := bytes.Cut(body, []byte("\n"))
	best := byte(',')
	for _, sign := range []byte("\t;") {
		if bytes.Count(first, []byte{sign}) > bytes.Count(first, []byte{best}) {
			best = sign
		}
	}
	return best
}
