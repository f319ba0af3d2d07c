// Package backup writes an area's whole database to a folder and brings it
// back, in one form for both engines: what was backed up from SQLite can be
// restored into PostgreSQL, and the other way round.
//
// A folder holds one file for each table, its rows in the order of the primary
// key, one JSON array a line, compressed with gzip; and manifest.json, written
// last, with the version of the tables and for each table its columns, the
// number of its rows and the SHA-256 of its lines. A folder without a manifest
// is an unfinished backup.
//
// A backup is one snapshot: it holds every write acknowledged before it began,
// and of those made meanwhile either all or nothing. It can be taken while
// people work, also by another process (db.WithReadOnly).
//
// A restore goes into an empty database at the backup's version. It is one
// write: all or nothing. What was stored is read back and compared before the
// commit.
//
// This package names no table: it asks the database which there are.
package backup
