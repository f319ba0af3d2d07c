// Package qr draws an address as a code that a phone's camera reads. It is drawn
// as one path within the page, so that it prints sharply and needs no file.
package qr

import (
	"fmt"
	"strings"

	qr "github.com/piglig/go-qr"
)

// quiet is the white border that cameras need, in modules.
const quiet = 4

// Code is an address as a code.
type Code struct {
	Address string
	Label   string // what a screen reader says instead: "Code for the form"
}

// path is what is black, and side how many modules the code is wide with its
// border. An address that is too long for a code leaves it empty; ours are not.
func (c Code) path() (path string, side int) {
	code, err := qr.EncodeText(c.Address, qr.Medium)
	if err != nil {
		return "", 1
	}
	var b strings.Builder
	for y := range code.Size() {
		for x := range code.Size() {
			if code.Module(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return b.String(), code.Size() + 2*quiet
}
