// Package gallery shows every component on one page, for tests and for people
// who change the styles. The product does not contain it.
//
//	LINKWORK_TEST_SHOTS=/tmp/shots go test ./internal/web/gallery
package gallery
