package serve

import (
	"errors"
	"fmt"
	"net/http"

	"linkwork/internal/web/shell"
)

// FormLimit is how large a form may be, in bytes. Routes that take files say so
// themselves, in whole megabytes: the largest file, and one for what is around it.
const FormLimit = 1 << 20

// limited refuses a body that says it is too large, and stops reading one that
// turns out to be.
func limited(next http.Handler, limit func(*http.Request) int64, page func(*http.Request) shell.Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int64(FormLimit)
		if limit != nil {
			if own := limit(r); own > 0 {
				n = own
			}
		}
		if r.ContentLength > n {
			// What is said is the limit of the file, as its page says it.
			Render(w, r, http.StatusRequestEntityTooLarge, shell.TooLarge(page(r), fmt.Sprintf("%d MB", max(n-FormLimit, FormLimit)>>20)))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, n)
		next.ServeHTTP(w, r)
	})
}

// IsTooLarge reports whether reading a form failed because of its size.
func IsTooLarge(err error) bool {
	var tooLarge *http.MaxBytesError
	return errors.As(err, &tooLarge)
}
