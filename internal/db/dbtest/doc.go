// Package dbtest gives tests fresh databases on both engines.
//
// A test is written once:
//
//	func TestReceive(t *testing.T) {
//		dbtest.Each(t, func(t *testing.T, d *db.DB) { … })
//	}
//
// and runs on SQLite and on the PostgreSQL server that LINKWORK_TEST_POSTGRES
// names (a postgres:// URL of a superuser). Without that variable the
// PostgreSQL half is skipped, or fails when LINKWORK_TEST_STRICT is 1.
//
// Every database is migrated, empty, has a clock that stands at 9am on Monday
// 23 November 2026 until the test moves it (see [ClockOf]), and runs each
// closure given to Write twice, the first run rolled back.
package dbtest
