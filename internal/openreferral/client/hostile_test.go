package client

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linkwork/internal/openreferral/document"
)

func TestPrivateAddressesAreNotDialled(t *testing.T) {
	for _, address := range []string{
		"http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost:8080", "http://0.0.0.0:8080", "http://[::1]:8080", "http://[::]:8080", "http://[::ffff:127.0.0.1]:8080", "http://[::ffff:a9fe:a9fe]",
		"http://169.254.169.254/latest/meta-data", "http://10.0.0.1", "http://172.16.0.1", "http://192.168.1.1", "http://100.64.0.1", "http://100.100.100.200", "http://198.18.0.1", "http://224.0.0.1", "http://255.255.255.255",
		"http://[fd00::1]", "http://[fe80::1]", "http://[fd00:ec2::254]", "http://[64:ff9b::7f00:1]", "http://[2002:7f00:1::]",
		"http://8.8.8.8:22", "http://8.8.8.8:6379", "http://[2001:4860:4860::8888]:5432",
	} {
		c, err := New(address, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Get(t.Context(), "/", nil, Seal{})
		mustBe(t, address, err, Forbidden)
	}
}

// A number is no host name to a resolver that keeps the rules, and loopback to
// one that does not. Neither leads inside.
func TestNumbersAsHostsLeadNowhere(t *testing.T) {
	for _, address := range []string{"http://2130706433:8080", "http://0x7f000001:8080", "http://0177.0.0.1:8080", "http://127.1:8080", "http://0:8080"} {
		c, err := New(address, Options{Timeout: 2 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.Get(t.Context(), "/", nil, Seal{}); !errors.As(err, new(*Fault)) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// The guard sees what a name leads to when it is dialled, so a name that led
// elsewhere when it was looked at helps nobody.
func TestAnAllowedNameAllowsNoOther(t *testing.T) {
	inside := httptest.NewServer(says("application/json", `{"secret":true}`))
	t.Cleanup(inside.Close)
	for _, to := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "localhost", 1), "http://169.254.169.254/latest", "http://[::1]:8080/"} {
		c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
		a, err := c.Get(t.Context(), "/services", nil, Seal{})
		mustBe(t, "a redirect to "+to, err, Forbidden)
		if len(a.Body) > 0 {
			t.Errorf("%s was read: %s", to, a.Body)
		}
	}
}

func TestRedirects(t *testing.T) {
	hops := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			var at int
			if from := r.Header.Get("Referer"); from != "" {
				t.Errorf("%s is told that we come from %s", r.URL, from)
			}
			if fmt.Sscanf(r.URL.Path, "/hop%d", &at); at < n {
				http.Redirect(w, r, fmt.Sprintf("/hop%d", at+1), http.StatusMovedPermanently)
				return
			}
			fmt.Fprint(w, "{}")
		}
	}
	if a, err := serve(t, Options{}, hops(maxRedirects)).Get(t.Context(), "/", nil, Seal{}); err != nil || !strings.HasSuffix(a.From, "/hop5") {
		t.Errorf("%+v, %v", a, err)
	}
	_, err := serve(t, Options{}, hops(maxRedirects+1)).Get(t.Context(), "/", nil, Seal{})
	mustBe(t, "six hops", err, Redirects)
	for to, kind := range map[string]error{"/services": Loop, "gopher://x.example/": Forbidden, "file:///etc/passwd": Forbidden, "https://me:secret@x.example/": Forbidden} {
		c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := c.Get(t.Context(), "/services", nil, Seal{})
		mustBe(t, to, err, kind)
	}
}

func TestOddAnswersAreNamed(t *testing.T) {
	page := `<!DOCTYPE html><html><body>Our new website</body></html>`
	for what, c := range map[string]struct {
		answer http.HandlerFunc
		kind   error
	}{
		"a web page":            {says("text/html", page), document.ErrWebPage},
		"a web page as JSON":    {says("application/json", page), document.ErrWebPage},
		"nothing":               {says("application/json", ""), document.ErrEmpty},
		"XML":                   {says("application/xml", `<?xml version="1.0"?><services/>`), document.ErrXML},
		"a text":                {says("text/plain", "Service unavailable"), document.ErrNotJSON},
		"JSON that breaks off":  {says("application/json", `{"contents":[{"id":"1"},{"id":"2"`), document.ErrBroken},
		"nested for ever":       {says("application/json", strings.Repeat("[", 100_000)), document.ErrTooDeep},
		"not found":             {http.NotFound, NotThere},
		"not implemented":       {status(http.StatusNotImplemented), NotThere},
		"a key wanted":          {status(http.StatusUnauthorized), Locked},
		"an error":              {status(http.StatusInternalServerError), Failing},
		"a teapot":              {status(http.StatusTeapot), Failing},
		"too large":             {says("application/json", strings.Repeat(" ", 2<<20)), TooLarge},
		"ten times the size":    {says("application/json", "["+strings.Repeat(`{"id":"1"},`, 1_000_000)+"{}]"), TooLarge},
		"another compression":   {packed("br", []byte("{}")), Packed},
		"a gzip bomb":           {packed("gzip", zipped(50<<20)), TooLarge},
		"cut off on its way":    {cutOff, document.ErrBroken},
		"a slow drip":           {drip, Slow},
		"an answer in its time": {hang, Slow},
	} {
		o := Options{MaxBody: 1 << 20}
		if c.kind == Slow {
			o.Timeout = 200 * time.Millisecond
		}
		reader := serve(t, o, c.answer)
		_, _, err := reader.Document(t.Context(), "/services", nil)
		mustBe(t, what, err, c.kind)
	}
}

// What a feed writes into an answer reaches a terminal quoted and short.
func TestWordsOfAFaultAreHarmless(t *testing.T) {
	long := "/services?" + strings.Repeat("x", 5000)
	for _, answer := range []http.HandlerFunc{packed("\x1b[31mred", []byte("{}")), func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, long, http.StatusFound) }} {
		_, err := serve(t, Options{}, answer).Get(t.Context(), "/services", nil, Seal{})
		if fault, ok := errors.AsType[*Fault](err); !ok || len(fault.Sentence()) > 500 || strings.ContainsRune(fault.Sentence(), '\x1b') {
			t.Errorf("%.500q", err)
		}
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

func packed(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		w.Write(body)
	}
}

// zipped is so many spaces in a few kilobytes.
func zipped(size int) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(bytes.Repeat([]byte(" "), size))
	z.Close()
	return out.Bytes()
}

func cutOff(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, `{"contents":[`)
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// drip sends a byte now and then until its reader has gone.
func drip(w http.ResponseWriter, r *http.Request) {
	for {
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
			fmt.Fprint(w, " ")
			w.(http.Flusher).Flush()
		}
	}
}

func hang(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// A body without end is left after its limit, not read to see how long it is.
func TestABodyWithoutEndIsLeft(t *testing.T) {
	sent := make(chan int, 1)
	c := serve(t, Options{MaxBody: 1 << 20}, func(w http.ResponseWriter, r *http.Request) {
		n := 0
		for block := bytes.Repeat([]byte(" "), 1<<16); n < 1<<30; n += len(block) {
			if _, err := w.Write(block); err != nil {
				break
			}
		}
		sent <- n
	})
	_, err := c.Get(t.Context(), "/services", nil, Seal{})
	mustBe(t, "without end", err, TooLarge)
	c.http.CloseIdleConnections()
	if n := <-sent; n > 50<<20 {
		t.Errorf("%d bytes were taken", n)
	}
}

func TestAHostThatDoesNotAnswer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	c, err := New("http://"+address, Options{Allow: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Get(t.Context(), "/", nil, Seal{})
	mustBe(t, "closed port", err, Unreachable)
	server := httptest.NewUnstartedServer(says("application/json", "{}"))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	if c, err = New(server.URL, Options{Allow: []string{"127.0.0.1"}}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Get(t.Context(), "/", nil, Seal{})
	mustBe(t, "nobody's certificate", err, Insecure)
}

func TestWhatCanBePutRightIsRemarked(t *testing.T) {
	for what, c := range map[string]struct {
		kind, body, remark string
	}{
		"latin-1":      {"application/json", "[{\"name\":\"Caf\xe9\"}]", "not UTF-8"},
		"a mark":       {"application/json", "\ufeff[{\"name\":\"Café\"}]", "byte order mark"},
		"called text":  {"text/html; charset=utf-8", "[{\"name\":\"Café\"}]", "Content-Type: application/json"},
		"well behaved": {"application/json; charset=utf-8", "[{\"name\":\"Café\"}]", ""},
	} {
		_, d, err := serve(t, Options{}, says(c.kind, c.body)).Document(t.Context(), "/services", nil)
		if said := strings.Join(d.Remarks, " "); err != nil || !strings.Contains(said, c.remark) || c.remark == "" && said != "" {
			t.Errorf("%s: %q, %v", what, said, err)
		}
		if len(d.Records) != 1 || string(d.Records[0]) != `{"name":"Café"}` {
			t.Errorf("%s: %s", what, d.Records)
		}
	}
}

func TestMovingFromHTTPSToHTTPIsRemarked(t *testing.T) {
	plain := httptest.NewServer(says("application/json", "{}"))
	t.Cleanup(plain.Close)
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL, http.StatusFound))
	t.Cleanup(secure.Close)
	c, err := New(secure.URL, Options{Allow: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	c.http.Transport.(*http.Transport).TLSClientConfig = secure.Client().Transport.(*http.Transport).TLSClientConfig
	a, err := c.Get(t.Context(), "/services", nil, Seal{})
	if err != nil || len(a.Remarks) != 1 || !strings.Contains(a.Remarks[0], "from https to http") || a.From != plain.URL {
		t.Errorf("%+v, %v", a, err)
	}
}
