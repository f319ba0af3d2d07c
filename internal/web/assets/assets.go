package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// Prefix is where Handler is mounted.
const Prefix = "/assets/"

// file is one asset ready to send.
type file struct {
	body, zipped []byte // zipped is nil when compression does not pay
	kind         string // media type
}

// set is everything in dist and the hash of it.
type set struct {
	hash  string
	files map[string]file
}

// load reads and compresses dist once, when first needed.
var load = sync.OnceValue(func() set { return read(dist) })

// Built reports whether the assets were built into this binary.
func Built() bool { return len(load().files) > 0 }

// Path returns the address of an asset, such as Path("app.css").
func Path(name string) string { return Prefix + load().hash + "/" + name }

// Read returns the bytes of an asset. The error is fs.ErrNotExist when there is
// no such asset or the assets were not built.
func Read(name string) ([]byte, error) {
	f, ok := load().files[name]
	if !ok {
		return nil, fmt.Errorf("asset %s: %w (run: make assets)", name, fs.ErrNotExist)
	}
	return f.body, nil
}

// read walks an embedded dist folder. Reading embedded files cannot fail at
// run time unless the binary is broken, so it panics then.
func read(from fs.FS) set {
	s := set{files: map[string]file{}}
	sum := sha256.New()
	err := fs.WalkDir(from, "dist", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".gitkeep" {
			return err
		}
		body, err := fs.ReadFile(from, p)
		if err != nil {
			return err
		}
		name := p[len("dist/"):]
		fmt.Fprintf(sum, "%s %d\n", name, len(body))
		sum.Write(body)
		s.files[name] = file{body: body, zipped: zip(body), kind: mediaType(name)}
		return nil
	})
	if err != nil {
		panic(err)
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return s
}

// mediaType does not ask the machine's own tables, which differ.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// zip returns the gzip form of b if that saves at least a tenth.
func zip(b []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	w.Write(b) // a bytes.Buffer takes everything
	w.Close()
	if out.Len() > len(b)*9/10 {
		return nil
	}
	return out.Bytes()
}
