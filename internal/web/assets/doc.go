// Package assets holds the style sheet, scripts and icons inside the binary
// and serves them.
//
// `make assets` builds them from the pinned npm packages and from src into
// dist, which is not kept in version control. Without that step the program
// still compiles; pages then have no style and /assets answers with the
// command to run.
//
// All files share one address, /assets/<hash>/name, where hash is that of
// everything in dist. So a file may be cached for ever, relative links between
// files (a style sheet to its icons, a module to the module it imports) keep
// working, and a new release never mixes with an old file.
package assets
