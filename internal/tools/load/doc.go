// Command load measures what `make bench` prints: photographs taken in,
// questionnaires scored and reports over groups of answers, two pages as a link worker sees them, in areas
// of different sizes, and referrals accepted durably.
//
//	go run ./internal/tools/load [-binary FILE] [-people 20000,200000] [-answers 10000,100000,1000000] [-only answers|photographs] [-postgres URL] [-seconds 5] [-dir DIR]
//
// It runs the binary as it would serve, on an address of this machine, and
// asks over HTTP with connections that stay open: it logs in with a password,
// accepts compressed pages as a browser does, and reads every answer to its
// end. The processor time is the server's alone, as the system counts it, so
// what the asking costs is not in it; but asker and server share the machine,
// so what is left over for requests is less than a server alone would have.
//
// Photographs are taken in by a process of their own, because the largest memory
// of a process is counted from its start. Scoring and reports are measured in this process, by its own processor time.
//
// Half a second of each case goes by before anything is counted.
package main
