package builder_test

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"linkwork/internal/web/housetest"
)

var (
	inputs    = regexp.MustCompile(`(?s)<input[^>]*>`)
	textareas = regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`)
	attribute = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
)

// sent is what a browser sends of the form in which a question is written.
func sent(p housetest.Page) (fields []string) {
	_, body, _ := strings.Cut(p.Raw, "data-preview")
	body, _, _ = strings.Cut(body, "</form>")
	for _, input := range inputs.FindAllString(body, -1) {
		is := make(map[string]string)
		for _, a := range attribute.FindAllStringSubmatch(input, -1) {
			is[a[1]] = html.UnescapeString(a[2])
		}
		if strings.HasPrefix(is["name"], "_") || is["type"] == "checkbox" && !strings.Contains(input, " checked") {
			continue
		}
		fields = append(fields, is["name"], is["value"])
	}
	for _, area := range textareas.FindAllStringSubmatch(body, -1) {
		fields = append(fields, area[1], strings.TrimPrefix(html.UnescapeString(area[2]), "\n"))
	}
	return fields
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
