// Package drafts keeps what somebody has typed and not yet sent, on the server:
// on a shared computer nothing stays in the browser.
//
// What was looked for about a person is kept here too: it stands in no address,
// and whoever goes back to the list finds it again.
//
// There is one draft for each owner and page. It goes when the page is sent
// (the act drops it in its own write) or 30 days after it was last saved. It
// is read by its owner and nobody else.
package drafts
