// Package migrations holds the tables as numbered SQL, one set for both
// engines. A file is named after the room that owns its tables
// (00003_jobs.sql; a nested room with an underscore: 00001_db_once.sql). Each
// column says what it holds. A released file never changes.
package migrations

import "embed"

// Files are the migrations in goose's format.
//
//go:embed *.sql
var Files embed.FS
