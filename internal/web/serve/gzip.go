package serve

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// smallest is the size from which compression pays: about one packet.
const smallest = 1400

var zippers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return w
}}

// gzipped compresses text answers that say their length and do not say that
// they are compressed already.
func gzipped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipping{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

// zipping decides with the first byte whether to compress.
type zipping struct {
	http.ResponseWriter
	z       *gzip.Writer
	decided bool
}

func (z *zipping) WriteHeader(status int) {
	if status >= 200 {
		z.decide(status)
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipping) Write(b []byte) (int, error) {
	z.decide(http.StatusOK)
	if z.z != nil {
		return z.z.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

func (z *zipping) decide(status int) {
	if z.decided {
		return
	}
	z.decided = true
	h := z.Header()
	if status == http.StatusNoContent || status == http.StatusNotModified || h.Get("Content-Encoding") != "" || !worth(h) {
		return
	}
	h.Add("Vary", "Accept-Encoding")
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	z.z = zippers.Get().(*gzip.Writer)
	z.z.Reset(z.ResponseWriter)
}

// worth reports whether the answer is text and not short.
func worth(h http.Header) bool {
	n, err := strconv.Atoi(h.Get("Content-Length"))
	if err != nil || n < smallest {
		return false
	}
	t := h.Get("Content-Type")
	return strings.HasPrefix(t, "text/") || strings.Contains(t, "json")
}

func (z *zipping) close() {
	if z.z == nil {
		return
	}
	z.z.Close() // the only failure is a reader who has gone
	z.z.Reset(nil)
	zippers.Put(z.z)
}

// Unwrap lets http.ResponseController reach the connection.
func (z *zipping) Unwrap() http.ResponseWriter { return z.ResponseWriter }
