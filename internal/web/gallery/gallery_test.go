package gallery

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/a-h/templ"

	"linkwork/internal/web/assets"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/webtest"
)

var pages = map[string]templ.Component{
	"person": person(), "day": day(), "form": form(), "question": question(), "list": list(), "conflict": conflict(), "done": done(),
	"notfound": shell.NotFound(shell.Page{Search: true}), "failed": shell.Failed(shell.Page{}, "ABCD-EFGH", ""),
}

func site(t *testing.T) (*httptest.Server, *serve.Reports) {
	t.Helper()
	if !assets.Built() {
		t.Skip("no styles in this build: run make assets")
	}
	mux := http.NewServeMux()
	for name, c := range pages {
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) { serve.Render(w, r, http.StatusOK, c) })
	}
	mux.HandleFunc("POST /drafts/{key}", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	log := slog.New(slog.DiscardHandler)
	reports := serve.NewReports(log)
	s := httptest.NewServer(serve.Handler(mux, serve.Options{Log: log, Reports: reports}))
	t.Cleanup(s.Close)
	return s, reports
}

func TestPagesPassEveryCheck(t *testing.T) {
	s, reports := site(t)
	p := webtest.Start(t).Page(t, s.URL)
	for name := range pages {
		p.Go("/" + name)
		p.Check()
		p.Shot(name)
	}
	if n := reports.Count(); len(n) > 0 {
		t.Errorf("the policy stopped something: %v", n)
	}
}
