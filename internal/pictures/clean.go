package pictures

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"
)

// The limits of what is taken in and kept.
const (
	MostBytes  = 15 << 20   // of a photograph as it is sent
	MostPixels = 50_000_000 // of it
	LongSide   = 2560       // pixels of one that is kept, at most

	shortest = 16 // pixels of a side; less shows nothing
	longest  = 1 << 16
	quality  = 85
)

// MediaType is that of every picture that is kept.
const MediaType = "image/jpeg"

// Unfit is why a photograph cannot be taken, in words for whoever sent it, to
// stand at the field of a form.
type Unfit struct{ Words string }

func (u Unfit) Error() string { return u.Words }

// Why a photograph cannot be taken.
var (
	ErrUnreadable = Unfit{"This is not a photo that we can read. Send a JPEG or PNG"}
	ErrHEIC       = Unfit{"This photo is in a format (HEIC) that we cannot read. Send it as a JPEG, or take a screenshot of it and send that"}
	ErrTooLarge   = Unfit{fmt.Sprintf("This photo is larger than %d MB. Send a smaller one, or take a screenshot of it and send that", MostBytes>>20)}
	ErrTooMany    = Unfit{fmt.Sprintf("This photo has more than %d million pixels. Send a smaller one, or take a screenshot of it and send that", MostPixels/1_000_000)}
	ErrBroken     = Unfit{"This photo is damaged, or did not arrive whole. Send it again"}
	ErrTiny       = Unfit{"This photo is too small to show anything. Send a larger one"}
)

// Picture is a photograph that is safe to keep and to show.
type Picture struct {
	Body          []byte // JPEG without anything but pixels
	Width, Height int    // pixels
}

// Clean makes a photograph safe. The error is Unfit. Whatever a file holds
// besides its first picture, before or after it, is not in what comes back.
func Clean(body []byte) (Picture, error) {
	read, pixels, err := reader(body)
	if err != nil {
		return Picture{}, err
	}
	defer turn(pixels)()
	sent, err := read(bytes.NewReader(body))
	if err != nil {
		return Picture{}, ErrBroken
	}
	return written(turned(shrunk(sent, LongSide), orientation(body)))
}

// written is a picture made of pixels.
func written(m *image.RGBA) (Picture, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return Picture{}, fmt.Errorf("pictures: %w", err)
	}
	return Picture{Body: out.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}, nil
}

// reader is what decodes a photograph whose size is fit to be decoded, and how many
// pixels it will take memory for.
func reader(body []byte) (read decode, pixels int64, err error) {
	if len(body) > MostBytes {
		return nil, 0, ErrTooLarge
	}
	var size func(*bytes.Reader) (image.Config, error)
	switch formatOf(body) {
	case asJPEG:
		if scans(body) > mostScans {
			return nil, 0, ErrBroken
		}
		size = func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) }
		read = func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }
	case asPNG:
		size = func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) }
		read = func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }
	case asHEIC:
		return nil, 0, ErrHEIC
	default:
		return nil, 0, ErrUnreadable
	}
	c, err := size(bytes.NewReader(body))
	if err != nil {
		return nil, 0, ErrBroken
	}
	pixels, err = fit(c)
	return read, pixels, err
}

type decode func(*bytes.Reader) (image.Image, error)

// fit refuses pixel bombs by what a header says, before memory is taken for them.
// Pixels of eight bytes count twice.
func fit(c image.Config) (pixels int64, err error) {
	pixels = int64(c.Width) * int64(c.Height)
	if deep(c.ColorModel) {
		pixels *= 2
	}
	switch {
	case pixels > MostPixels, c.Width > longest, c.Height > longest:
		return 0, ErrTooMany
	case c.Width < shortest, c.Height < shortest:
		return 0, ErrTiny
	}
	return pixels, nil
}

// deep says whether a pixel takes eight bytes.
func deep(m color.Model) bool {
	return m == color.NRGBA64Model || m == color.RGBA64Model
}

// shrunk is a picture on white whose long side has so many pixels at most. It goes
// down by half at most in one step, so that every pixel has a part in what is left.
func shrunk(from image.Image, most int) *image.RGBA {
	size := sizeFor(from.Bounds().Dx(), from.Bounds().Dy(), most)
	for {
		w, h := from.Bounds().Dx(), from.Bounds().Dy()
		w, h = max(size.X, (w+1)/2), max(size.Y, (h+1)/2)
		to := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
		draw.ApproxBiLinear.Scale(to, to.Bounds(), from, from.Bounds(), draw.Over, nil)
		if from = to; to.Bounds().Max == size {
			return to
		}
	}
}

// sizeFor is the size in which a picture of w by h has no side of more than most.
func sizeFor(w, h, most int) image.Point {
	long := max(w, h)
	if long <= most {
		return image.Pt(w, h)
	}
	side := func(n int) int { return max(1, int(math.Round(float64(n)*float64(most)/float64(long)))) }
	return image.Pt(side(w), side(h))
}
