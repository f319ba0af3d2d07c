package pictures

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"math"
)

// Thumb is a picture made small, for a sheet of many: its long side has so many
// pixels at most.
func Thumb(p Picture, longSide int) (Picture, error) {
	return again(p, longSide, nil)
}

// Region is a part of a picture as it is shown, in parts of its width and height:
// 0, 0 is the left upper corner, 1 by 1 is all of it.
type Region struct{ X, Y, Width, Height float64 }

// Why a picture cannot be covered.
var (
	ErrNoRegion = Unfit{"Mark at least one area to cover"}
	ErrRegion   = Unfit{"An area lies outside of the photo or has no size. Mark it again"}
)

// Redact covers regions of a picture with black. Nothing of what they showed is in
// what comes back: two photographs that differ in the regions alone become the
// same bytes. A mosaic or a blur would keep something of each pixel, from which
// faces and letters have been brought back, so there is none.
func Redact(p Picture, regions []Region) (Picture, error) {
	if len(regions) == 0 {
		return Picture{}, ErrNoRegion
	}
	return again(p, LongSide, regions)
}

// again writes a picture of ours anew, smaller or with regions covered.
func again(p Picture, longSide int, covered []Region) (Picture, error) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(p.Body))
	if err != nil || max(c.Width, c.Height) > LongSide {
		return Picture{}, ErrBroken
	}
	defer turn(int64(c.Width) * int64(c.Height))()
	was, err := jpeg.Decode(bytes.NewReader(p.Body))
	if err != nil {
		return Picture{}, ErrBroken
	}
	m := shrunk(was, longSide)
	for _, r := range covered {
		area := r.in(m.Bounds())
		if area.Empty() {
			return Picture{}, ErrRegion
		}
		draw.Draw(m, area, image.Black, image.Point{}, draw.Src)
	}
	return written(m)
}

// How far what a region shows has spread: the camera wrote blocks of up to 16
// pixels, whose pixels tell of one another; making the picture smaller mixed it with
// its neighbours; and Clean wrote blocks of 16 again, so that the region ends where
// they do.
const (
	block  = 16
	spread = block + 2
)

// in is the region in pixels with everything into which it has spread, or nothing
// if there is nothing of it in the picture.
func (r Region) in(b image.Rectangle) image.Rectangle {
	if !(r.Width > 0 && r.Height > 0 && r.X < 1 && r.Y < 1 && r.X+r.Width > 0 && r.Y+r.Height > 0) {
		return image.Rectangle{} // also what is no number
	}
	w, h := float64(b.Dx()), float64(b.Dy())
	at := func(v float64) int { return int(max(-1, min(v, LongSide+1))) } // a far number is as good as one just outside
	exact := image.Rect(at(math.Floor(r.X*w)), at(math.Floor(r.Y*h)), at(math.Ceil((r.X+r.Width)*w)), at(math.Ceil((r.Y+r.Height)*h)))
	exact = exact.Inset(-spread).Intersect(b)
	down := func(n int) int { return n / block * block }
	up := func(n int) int { return (n + block - 1) / block * block }
	return image.Rect(down(exact.Min.X), down(exact.Min.Y), up(exact.Max.X), up(exact.Max.Y)).Intersect(b)
}
