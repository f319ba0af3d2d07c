package formtest

import (
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/forms/form"
)

func TestFormsAreSound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := Sound().Draw(rt, "form")
		if words := Differs(f, f, nil); words != "" {
			rt.Fatal(words)
		}
		if fitted, lost := f.Fitted(); len(lost) > 0 || Differs(f, fitted, nil) != "" {
			rt.Fatal(lost, Differs(f, fitted, nil))
		}
		other := f
		other.Items = append([]form.Item{}, f.Items...)
		other.Items[len(other.Items)-1].Required = !other.Items[len(other.Items)-1].Required
		if Differs(f, other, nil) == "" || Differs(f, other, []form.Lost{{Where: "else"}}) == "" || Differs(f, other, []form.Lost{{Where: other.Items[len(other.Items)-1].Name}}) != "" {
			rt.Fatal("a difference is not seen, or seen where it was said")
		}
	})
}
