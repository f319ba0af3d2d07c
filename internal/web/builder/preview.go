package builder

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/visit"
)

// preview draws a question as it is typed, for the script that shows it beside.
// What cannot be read yet is left out; nothing is kept.
func preview(v *visit.Visit) error {
	d, err := look(v)
	if err != nil {
		return err
	}
	kind := form.Kind(v.Fields.Get("kind"))
	if !slices.Contains(form.Kinds, kind) {
		return db.ErrNotFound
	}
	i := takeItem(v.Fields, kind, d.Draft, new(db.Invalid))
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	return drawn(d, i).Render(v.Context(), v.W)
}

// undrawn says why a question cannot be drawn; "" for one that can.
func undrawn(d draft, i form.Item) string {
	switch {
	case i.Kind == form.Calculation:
		return "Nobody is asked this. It is worked out."
	case d.In(i.Label) == "" && !holds(i.Kind):
		return "Write the question. It then stands here."
	case (i.Kind == form.Single || i.Kind == form.Several) && len(i.Choices) == 0:
		return "Write the choices. They then stand here."
	case i.Kind == form.Scale && (i.Min == nil || i.Max == nil || *i.Max <= *i.Min || *i.Max-*i.Min > 100 || *i.Min != float64(int(*i.Min))):
		return "Say the lowest and the highest number. The scale then stands here."
	}
	return ""
}
