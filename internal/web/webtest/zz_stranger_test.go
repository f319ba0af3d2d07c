package webtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestStranger(t *testing.T) {
	dir := os.Getenv("STRANGER_DIR")
	if dir == "" {
		t.Skip("no STRANGER_DIR")
	}
	b := Start(t)
	n := &notes{TB: t}
	pages := map[string]*Page{}
	p := b.Page(n, "http://127.0.0.1:8099")
	pages["main"] = p
	for end := time.Now().Add(20 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		in, _ := filepath.Glob(dir + "/*.in")
		for _, f := range in {
			raw, _ := os.ReadFile(f)
			os.Remove(f)
			var out strings.Builder
			for _, line := range strings.Split(string(raw), "\n") {
				line = strings.TrimSpace(line)
				if line == "" {
					continue
				}
				if line == "quit" {
					return
				}
				cmd, rest, _ := strings.Cut(line, " ")
				a, v, _ := strings.Cut(rest, "|")
				said := n.of(func() {
					switch cmd {
					case "window":
						if pages[rest] == nil {
							pages[rest] = b.Page(n, "http://127.0.0.1:8099")
						}
						p = pages[rest]
					case "go":
						p.Go(rest)
					case "be":
						p.Go("/demo")
						p.Submit(`[action="/demo/be/` + rest + `"] button`)
					case "click":
						p.Click(rest)
					case "submit":
						p.Submit(rest)
					case "tap":
						p.Tap(rest)
					case "fill":
						p.Fill(a, v)
					case "choose":
						p.Choose(rest)
					case "untick":
						p.Untick(rest)
					case "select":
						p.Select(a, v)
					case "width":
						w, _ := strconv.Atoi(rest)
						p.Width(w)
					case "shot":
						p.ShotNow(rest)
					case "pdf":
						os.WriteFile("/tmp/stranger/"+rest+".pdf", p.PDF(), 0o644)
					case "text":
						fmt.Fprintf(&out, "@@ %s\n%s\n", p.Path(), p.Text("main"))
					case "path":
						fmt.Fprintf(&out, "@@ %s\n", p.Path())
					case "links":
						fmt.Fprintln(&out, Eval[string](p, `[...document.querySelectorAll('main a, nav a')].map(a=>a.innerText.trim()+' -> '+a.getAttribute('href')).join('\n')`))
					case "fields":
						fmt.Fprintln(&out, Eval[string](p, `[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea, main button')].map(e=>e.tagName+' '+(e.type||'')+' '+e.name+(e.type=='radio'||e.type=='checkbox'?'='+e.value:'')+' ['+((e.labels&&e.labels[0]?.innerText)||e.innerText||'').replace(/\n/g,' / ').slice(0,120)+']').join('\n')`))
					case "js":
						fmt.Fprintln(&out, Eval[string](p, `String(`+rest+`)`))
					}
				})
				if said != "" {
					fmt.Fprintf(&out, "!! %s: %.1500s\n", line, said)
				}
			}
			os.WriteFile(f+".tmp", []byte(out.String()), 0o644)
			os.Rename(f+".tmp", strings.TrimSuffix(f, ".in")+".out")
		}
	}
}
