package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
)

const (
	photographs = 100
	senders     = 2   // at a time
	collectAt   = 300 // as serve does
)

// photographs measures how photographs of a phone are taken in: the original kept
// encrypted, the one to be shown made safe, and a small one for a sheet. That is
// done by a process of its own, whose largest memory the system counts.
func (b bench) photographs(ctx context.Context) error {
	dir := filepath.Join(b.dir, "photographs")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i := range 4 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".jpg")), photograph(uint64(i)), 0o600); err != nil {
			return err
		}
	}
	child := exec.CommandContext(ctx, os.Args[0], "-take", dir)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	return child.Run()
}

// photograph is one of 12 megapixels as large as phones make them: soft colours
// with the grain of a sensor.
func photograph(seed uint64) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 4032, 3024))
	grain := rand.New(rand.NewPCG(seed, 1))
	for y := range m.Rect.Max.Y {
		for x := range m.Rect.Max.X {
			v := grain.Uint32()
			m.SetRGBA(x, y, color.RGBA{uint8(x/20) + uint8(v&15), uint8(y/15) + uint8(v>>8&15), uint8((x+y)/32) + uint8(v>>16&15), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	return slices.Concat(out.Bytes()[:2], []byte(heldUpright), out.Bytes()[2:])
}

// heldUpright is what a phone that was held upright writes into a photograph: EXIF
// with nothing but the orientation, 6.
const heldUpright = "\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"

// take takes the photographs of a folder in, two at a time, and prints what that
// took of this process.
func take(ctx context.Context, dir string) error {
	debug.SetGCPercent(collectAt)
	d, err := db.Open(ctx, "sqlite:"+filepath.Join(dir, "linkwork.db"))
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Migrate(ctx); err != nil {
		return err
	}
	keys, err := files.MakeKey(dir)
	if err != nil {
		return err
	}
	store, before, began := files.New(d, keys), memory(os.Getpid(), "VmRSS:"), time.Now()
	sent := make(chan string)
	var all sync.WaitGroup
	failed := make(chan error, photographs)
	for range senders {
		all.Go(func() {
			for name := range sent {
				failed <- takeOne(ctx, d, store, name)
			}
		})
	}
	size := int64(0)
	for i := range photographs {
		name := filepath.Join(dir, fmt.Sprint(i%4, ".jpg"))
		about, err := os.Stat(name)
		if err != nil {
			return err
		}
		size += about.Size()
		sent <- name
	}
	close(sent)
	all.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			return err
		}
	}
	fmt.Printf("\n%d photographs of 12 megapixels (%.1f MB each) taken in, %d at a time: %.1f s, CPU %.2f s each; resident %.0f MB before, at most %.0f MB\n",
		photographs, float64(size)/photographs/1e6, senders, time.Since(began).Seconds(), spent().Seconds()/photographs, before, memory(os.Getpid(), "VmHWM:"))
	return nil
}

// takeOne does what an upload does: the original into quarantine, then the pictures
// that may be shown.
func takeOne(ctx context.Context, d *db.DB, store *files.Store, name string) error {
	body, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	original, err := store.Take(ctx, files.Incoming{By: "sender", Name: name, MediaType: pictures.MediaType, Most: pictures.MostBytes}, bytes.NewReader(body))
	if err != nil {
		return err
	}
	shown, err := pictures.Clean(body)
	if err != nil {
		return err
	}
	thumb, err := pictures.Thumb(shown, 320)
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		err := files.Attach(tx, "sender", original.ID, files.Owner{Kind: "photograph", ID: original.ID}, tx.Now().AddDate(0, 0, 30))
		_, errShown := pictures.Add(tx, pictures.Owner{Kind: "photograph", ID: original.ID}, shown)
		_, errThumb := pictures.Add(tx, pictures.Owner{Kind: "sheet", ID: original.ID}, thumb)
		return errors.Join(err, errShown, errThumb)
	})
}
