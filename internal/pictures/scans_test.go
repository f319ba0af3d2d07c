package pictures

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

func TestScansAreCountedUpToTheEnd(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 64)), nil); err != nil {
		t.Fatal(err)
	}
	photo := b.Bytes()
	twice := bytes.Replace(photo, []byte{0xff, 0xd9}, []byte{0xff, 0xda, 0, 3, 1, 0xff, 0, 0xff, 0xd0, 0xff, 0xd9}, 1)
	for name, c := range map[string]struct {
		body []byte
		want int
	}{
		"one": {photo, 1}, "a second after the end": {append(bytes.Clone(photo), photo...), 1}, "two": {twice, 2}, "cut": {photo[:len(photo)-2], 1}, "nothing": {nil, 0}, "a length that leads out": {[]byte{0xff, 0xd8, 0xff, 0xe1, 0xff}, 0},
	} {
		if got := scans(c.body); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}
