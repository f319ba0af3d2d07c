package disclosure

import (
	"fmt"
	"slices"
)

// Preset is a named rule.
type Preset struct {
	ID     string `json:"id"`
	Words  string `json:"words"`
	Source string `json:"source"`
	Upto   int    `json:"upto"`            // counts from 1 up to this are hidden
	Zero   bool   `json:"zero,omitempty"`  // a count of 0 is hidden too
	Round  int    `json:"round,omitempty"` // what is shown is rounded to this; 0 for not at all
	Mid6   bool   `json:"mid6,omitempty"`  // rounded to the middle of steps of six
	True   bool   `json:"true,omitempty"`  // totals are the true ones, and more cells are hidden; otherwise they are sums of what is shown
	Mean   int    `json:"mean,omitempty"`  // means and other statistics only of so many people or more
}

// Presets are the rules that an area can choose from. The first is ours.
var Presets = []Preset{
	{ID: "fewer-than-5", Words: "Fewer than 5 are hidden, and as many more as it takes that nobody can work them out. Totals are true.", Source: "Linkwork’s own, after common practice of NHS bodies", Upto: 4, True: true, Mean: 5},
	{ID: "nhs-subnational", Words: "1 to 7 are hidden; other numbers are rounded to the nearest 5. Totals are sums of what is shown.", Source: "NHS Digital: disclosure control of Hospital Episode Statistics below the national level", Upto: 7, Round: 5, Mean: 8},
	{ID: "nhs-1-to-5", Words: "1 to 5 are hidden, and as many more as it takes. Totals are true.", Source: "NHS Digital: the earlier rule of Hospital Episode Statistics", Upto: 5, True: true, Mean: 6},
	{ID: "opensafely", Words: "7 and fewer are hidden, none included; other numbers are rounded to the nearest 5. Totals are sums of what is shown.", Source: "OpenSAFELY: statistical disclosure control", Upto: 7, Zero: true, Round: 5, Mean: 8},
	{ID: "opensafely-mid6", Words: "Numbers are rounded to the middle of steps of six: 3, 9, 15 and so on; 0 stays 0. Totals are sums of what is shown.", Source: "OpenSAFELY: midpoint 6 rounding", Mid6: true, Mean: 8},
	{ID: "ukds-10", Words: "Fewer than 10 are hidden, none included. Totals are sums of what is shown.", Source: "UK Data Service handbook, as in the defaults of ACRO", Upto: 9, Zero: true, Mean: 10},
	{ID: "datashield-3", Words: "1 and 2 are hidden. Totals are sums of what is shown.", Source: "DataSHIELD: defaults of dsBase", Upto: 2, Mean: 3},
}

// FindPreset is the rule with an id.
func FindPreset(id string) (Preset, bool) {
	i := slices.IndexFunc(Presets, func(p Preset) bool { return p.ID == id })
	if i < 0 {
		return Preset{}, false
	}
	return Presets[i], true
}

// hides says whether a count is hidden by itself.
func (p Preset) hides(n int) bool {
	if n == 0 {
		return p.Zero
	}
	return n <= p.Upto
}

// rounded is a count as it is shown.
func (p Preset) rounded(n int) int {
	switch {
	case p.Mid6:
		if n == 0 {
			return 0
		}
		return (n+5)/6*6 - 3
	case p.Round > 1:
		return (n + p.Round/2) / p.Round * p.Round
	}
	return n
}

// Count is one number by itself.
func (p Preset) Count(n int) Cell {
	if p.hides(n) {
		return Hidden
	}
	return Shown(p.rounded(n))
}

// AllowsMean says whether a mean, a median or the like of n people may be shown.
func (p Preset) AllowsMean(n int) bool { return n >= p.Mean }

// HiddenWords say what stands for a hidden number.
func (p Preset) HiddenWords() string {
	if p.Upto == 0 {
		return "hidden"
	}
	words := fmt.Sprintf("%d or fewer", p.Upto)
	if p.True {
		words += ", or hidden to protect another number"
	}
	return words
}
