package backup

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkwork/internal/db"
)

// most is how many values one INSERT has at most; both engines allow more. A row
// that takes it over mostBytes is its last: rows of files and pictures are large.
const (
	most      = 2000
	mostBytes = 4 << 20
)

// insertAll inserts the rows of a table. A row that refers to another row of
// the same table comes after it.
func insertAll(tx *db.Tx, t table, in *rows) error {
	ins := &inserter{tx: tx, table: t, many: max(most/len(t.columns), 1)}
	for _, ref := range t.self() {
		ins.refs = append(ins.refs, ownRef{t.place(ref.column), t.place(ref.target), map[any]bool{nil: true}})
	}
	for {
		row, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := ins.add(row); err != nil {
			return err
		}
	}
	return ins.finish()
}

func (t table) place(column string) int {
	return slices.IndexFunc(t.columns, func(c Column) bool { return c.Name == column })
}

// ownRef is a reference of a table to itself, by places in a row.
type ownRef struct {
	from, to int
	seen     map[any]bool // what can be referred to by now
}

// inserter gathers rows to insert many at a time.
type inserter struct {
	tx    *db.Tx
	table table
	many  int
	refs  []ownRef
	ready [][]any
	bytes int     // in the values that are ready
	early [][]any // wait for the row they refer to
}

// add takes a row now, or puts it aside.
func (i *inserter) add(row []any) error {
	for _, ref := range i.refs {
		if row[ref.from] != row[ref.to] && !ref.seen[row[ref.from]] {
			i.early = append(i.early, row)
			return nil
		}
	}
	for _, ref := range i.refs {
		ref.seen[row[ref.to]] = true
	}
	i.ready = append(i.ready, row)
	for _, v := range row {
		i.bytes += sizeOf(v)
	}
	if len(i.ready) < i.many && i.bytes < mostBytes {
		return nil
	}
	return i.flush()
}

// sizeOf is how long a value is that may be long.
func sizeOf(v any) int {
	switch v := v.(type) {
	case []byte:
		return len(v)
	case string:
		return len(v)
	}
	return 0
}

// finish inserts what is left, going round as long as that helps.
func (i *inserter) finish() error {
	for len(i.early) > 0 {
		waiting := i.early
		i.early = nil
		for _, row := range waiting {
			if err := i.add(row); err != nil {
				return err
			}
		}
		if len(i.early) == len(waiting) {
			return errors.New("rows refer to rows that are not there")
		}
	}
	return i.flush()
}

func (i *inserter) flush() error {
	if len(i.ready) == 0 {
		return nil
	}
	var q strings.Builder
	args := make([]any, 0, len(i.ready)*len(i.table.columns))
	fmt.Fprintf(&q, "INSERT INTO %s (%s) VALUES ", quoted(i.table.name), list(i.table.names()))
	for n, row := range i.ready {
		if n > 0 {
			q.WriteString(", ")
		}
		for c, v := range row {
			args = append(args, v)
			q.WriteString(map[bool]string{true: "(", false: ", "}[c == 0])
			fmt.Fprintf(&q, "$%d", len(args))
		}
		q.WriteString(")")
	}
	clear(i.ready)
	i.ready, i.bytes = i.ready[:0], 0
	_, err := i.tx.Exec(q.String(), args...)
	return err
}
