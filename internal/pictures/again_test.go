package pictures_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/pictures"
)

// scene is a picture of noise, the same for the same seed.
func scene(w, h int, seed uint64) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	paint(m, m.Rect, seed)
	return m
}

// paint fills a part of a picture with noise.
func paint(m *image.RGBA, part image.Rectangle, seed uint64) {
	noise := rand.New(rand.NewPCG(seed, 1))
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			v := noise.Uint32()
			m.SetRGBA(x, y, color.RGBA{uint8(v), uint8(v >> 8), uint8(v >> 16), 255})
		}
	}
}

// inside is the part of a picture of w by h of which every pixel lies in a region.
func inside(r pictures.Region, w, h int) image.Rectangle {
	up := func(v float64, n int) int { return max(0, int(math.Ceil(v*float64(n)-1e-9))) }
	down := func(v float64, n int) int { return min(n, int(math.Floor(v*float64(n)+1e-9))) }
	return image.Rect(up(r.X, w), up(r.Y, h), down(r.X+r.Width, w), down(r.Y+r.Height, h))
}

// sameCovered checks the law of Redact: two photographs that differ in the regions
// alone become the same bytes, and the regions are black.
func sameCovered(t testing.TB, w, h int, regions []pictures.Region, sent func(image.Image) []byte, seed uint64) {
	t.Helper()
	one, other := scene(w, h, seed), scene(w, h, seed)
	for i, r := range regions {
		paint(other, inside(r, w, h), seed+uint64(i)+1)
	}
	var covered [2]pictures.Picture
	var before [2]pictures.Picture
	for i, m := range []image.Image{one, other} {
		before[i], _ = clean(t, sent(m))
		var err error
		if covered[i], err = pictures.Redact(before[i], regions); err != nil {
			t.Fatal(err)
		}
	}
	if differ := !bytes.Equal(one.Pix, other.Pix); differ && bytes.Equal(before[0].Body, before[1].Body) && min(w, h) > 64 {
		t.Fatal("the photographs do not differ: nothing is tested")
	}
	if !bytes.Equal(covered[0].Body, covered[1].Body) {
		t.Fatalf("%d by %d: the bytes tell what was in %v", w, h, regions)
	}
	m := sound(t, covered[0])
	for _, r := range regions {
		part := inside(r, covered[0].Width, covered[0].Height)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			for x := part.Min.X; x < part.Max.X; x++ {
				if c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA); c.R > 2 || c.G > 2 || c.B > 2 {
					t.Fatalf("%d, %d of %v is %v", x, y, r, c)
				}
			}
		}
	}
}

func TestNothingOfWhatIsCoveredIsLeft(t *testing.T) {
	formats := map[string]func(image.Image) []byte{"JPEG": asJPEG, "PNG": asPNG}
	rapid.Check(t, func(r *rapid.T) {
		part := rapid.Float64Range(-0.2, 1)
		size := rapid.Float64Range(0.01, 1)
		regions := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) pictures.Region {
			g := pictures.Region{X: part.Draw(r, "x"), Y: part.Draw(r, "y"), Width: size.Draw(r, "width"), Height: size.Draw(r, "height")}
			g.Width, g.Height = max(g.Width, 0.01-g.X), max(g.Height, 0.01-g.Y)
			g.X, g.Y = min(g.X, 0.99), min(g.Y, 0.99)
			return g
		}), 1, 3).Draw(r, "regions")
		sent := formats[rapid.SampledFrom([]string{"JPEG", "PNG"}).Draw(r, "format")]
		sameCovered(t, rapid.IntRange(16, 300).Draw(r, "width"), rapid.IntRange(16, 300).Draw(r, "height"), regions, sent, rapid.Uint64().Draw(r, "seed"))
	})
}

// TestMakingSmallerSpreadsNothing is the same for photographs that Clean made
// smaller, in one step and in several.
func TestMakingSmallerSpreadsNothing(t *testing.T) {
	for _, w := range []int{2600, 3333, 6000, 12000} {
		for _, x := range []float64{0.2513, 0.5} {
			sameCovered(t, w, 120, []pictures.Region{{X: x, Y: 0.3, Width: 0.2, Height: 0.4}}, asJPEG, uint64(w))
		}
	}
}

func TestOnlyWhatIsMarkedIsCovered(t *testing.T) {
	p, _ := clean(t, asJPEG(corners(640, 320)))
	covered, err := pictures.Redact(p, []pictures.Region{{X: 0.6, Y: 0.6, Width: 0.3, Height: 0.3}})
	if err != nil {
		t.Fatal(err)
	}
	m := sound(t, covered)
	if got := seen(m); got != "rgb?" || covered.Width != 640 || covered.Height != 320 {
		t.Errorf("%s, %d by %d", got, covered.Width, covered.Height)
	}
	for _, at := range []image.Point{{340, 170}, {630, 310}} { // beside the mark
		if c := color.RGBAModel.Convert(m.At(at.X, at.Y)).(color.RGBA); c.R < 200 || c.G < 200 || c.B > 60 {
			t.Errorf("%v is %v", at, c)
		}
	}
}

func TestWhatIsNoMarkIsRefused(t *testing.T) {
	p, _ := clean(t, asJPEG(corners(64, 32)))
	if _, err := pictures.Redact(p, nil); !errors.Is(err, pictures.ErrNoRegion) {
		t.Errorf("none: %v", err)
	}
	nan, inf := math.NaN(), math.Inf(1)
	fine := pictures.Region{Width: 0.5, Height: 0.5}
	for _, r := range []pictures.Region{{}, {X: 1, Width: 1, Height: 1}, {Y: 1.5, Width: 1, Height: 1}, {X: -1, Width: 1, Height: 1}, {Width: 1, Height: -1}, {Width: 0, Height: 1},
		{X: nan, Width: 1, Height: 1}, {Width: nan, Height: 1}, {X: -inf, Width: inf, Height: 1}, {X: inf, Width: 1, Height: 1}} {
		if _, err := pictures.Redact(p, []pictures.Region{fine, r}); !errors.Is(err, pictures.ErrRegion) {
			t.Errorf("%v: %v", r, err)
		}
	}
	for _, r := range []pictures.Region{{X: -1e300, Width: inf, Height: 1}, {X: 0.5, Y: 0.5, Width: 1e-300, Height: 1e-300}} {
		if _, err := pictures.Redact(p, []pictures.Region{r}); err != nil {
			t.Errorf("%v: %v", r, err)
		}
	}
	for name, body := range map[string][]byte{"nothing": nil, "no picture": []byte("words"), "half": p.Body[:len(p.Body)/2], "one that we did not write": asJPEG(corners(3000, 40))} {
		if _, err := pictures.Redact(pictures.Picture{Body: body}, []pictures.Region{fine}); !errors.Is(err, pictures.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAThumbIsThePictureMadeSmall(t *testing.T) {
	for _, c := range []struct{ w, h, most, wantW, wantH int }{{640, 320, 160, 160, 80}, {320, 640, 160, 80, 160}, {100, 50, 160, 100, 50}, {2560, 20, 160, 160, 1}} {
		p, _ := clean(t, withSegments(asJPEG(corners(c.w, c.h)), jpegExif(1)))
		thumb, err := pictures.Thumb(p, c.most)
		if err != nil {
			t.Fatal(err)
		}
		m := sound(t, thumb)
		if thumb.Width != c.wantW || thumb.Height != c.wantH {
			t.Errorf("%d by %d became %d by %d", c.w, c.h, thumb.Width, thumb.Height)
		}
		if c.h > 20 && seen(m) != "rgby" {
			t.Errorf("%d by %d: %s", c.w, c.h, seen(m))
		}
	}
}
