package asked

import (
	"net/http"

	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// end thanks for the answers. What the answers were is used only for whoever
// has given the proof; anybody else learns that they were given.
func end(v *visit.Visit, c caller) error {
	if !c.done() {
		return v.Go(c.Href)
	}
	if c.Known && c.worrying() {
		return c.page(v, shell.Page{Title: helpTitle}, http.StatusOK, worryingEndPage(c))
	}
	return c.page(v, shell.Page{Title: "Thank you"}, http.StatusOK, endPage(c))
}
