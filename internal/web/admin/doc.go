// Package admin is where an administrator keeps the house in order: accounts,
// teams, practices, the area's settings and the messages that did not go. It
// shows no person's record.
package admin
