package ui

import (
	"regexp"
	"sync"

	"github.com/a-h/templ"

	"linkwork/internal/web/assets"
)

var fillAttr = regexp.MustCompile(` fill="[^"]*"`)

// icons caches the outlines read from the assets, which come from the design
// system's npm package, so that no outline is kept in this repository.
var icons sync.Map

// icon draws a 24 by 24 icon of the design system within the text. It is
// hidden from assistive technology: the words beside it must say the same.
func icon(name string) templ.Component {
	if c, ok := icons.Load(name); ok {
		return c.(templ.Component)
	}
	c := templ.Raw(inlineSVG("images/nhsuk-icon-" + name + ".svg"))
	icons.Store(name, c)
	return c
}

// inlineSVG removes the fixed colour that the file has for use as an image;
// within the text the style sheet colours it.
func inlineSVG(name string) string {
	b, err := assets.Read(name)
	if err != nil {
		return ""
	}
	return fillAttr.ReplaceAllString(string(b), "")
}
