// Command notices writes the licences of everything that ends up in the binary:
// the Go modules linked into it and the npm packages whose files the build
// copies or compiles. `make assets` runs it; the result is served at /licences.
//
//	go run ./internal/tools/notices -o FILE [-npm DIR] [PACKAGE …]
//
// Packages default to ./cmd/linkwork. A Go module without a licence file stops
// the build, because its terms cannot then be passed on.
package main
