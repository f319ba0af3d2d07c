// Package wordings is where managers look after the templates of their team for
// messages and letters, and administrators after those of the area.
package wordings
