package db

import "database/sql"

// Scanner is a row of a result: *Rows and *Row are Scanners.
type Scanner interface{ Scan(dest ...any) error }

// Rows is a result with any number of rows.
type Rows struct {
	of   *session
	rows *sql.Rows
}

// Next goes to the next row. After false, ask Err.
func (r *Rows) Next() bool {
	if r.rows.Next() {
		return true
	}
	r.Close()
	return false
}

// Scan reads the row that Next went to.
func (r *Rows) Scan(dest ...any) error {
	if err := r.rows.Scan(dest...); err != nil {
		return r.of.fail(err)
	}
	return nil
}

// Err is the error that ended the rows early, if any.
func (r *Rows) Err() error {
	if err := r.rows.Err(); err != nil {
		return r.of.fail(err)
	}
	return nil
}

// Close ends the result. Closing twice does nothing.
func (r *Rows) Close() error {
	if r.of.open != r {
		return nil
	}
	r.of.open = nil
	if err := r.rows.Close(); err != nil {
		return r.of.fail(err)
	}
	return r.Err()
}

// Row is a result of at most one row.
type Row struct {
	rows *Rows
	err  error
}

// Scan reads the row and ends the result. ErrNotFound if there is none.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNotFound
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}
