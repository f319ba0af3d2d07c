package pictures_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"runtime"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/pictures"
)

// shownSizes are all pictures that pages make of one that was sent.
func shownSizes(t testing.TB, sent []byte) map[string]pictures.Picture {
	t.Helper()
	whole, _ := clean(t, sent)
	thumb, err := pictures.Thumb(whole, 24)
	if err != nil {
		t.Fatal(err)
	}
	covered, err := pictures.Redact(whole, []pictures.Region{{X: 0.5, Y: 0.5, Width: 0.5, Height: 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]pictures.Picture{"whole": whole, "thumb": thumb, "covered": covered}
}

func archive(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("Applet.class")
	if err == nil {
		_, err = f.Write([]byte("\xca\xfe\xba\xbe a program"))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAFileThatIsTwoThingsBecomesOne: photographs that are an archive, a document or
// a page as well are written anew as pixels.
func TestAFileThatIsTwoThingsBecomesOne(t *testing.T) {
	const document = "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
	const page = "<html><body><script>alert(document.domain)</script>"
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`
	photo, picture := asJPEG(corners(64, 32)), asPNG(corners(64, 32))
	for name, sent := range map[string][]byte{
		"a photo and an archive":          append(bytes.Clone(photo), archive(t)...),
		"a PNG and an archive":            append(bytes.Clone(picture), archive(t)...),
		"a document in a comment":         withSegments(photo, segment(0xfe, []byte(document))),
		"a document in the first segment": withSegments(photo, segment(0xe0, append([]byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"), document...))),
		"a document behind it":            append(bytes.Clone(photo), document...),
		"a document in a PNG":             withChunks(picture, chunk("tEXt", []byte("a\x00"+document))),
		"a page in a comment":             withSegments(photo, segment(0xfe, []byte("*/=1;"+page+"/*"))),
		"a page in a PNG":                 withChunks(picture, chunk("iTXt", []byte("a\x00\x00\x00\x00\x00"+page))),
		"a drawing in XMP":                withSegments(photo, segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00"+drawing))),
	} {
		for size, p := range shownSizes(t, sent) {
			sound(t, p)
			for _, rest := range []string{"PDF", "JavaScript", "script", "svg", "PK\x03\x04", "Applet"} {
				if bytes.Contains(p.Body, []byte(rest)) {
					t.Errorf("%s: %q is left in the %s", name, rest, size)
				}
			}
			if _, err := zip.NewReader(bytes.NewReader(p.Body), int64(len(p.Body))); err == nil {
				t.Errorf("%s: the %s is an archive", name, size)
			}
		}
	}
	var moving bytes.Buffer
	if err := gif.Encode(&moving, corners(64, 32), nil); err != nil {
		t.Fatal(err)
	}
	for name, sent := range map[string][]byte{"a GIF and an archive": append(moving.Bytes(), archive(t)...), "an archive and a photo": append(archive(t), photo...),
		"a page behind a mark of order": []byte("\xef\xbb\xbf" + page), "a drawing behind spaces": []byte("\n\n " + drawing), "a drawing, compressed": []byte("\x1f\x8b\x08\x00")} {
		if _, err := pictures.Clean(sent); !errors.Is(err, pictures.ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestASmallCopyInAPhotographIsNotKept: what was cropped away lives on in thumbnails.
func TestASmallCopyInAPhotographIsNotKept(t *testing.T) {
	pink := image.NewUniform(color.RGBA{250, 0, 250, 255})
	uncropped := image.NewRGBA(image.Rect(0, 0, 160, 120))
	for i := range uncropped.Pix {
		uncropped.Pix[i] = []byte{pink.C.(color.RGBA).R, 0, 250, 255}[i%4]
	}
	small := asJPEG(uncropped)
	second := exif(6) // the picture's own directory, then that of its small copy
	second = append(bytes.Clone(second), small...)
	sent := withSegments(asJPEG(corners(64, 32)),
		segment(0xe1, append([]byte("Exif\x00\x00"), second...)),
		segment(0xed, append([]byte("Photoshop 3.0\x008BIM\x04\x0c\x00\x00"), small...)),
		segment(0xe2, append([]byte("MPF\x00II*\x00\x08\x00\x00\x00"), small...)),
		segment(0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), "made by Dee Marsh's phone"...)))
	sent = append(sent, small...)
	inPNG := withChunks(asPNG(corners(64, 32)), chunk("iCCP", append([]byte("Dee Marsh's phone\x00\x00"), deflated(10)...)), chunk("eXIf", second), chunk("caBX", small))
	for name, sent := range map[string][]byte{"JPEG": sent, "PNG": inPNG} {
		for size, p := range shownSizes(t, sent) {
			m := sound(t, p)
			if bytes.Contains(p.Body, small[100:140]) || bytes.Contains(p.Body, []byte("Dee Marsh")) || bytes.Count(p.Body, []byte{0xff, 0xd8, 0xff}) != 1 {
				t.Errorf("%s, %s: something is left", name, size)
			}
			if r, g, b, _ := m.At(2, 2).RGBA(); r > 0xf000 && g < 0x1000 && b > 0xf000 {
				t.Errorf("%s, %s: the copy is shown", name, size)
			}
		}
	}
}

// deflated is so many megabytes of nothing, compressed to a thousandth.
func deflated(megabytes int) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	nothing := make([]byte, 1<<20)
	for range megabytes {
		z.Write(nothing)
	}
	z.Close()
	return b.Bytes()
}

// frames is a PNG of many pictures that follow one another, each of which says that
// it is as large as the first.
func frames(n int) []byte {
	first := asPNG(corners(64, 32))
	pixels := first[8+25 : len(first)-12]
	data := pixels[8 : 8+binary.BigEndian.Uint32(pixels)]
	at := func(v ...uint32) (b []byte) {
		for _, n := range v {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return b
	}
	all := [][]byte{first[:8+25], chunk("acTL", at(uint32(n), 0))}
	for i := range uint32(n) {
		all = append(all, chunk("fcTL", append(at(2*i, 64, 32, 0, 0), 0, 1, 0, 1, 0, 0)))
		if i == 0 {
			all = append(all, pixels)
		} else {
			all = append(all, chunk("fdAT", append(at(2*i-1), data...)))
		}
	}
	return bytes.Join(append(all, first[len(first)-12:]), nil)
}

// TestASmallFileTakesLittleMemory: files of kilobytes that say they are huge, have
// thousands of pictures, or unpack to hundreds of megabytes.
func TestASmallFileTakesLittleMemory(t *testing.T) {
	large := deflated(256)
	circle := exif(1)
	binary.LittleEndian.PutUint32(circle[8+2+3*12:], 8) // the next directory is this one
	endless := exif(1)
	binary.LittleEndian.PutUint32(endless[8+2+4:], 1<<32-1) // the maker's name goes on and on
	var moving bytes.Buffer
	film := &gif.GIF{}
	for range 2000 {
		film.Image = append(film.Image, image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black, color.White}))
		film.Delay = append(film.Delay, 1)
	}
	if err := gif.EncodeAll(&moving, film); err != nil {
		t.Fatal(err)
	}
	photo, picture := asJPEG(corners(64, 32)), asPNG(corners(64, 32))
	for name, c := range map[string]struct {
		sent []byte
		want error
	}{
		"50,000 by 50,000":            {append(header(50_000, 50_000), chunk("IDAT", deflated(2))...), pictures.ErrTooMany},
		"7,500 by 7,500":              {append(header(7_500, 7_500), chunk("IDAT", deflated(2))...), pictures.ErrTooMany},
		"a GIF of 2,000 pictures":     {moving.Bytes(), pictures.ErrUnreadable},
		"a PNG of 2,000 pictures":     {frames(2000), nil},
		"a profile of 256 MB":         {withChunks(picture, chunk("iCCP", append([]byte("p\x00\x00"), large...))), nil},
		"a text of 256 MB":            {withChunks(picture, chunk("zTXt", append([]byte("t\x00\x00"), large...))), nil},
		"XMP of 256 MB":               {withChunks(picture, chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), large...))), nil},
		"a directory in a circle":     {withSegments(photo, segment(0xe1, append([]byte("Exif\x00\x00"), circle...))), nil},
		"a name that does not end":    {withSegments(photo, segment(0xe1, append([]byte("Exif\x00\x00"), endless...))), nil},
		"the same in a PNG":           {withChunks(picture, chunk("eXIf", endless)), nil},
		"a segment longer than all":   {append(photo[:2:2], 0xff, 0xe1, 0xff, 0xff), pictures.ErrBroken},
		"a PNG whose chunk is 2 GB":   {append(picture[:8:8], "\x7f\xff\xff\xffIHDR"...), pictures.ErrBroken},
		"a part with two gigabytes":   {append(picture[:33:33], "\x7f\xff\xff\xfftEXt"...), pictures.ErrBroken},
		"nothing but marks of JPEG":   {append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff}, 1<<20)...), pictures.ErrBroken},
		"a PNG without any pixels":    {append(picture[:33:33], picture[len(picture)-12:]...), pictures.ErrBroken},
		"a PNG that goes on and on":   {withChunks(picture, bytes.Repeat(chunk("tEXt", nil), 80_000)), nil},
		"a JPEG that says and says":   {withSegments(photo, bytes.Repeat(segment(0xfe, nil), 200_000)), nil},
		"a JPEG of tables and tables": {withSegments(photo, bytes.Repeat(segment(0xdb, make([]byte, 65)), 10_000)), nil},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := pictures.Clean(c.sent)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		most := uint64(16 << 20)
		if strings.HasSuffix(name, "on and on") {
			most = 400 << 20 // one after another, never at once: Go's decoder takes 4 kB for each part that it skips
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > most {
			t.Errorf("%s: %d bytes took %d MB", name, len(c.sent), took>>20)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: %s", name, took)
		}
	}
}

// TestAWrongIDFindsNothing: ids come in addresses.
func TestAWrongIDFindsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, _ := clean(t, asJPEG(corners(64, 32)))
		of := pictures.Owner{Kind: "asking", ID: "a"}
		var id string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) { id, err = pictures.Add(tx, of, p); return err })
		for _, wrong := range []string{"", "../" + id, "..%2f" + id, id + "%00", id + "/..", strings.ToUpper(id), id + " ", "%", "_" + id[1:], "' OR ''='", "\u2025"} {
			dbtest.Read(t, d, func(s *db.Snapshot) error {
				if _, err := pictures.Get(s, of, wrong); !errors.Is(err, db.ErrNotFound) {
					t.Errorf("%q: %v", wrong, err)
				}
				return nil
			})
		}
	})
}
