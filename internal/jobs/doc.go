// Package jobs does work outside a request: sending mail, asking again,
// tidying. It models a tray of slips that anybody on duty may take.
//
// A job is enqueued in the write that makes it necessary, so there is never one
// without the other. A [Runner] leases a due job, runs its handler and throws
// the job away. If the process dies, the lease ends and another runner takes
// the job: a handler can therefore run more than once for one job, and is
// written so that the second time does no harm. A handler is told to stop
// before its lease ends. A runner takes only the kinds that it has handlers for:
// while several processes are renewed one by one, an old one leaves the jobs of
// a new one alone. A job that nobody does waits, and the tray says since when.
//
// A handler that fails is tried again, each time after a longer pause with
// some chance in it, so that failures do not come back all at once. After
// [MaxTries] the job is dead: it stays, with its last error, until a person
// revives or drops it.
package jobs
