package photos

import (
	"errors"
	"net/url"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// FuzzRegions reads whatever stands in the boxes of two areas: each area that is read
// lies within the picture, and what is wrong has words.
func FuzzRegions(f *testing.F) {
	f.Add("40", "40", "20", "30", "")
	f.Add("0", "0", "100%", " 100 ", "1")
	f.Add("NaN", "1e300", "-1", "0x1p-2", "Inf")
	f.Add("99.9", "0", "50", "50", "4o")
	f.Fuzz(func(t *testing.T, left, top, width, height, second string) {
		sent := visit.Fields{Values: url.Values{"left-0": {left}, "top-0": {top}, "width-0": {width}, "height-0": {height}, "left-1": {second}}}
		all, err := regions(sent)
		var bad *db.Invalid
		if err != nil && (!errors.As(err, &bad) || bad.Fields[0].Field != "regions" || bad.Fields[0].Message == "") {
			t.Fatal(err)
		}
		for _, r := range all {
			if !(r.X >= 0 && r.X <= 1 && r.Y >= 0 && r.Y <= 1 && r.Width > 0 && r.Width <= 1 && r.Height > 0 && r.Height <= 1) {
				t.Fatalf("%+v", r)
			}
		}
	})
}
