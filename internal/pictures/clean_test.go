package pictures_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/pictures"
)

// The corners of the picture of tests, as they are meant to be seen.
var (
	red    = color.RGBA{220, 20, 20, 255}
	green  = color.RGBA{20, 200, 20, 255}
	blue   = color.RGBA{20, 20, 220, 255}
	yellow = color.RGBA{220, 220, 20, 255}
)

// corners is a picture with red and green above, blue and yellow below.
func corners(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, [4]color.RGBA{red, green, blue, yellow}[x*2/w+y*2/h*2])
		}
	}
	return m
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// segment is a part of a JPEG that stands before the pixels.
func segment(marker byte, body []byte) []byte {
	return append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

func withSegments(photo []byte, segments ...[]byte) []byte {
	return bytes.Join(append([][]byte{photo[:2]}, append(segments, photo[2:])...), nil)
}

func chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// withChunks puts chunks after the header of a PNG.
func withChunks(photo []byte, chunks ...[]byte) []byte {
	const header = 8 + 25
	return bytes.Join(append([][]byte{photo[:header]}, append(chunks, photo[header:])...), nil)
}

// exif is what a phone writes: how it was held, what it was, and where.
func exif(held uint16) []byte {
	le := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		b = le.AppendUint16(le.AppendUint16(b, tag), kind)
		b = le.AppendUint32(le.AppendUint32(b, count), value)
	}
	b = le.AppendUint16(b, 3)
	entry(0x010f, 2, 12, 50) // make
	entry(0x0112, 3, 1, uint32(held))
	entry(0x8825, 4, 1, 62) // GPS
	b = le.AppendUint32(b, 0)
	b = append(b, "MadeUpPhone\x00"...)
	b = le.AppendUint16(b, 2)
	entry(1, 2, 2, uint32('N'))
	entry(2, 5, 3, 92)
	b = le.AppendUint32(b, 0)
	for _, v := range []uint32{51, 1, 28, 1, 4013, 100} {
		b = le.AppendUint32(b, v)
	}
	return b
}

func jpegExif(held uint16) []byte {
	return segment(0xe1, append([]byte("Exif\x00\x00"), exif(held)...))
}

func clean(t testing.TB, body []byte) (pictures.Picture, image.Image) {
	t.Helper()
	p, err := pictures.Clean(body)
	if err != nil {
		t.Fatal(err)
	}
	return p, sound(t, p)
}

// sound checks what holds for every picture that is kept, and decodes it.
func sound(t testing.TB, p pictures.Picture) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds() != image.Rect(0, 0, p.Width, p.Height) || max(p.Width, p.Height) > pictures.LongSide {
		t.Errorf("%v, said to be %d by %d", m.Bounds(), p.Width, p.Height)
	}
	for _, marker := range markers(p.Body) {
		if marker >= 0xe0 && marker <= 0xef || marker == 0xfe {
			t.Errorf("segment %x is left", marker)
		}
	}
	if !bytes.HasSuffix(p.Body, []byte{0xff, 0xd9}) {
		t.Error("something comes after the picture")
	}
	return m
}

// markers are the segments of a JPEG up to its pixels.
func markers(b []byte) (all []byte) {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; at += 2 + int(binary.BigEndian.Uint16(b[at+2:])) {
		if all = append(all, b[at+1]); b[at+1] == 0xda {
			break
		}
	}
	return all
}

// seen is which of the four colours a corner has.
func seen(m image.Image) (names string) {
	b := m.Bounds()
	for _, p := range []image.Point{{b.Dx() / 4, b.Dy() / 4}, {b.Dx() * 3 / 4, b.Dy() / 4}, {b.Dx() / 4, b.Dy() * 3 / 4}, {b.Dx() * 3 / 4, b.Dy() * 3 / 4}} {
		r, g, bl, _ := m.At(p.X, p.Y).RGBA()
		switch r, g, bl := r > 0x8000, g > 0x8000, bl > 0x8000; {
		case r && g && !bl:
			names += "y"
		case r && !g && !bl:
			names += "r"
		case g && !r && !bl:
			names += "g"
		case bl && !r && !g:
			names += "b"
		default:
			names += "?"
		}
	}
	return names
}

func TestAPictureIsSeenAsTheCameraWasHeld(t *testing.T) {
	// What is seen of rg/by with each orientation; EXIF 2.32, 4.6.4.
	for held, want := range map[uint16]string{0: "rgby", 1: "rgby", 2: "gryb", 3: "ybgr", 4: "byrg", 5: "rbgy", 6: "bryg", 7: "ygbr", 8: "gyrb", 9: "rgby"} {
		for name, photo := range map[string][]byte{
			"JPEG": withSegments(asJPEG(corners(64, 32)), jpegExif(held)),
			"PNG":  withChunks(asPNG(corners(64, 32)), chunk("eXIf", exif(held))),
		} {
			p, m := clean(t, photo)
			if got := seen(m); got != want {
				t.Errorf("%s held %d: %s, want %s", name, held, got, want)
			}
			if lying := held >= 5 && held <= 8; lying != (p.Height > p.Width) {
				t.Errorf("%s held %d: %d by %d", name, held, p.Width, p.Height)
			}
		}
	}
}

func TestNothingButPixelsIsLeft(t *testing.T) {
	const secret = "51 28 40 N, at home with Amina"
	var parts [][]byte
	for n := byte(0xe0); n <= 0xef; n++ {
		if n != 0xee { // Adobe's says how colours are meant, and other words there are an error
			parts = append(parts, segment(n, []byte(secret)))
		}
	}
	parts = append(parts, jpegExif(6), segment(0xfe, []byte(secret)), segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secret)))
	for name, photo := range map[string][]byte{
		"JPEG": append(withSegments(asJPEG(corners(64, 32)), parts...), secret...),
		"PNG": append(withChunks(asPNG(corners(64, 32)), chunk("tEXt", []byte("Comment\x00"+secret)), chunk("eXIf", exif(6)), chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret)),
			chunk("quIx", []byte(secret))), secret...),
	} {
		if !bytes.Contains(photo, []byte("MadeUpPhone")) {
			t.Fatalf("%s: nothing to take away", name)
		}
		p, _ := clean(t, photo)
		for _, rest := range []string{secret, "MadeUpPhone", "Exif", "adobe", "ICC"} {
			if bytes.Contains(p.Body, []byte(rest)) {
				t.Errorf("%s: %q is left", name, rest)
			}
		}
	}
}

func TestEveryColourModelIsRead(t *testing.T) {
	from := corners(64, 32)
	gray, gray16, deep := image.NewGray(from.Rect), image.NewGray16(from.Rect), image.NewNRGBA64(from.Rect)
	few := image.NewPaletted(from.Rect, color.Palette{red, green, blue, yellow})
	cmyk := image.NewCMYK(from.Rect)
	for y := range 32 {
		for x := range 64 {
			gray.Set(x, y, from.At(x, y))
			gray16.Set(x, y, from.At(x, y))
			deep.Set(x, y, from.At(x, y))
			few.Set(x, y, from.At(x, y))
			cmyk.Set(x, y, from.At(x, y))
		}
	}
	for _, m := range []image.Image{deep, few, from} {
		if _, seenAs := clean(t, asPNG(m)); seen(seenAs) != "rgby" {
			t.Errorf("%T: %s", m, seen(seenAs))
		}
	}
	for _, photo := range [][]byte{asPNG(gray), asPNG(gray16), asJPEG(gray), asJPEG(cmyk)} {
		clean(t, photo)
	}
}

func TestWhatIsSeeThroughStandsOnWhite(t *testing.T) {
	_, m := clean(t, asPNG(image.NewNRGBA(image.Rect(0, 0, 64, 32))))
	if r, g, b, _ := m.At(10, 10).RGBA(); r < 0xf000 || g < 0xf000 || b < 0xf000 {
		t.Errorf("%x %x %x", r, g, b)
	}
}

func TestALargePictureIsMadeSmaller(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{
		{2560, 1000, 2560, 1000}, {2561, 1000, 2560, 1000}, {4032, 3024, 2560, 1920}, {3024, 4032, 1920, 2560}, {6000, 16, 2560, 7}, {16, 12000, 3, 2560},
	} {
		p, m := clean(t, asJPEG(corners(c.w, c.h)))
		if p.Width != c.wantW || p.Height != c.wantH {
			t.Errorf("%d by %d became %d by %d", c.w, c.h, p.Width, p.Height)
		}
		if min(c.w, c.h) > 16 && seen(m) != "rgby" {
			t.Errorf("%d by %d: %s", c.w, c.h, seen(m))
		}
	}
}

// TestShrinkingLeavesNoPixelOut: fine stripes become grey and neither black nor
// white, which they would be if pixels were skipped.
func TestShrinkingLeavesNoPixelOut(t *testing.T) {
	stripes := image.NewGray(image.Rect(0, 0, 5120, 64))
	for y := range 64 {
		for x := range 5120 {
			stripes.SetGray(x, y, color.Gray{Y: uint8(x % 2 * 255)})
		}
	}
	_, m := clean(t, asPNG(stripes))
	for x := 100; x < 2400; x += 97 {
		if g := color.GrayModel.Convert(m.At(x, 16)).(color.Gray).Y; g < 100 || g > 155 {
			t.Fatalf("at %d it is %d", x, g)
		}
	}
}

func header(w, h uint32) []byte {
	body := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h), 8, 2, 0, 0, 0)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", body)...)
}

func TestWhatIsNoPhotographIsRefused(t *testing.T) {
	photo := asJPEG(corners(64, 32))
	var moving bytes.Buffer
	if err := gif.Encode(&moving, corners(64, 32), nil); err != nil {
		t.Fatal(err)
	}
	frame := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, 60000), 60000)
	bomb := withSegments(photo[:2], segment(0xc0, append(frame, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)), segment(0xda, []byte{3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0}))
	again := bytes.Repeat(segment(0xda, []byte{1, 1, 0, 1, 63, 0}), 51)
	for name, c := range map[string]struct {
		body []byte
		want error
	}{
		"nothing":                      {nil, pictures.ErrUnreadable},
		"SVG":                          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), pictures.ErrUnreadable},
		"SVG with a declaration":       {[]byte("<?xml version=\"1.0\"?>\n<svg/>"), pictures.ErrUnreadable},
		"GIF":                          {moving.Bytes(), pictures.ErrUnreadable},
		"WebP":                         {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 "), pictures.ErrUnreadable},
		"a page":                       {[]byte("<!doctype html><p>Hello"), pictures.ErrUnreadable},
		"a page with a photo in it":    {append([]byte("<html>"), photo...), pictures.ErrUnreadable},
		"a document with a photo":      {append([]byte("%PDF-1.7\n"), photo...), pictures.ErrUnreadable},
		"a GIF with a photo in it":     {append([]byte("GIF89a"), photo...), pictures.ErrUnreadable},
		"a program":                    {[]byte("MZ\x90\x00"), pictures.ErrUnreadable},
		"HEIC":                         {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), pictures.ErrHEIC},
		"a film":                       {[]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"), pictures.ErrUnreadable},
		"too many bytes":               {append(bytes.Clone(photo), make([]byte, pictures.MostBytes)...), pictures.ErrTooLarge},
		"a bomb as PNG":                {append(header(60000, 60000), chunk("IDAT", []byte("x"))...), pictures.ErrTooMany},
		"a bomb as JPEG":               {bomb, pictures.ErrTooMany},
		"a long bomb":                  {append(header(1<<30, 1), chunk("IDAT", []byte("x"))...), pictures.ErrTooMany},
		"a JPEG that goes on and on":   {append(photo[:len(photo)-2:len(photo)-2], append(again, 0xff, 0xd9)...), pictures.ErrBroken},
		"a dot":                        {asPNG(corners(1, 1)), pictures.ErrTiny},
		"only the beginning of a JPEG": {photo[:20], pictures.ErrBroken},
		"only the beginning of a PNG":  {header(100, 100), pictures.ErrBroken},
		"a JPEG that is a page":        {[]byte("\xff\xd8\xff<html><script>alert(1)</script>"), pictures.ErrBroken},
	} {
		if _, err := pictures.Clean(c.body); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatComesAfterAPhotographGoes: phones hang films and maps of brightness on
// a photograph, others an archive; the photograph is taken and the rest is not.
func TestWhatComesAfterAPhotographGoes(t *testing.T) {
	for _, tail := range []string{"PK\x03\x04archive", "\x00\x00\x00\x18ftypmp42film", "<script>alert(1)</script>", "SEFT"} {
		for _, photo := range [][]byte{asJPEG(corners(64, 32)), asPNG(corners(64, 32))} {
			p, m := clean(t, append(photo, tail...))
			if bytes.Contains(p.Body, []byte(tail)) || seen(m) != "rgby" {
				t.Errorf("%q is left", tail)
			}
		}
	}
}

func TestACutPhotographIsRefused(t *testing.T) {
	whole := [][]byte{withSegments(asJPEG(corners(160, 90)), jpegExif(6)), asPNG(corners(160, 90))}
	rapid.Check(t, func(t *rapid.T) {
		photo := rapid.SampledFrom(whole).Draw(t, "photo")
		cut := rapid.IntRange(0, len(photo)-1).Draw(t, "cut")
		if p, err := pictures.Clean(photo[:cut]); err == nil {
			t.Errorf("%d of %d bytes became %d by %d", cut, len(photo), p.Width, p.Height)
		}
	})
}

func FuzzClean(f *testing.F) {
	small := corners(24, 16)
	for _, seed := range [][]byte{asJPEG(small), asPNG(small), withSegments(asJPEG(small), jpegExif(6)), withChunks(asPNG(small), chunk("eXIf", exif(8))), header(60000, 60000), []byte("\x00\x00\x00\x18ftypheic")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := pictures.Clean(body)
		if err == nil {
			sound(t, p)
			return
		}
		if u, ok := errors.AsType[pictures.Unfit](err); !ok || u.Words == "" {
			t.Fatalf("%v (%T)", err, err)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	photo := withSegments(asJPEG(corners(4032, 3024)), jpegExif(6))
	b.Run(fmt.Sprintf("%d bytes", len(photo)), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := pictures.Clean(photo); err != nil {
				b.Fatal(err)
			}
		}
	})
}
