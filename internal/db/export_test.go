package db

import "time"

// SetTimes changes how long PostgreSQL may take.
func SetTimes(d *DB, read, write time.Duration) {
	p := d.engine.(*postgresDB)
	p.readTime, p.writeTime = read, write
}

// Waiting is how many closures wait for SQLite's writer.
func Waiting(d *DB) int { return int(d.engine.(*sqliteDB).writer.waiting.Load()) }

// RunOnWriter runs q on SQLite's writing connection outside a transaction.
func RunOnWriter(d *DB, q string) error {
	w := d.engine.(*sqliteDB).writer
	return w.alone(func() error { return w.conn.run(q) })
}
