package pictures

import (
	"bytes"
	"image"

	"github.com/bep/imagemeta"
)

// orientation is how the camera was held, EXIF tag 0x0112: 1 to 8, and 1 where
// nothing is said or it cannot be read.
func orientation(body []byte) int {
	held := 1
	options := imagemeta.Options{R: bytes.NewReader(body), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Namespace == "IFD0" && t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				held = int(v)
			}
			return imagemeta.ErrStopWalking
		}}
	if formatOf(body) == asPNG {
		options.ImageFormat = imagemeta.PNG
	}
	if _, err := imagemeta.Decode(options); err != nil {
		return 1 // what a damaged tag says is no reason to refuse the pixels
	}
	return held
}

// turned is a picture as it is meant to be seen.
func turned(from *image.RGBA, held int) *image.RGBA {
	if held == 1 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if held >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(size)
	for y := range size.Max.Y {
		for x := range size.Max.X {
			at := source(held, x, y, w, h)
			copy(to.Pix[to.PixOffset(x, y):][:4], from.Pix[from.PixOffset(at.X, at.Y):][:4])
		}
	}
	return to
}

// source is the pixel of a picture of w by h that is seen at x, y.
func source(held, x, y, w, h int) image.Point {
	switch held {
	case 2: // mirrored
		return image.Pt(w-1-x, y)
	case 3: // upside down
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6: // shown a quarter turn to the right
		return image.Pt(y, h-1-x)
	case 7:
		return image.Pt(w-1-y, h-1-x)
	case 8: // shown a quarter turn to the left
		return image.Pt(w-1-y, x)
	}
	return image.Pt(x, y)
}
