package backup

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
)

// rows reads the lines of one table's file.
type rows struct {
	file  *os.File
	lines *bufio.Reader
	hash  hash.Hash
	table table
	count int64
}

func openRows(name string, t table) (*rows, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &rows{file: f, lines: bufio.NewReaderSize(zip, 64<<10), hash: sha256.New(), table: t}, nil
}

// next returns the values of the next line, or io.EOF.
func (r *rows) next() ([]any, error) {
	line, err := r.lines.ReadBytes('\n')
	if err != nil {
		if err == io.EOF && len(line) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	r.hash.Write(line)
	r.count++
	var raw []json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, fmt.Errorf("line %d: %w", r.count, err)
	}
	if len(raw) != len(r.table.columns) {
		return nil, fmt.Errorf("line %d: %d values for %d columns", r.count, len(raw), len(r.table.columns))
	}
	row := make([]any, len(raw))
	for i, c := range r.table.columns {
		if row[i], err = c.Kind.parse(raw[i]); err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", r.count, c.Name, err)
		}
	}
	return row, nil
}

func (r *rows) sum() string { return hex.EncodeToString(r.hash.Sum(nil)) }

func (r *rows) close() error { return r.file.Close() }
