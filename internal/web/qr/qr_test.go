package qr

import (
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	code "github.com/piglig/go-qr"
)

// What is drawn is read again by a decoder.
func TestADrawnCodeIsRead(t *testing.T) {
	for _, address := range []string{"https://linkwork.example/questions/xAz09-_", "https://linkwork.example/fill-in/" + strings.Repeat("aB3", 20)} {
		path, side := Code{Address: address}.path()
		const scale = 8
		img := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		for _, m := range regexp.MustCompile(`M(\d+) (\d+)h1v1h-1z`).FindAllStringSubmatch(path, -1) {
			x, _ := strconv.Atoi(m[1])
			y, _ := strconv.Atoi(m[2])
			for dx := range scale {
				for dy := range scale {
					img.SetGray(x*scale+dx, y*scale+dy, color.Gray{})
				}
			}
		}
		got, err := code.Decode(img)
		if err != nil {
			t.Fatal(err)
		}
		if got != address {
			t.Errorf("%q", got)
		}
	}
	if path, _ := (Code{Address: strings.Repeat("x", 5000)}).path(); path != "" {
		t.Error("something was drawn")
	}
}
