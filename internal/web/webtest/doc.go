// Package webtest drives a real browser for tests, the way a person does: it
// clicks what can be seen, types into the box with a label, and notices when
// something is covered, cut off, not reachable or stopped by policy.
//
//	b := webtest.Start(t)
//	p := b.Page(t, server.URL)
//	p.Go("/refer")
//	p.Fill("Name", "Dee Marsh")
//	p.Choose("Phone")
//	p.Submit("Send referral")
//	p.See("Referral sent")
//	p.Check() // axe, no sideways scroll at 320 px, no policy violation
//
// Every method that finds a fault stops the test with a sentence about it. The
// browser is Debian's chromium or Chrome; where there is none, tests skip with
// one line, and fail instead when LINKWORK_TEST_STRICT is 1.
//
// Screenshots go to the folder in LINKWORK_TEST_SHOTS, an absolute path; without it
// none are written.
package webtest
