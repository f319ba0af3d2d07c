package photos_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/studies/photos"
)

var day = dates.Date{Year: 2026, Month: 11, Day: 23}

// drawn is a photograph in any state.
func drawn(t *rapid.T) photos.Photo {
	yes := func(label string) bool { return rapid.Bool().Draw(t, label) }
	sometime := func(label string) (at time.Time) {
		if yes(label) {
			at = day.At(9, 0)
		}
		return at
	}
	p := photos.Photo{ID: "p", Consents: yes("consents"), Licence: rapid.IntRange(0, 1).Draw(t, "licence")}
	if rapid.IntRange(0, 9).Draw(t, "removed") == 0 {
		p.RemovedAt = day.At(8, 0)
	}
	for n := range rapid.IntRange(0, 5).Draw(t, "items") {
		i := photos.Item{ID: string(rune('a' + n)), Kind: rapid.SampledFrom(photos.Kinds).Draw(t, "kind"), Alt: rapid.SampledFrom([]string{"", "A desk"}).Draw(t, "alt"), Checks: make(map[photos.Risk]photos.Found)}
		if i.CheckedAt = sometime("checked"); i.Checked() {
			for _, x := range photos.Risks {
				i.Checks[x] = rapid.SampledFrom([]photos.Found{photos.Absent, photos.Absent, photos.Absent, photos.Fine, photos.ToCover}).Draw(t, "found")
			}
		}
		if rapid.IntRange(0, 4).Draw(t, "refused") == 0 {
			i.RefusedAt = day.At(9, 0)
		}
		p.Items = append(p.Items, i)
	}
	for range rapid.IntRange(0, 12).Draw(t, "releases") {
		x := photos.Release{Use: rapid.SampledFrom(photos.Uses).Draw(t, "use"), Form: rapid.SampledFrom(photos.Forms).Draw(t, "form"), EndedAt: sometime("ended"), Replaced: yes("replaced")}
		if yes("expires") {
			x.ExpiresOn = day.AddDays(rapid.IntRange(-2, 2).Draw(t, "days"))
		}
		p.Releases = append(p.Releases, x)
	}
	for range rapid.IntRange(0, 2).Draw(t, "agreements") {
		p.Agreements = append(p.Agreements, photos.Agreement{Uses: rapid.SliceOfN(rapid.SampledFrom(photos.Uses), 1, 7).Draw(t, "agreed"), EndedAt: sometime("agreement ended")})
	}
	return p
}

// TestWhatIsShownMayBeShown: whatever a photograph went through, what Show gives has
// everything that it needs, and it never gives and refuses at once.
func TestWhatIsShownMayBeShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, use := drawn(t), rapid.SampledFrom(photos.Uses).Draw(t, "asked for")
		shown, no := p.Show(use, day)
		if no != nil {
			if no.Words == "" || no.Use != use || shown.ItemID != "" {
				t.Fatalf("%+v with %+v", no, shown)
			}
			return
		}
		i, ok := p.Item(shown.ItemID)
		release, said := p.Release(use)
		switch {
		case !ok, !p.Consents, !p.RemovedAt.IsZero(), !said, !release.EndedAt.IsZero(), release.Form == photos.Nowhere, !i.RefusedAt.IsZero(),
			!release.ExpiresOn.IsZero() && day.After(release.ExpiresOn),
			i.Kind == photos.Original && release.Form != photos.AsItIs,
			i.Kind != photos.InWords && i.Alt == "",
			i.Kind != photos.InWords && use != photos.Analysis && (p.Licence == 0 || !i.Checked() || len(i.Risks()) > 0):
			t.Fatalf("%s shows %+v under %+v", use, i, release)
		}
		if i.Kind != photos.InWords && use != photos.Analysis && (i.Checks[photos.Faces] == photos.Fine || i.Checks[photos.Children] == photos.Fine) {
			for _, a := range p.Agreements {
				if !a.EndedAt.IsZero() || !slices.Contains(a.Uses, use) {
					t.Fatalf("somebody did not agree to %s", use)
				}
			}
			if len(p.Agreements) == 0 {
				t.Fatal("nobody agreed")
			}
		}
	})
}

// TestTakingBackHidesAndNothingElseDoes: consent or a release that is taken back hides
// everything, and what is said about one use changes no other.
func TestTakingBackHidesAndNothingElseDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, use := drawn(t), rapid.SampledFrom(photos.Uses).Draw(t, "asked for")
		before, was := p.Show(use, day)

		other := p
		other.Releases = append([]photos.Release{{Use: rapid.SampledFrom(photos.Uses).Filter(func(u photos.Use) bool { return u != use }).Draw(t, "other"), Form: rapid.SampledFrom(photos.Forms).Draw(t, "said")}}, p.Releases...)
		if after, is := other.Show(use, day); !reflect.DeepEqual(after, before) || (is == nil) != (was == nil) {
			t.Fatalf("%+v became %+v", before, after)
		}

		withdrawn := p
		withdrawn.Consents = false
		if _, no := withdrawn.Show(use, day); no == nil {
			t.Fatal("shown without consent")
		}

		back := p
		back.Releases = slices.Clone(p.Releases)
		for n := range back.Releases {
			if back.Releases[n].Use == use {
				back.Releases[n].EndedAt = day.At(10, 0)
			}
		}
		if _, no := back.Show(use, day); no == nil {
			t.Fatal("shown though it was taken back")
		}

		narrower := p
		narrower.Releases = append([]photos.Release{{Use: use, Form: photos.Changed}}, p.Releases...)
		if shown, no := narrower.Show(use, day); no == nil && shown.Kind == photos.Original {
			t.Fatal("the photograph itself is shown")
		}
	})
}
