package places

import (
	"slices"
	"testing"
)

func TestMadeUpCounty(t *testing.T) {
	networks := make(map[string][]Area)
	seen := make(map[string]bool)
	for _, area := range MadeUp() {
		networks[area.Region] = append(networks[area.Region], area)
		outcode, err := ParseOutcode(area.Outcode)
		if err != nil || outcode != area.Outcode || seen[outcode] {
			t.Errorf("%+v: %v", area, err)
		}
		seen[outcode] = true
		if prefix := outcode[:2]; !slices.Contains([]string{"QX", "QY", "QZ", "QW", "ZX", "ZY", "ZZ"}, prefix) {
			t.Errorf("%s could be a real outcode", outcode)
		}
		if !area.Point.InUK() || !area.MadeUp() || area.Town == "" {
			t.Errorf("%+v", area)
		}
	}
	if len(networks) != 7 {
		t.Errorf("%d networks", len(networks))
	}
	for name, areas := range networks {
		if len(areas) < 6 || len(MadeUpIn(name)) != len(areas) {
			t.Errorf("%s has %d outcodes", name, len(areas))
		}
	}
}

// The networks are unlike one another: rural outcodes lie far apart, those of
// the estate next to each other.
func TestMadeUpDistancesArePlausible(t *testing.T) {
	widest := func(network string) (miles float64) {
		for _, a := range MadeUpIn(network) {
			for _, b := range MadeUpIn(network) {
				miles = max(miles, Miles(a.Point, b.Point))
			}
		}
		return miles
	}
	for network, bounds := range map[string][2]float64{
		"Canalside": {2, 6}, "Harbour": {5, 12}, "Highmoor": {10, 25}, "Market Weir": {5, 14},
		"Beacon Hill": {1, 4}, "Collegegate": {2, 6}, "Crossways": {1, 4},
	} {
		if miles := widest(network); miles < bounds[0] || miles > bounds[1] {
			t.Errorf("%s is %.1f miles across, want %v", network, miles, bounds)
		}
	}
}
