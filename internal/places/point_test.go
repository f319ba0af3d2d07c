package places

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestMiles(t *testing.T) {
	// Great-circle distances worked out elsewhere, to half a percent.
	for _, c := range []struct {
		a, b Point
		want float64
	}{
		{Point{51.5074, -0.1278}, Point{55.9533, -3.1883}, 332},  // London to Edinburgh
		{Point{51.4816, -3.1791}, Point{54.5973, -5.9301}, 244},  // Cardiff to Belfast
		{Point{0, 0}, Point{0, 1}, 69.09},                        // a degree on the equator
		{Point{0, 0}, Point{0, 180}, math.Pi * earthRadiusMiles}, // the other side of the world
		{Point{54, 1}, Point{54, 1}, 0},
	} {
		if got := Miles(c.a, c.b); math.Abs(got-c.want) > c.want*0.006+1e-9 {
			t.Errorf("Miles(%v, %v) = %.1f, want %.1f", c.a, c.b, got, c.want)
		}
	}
}

func TestMilesIsADistance(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) Point {
		return Point{rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := point.Draw(t, "a"), point.Draw(t, "b"), point.Draw(t, "c")
		ab, ba := Miles(a, b), Miles(b, a)
		if ab < 0 || math.IsNaN(ab) || math.Abs(ab-ba) > 1e-6 {
			t.Fatalf("%v there, %v back", ab, ba)
		}
		if ab > Miles(a, c)+Miles(c, b)+1e-3 {
			t.Fatalf("the way round by %v is shorter", c)
		}
	})
}

func TestAbout(t *testing.T) {
	for miles, want := range map[float64]string{0: "less than a mile", 0.74: "less than a mile", 0.8: "about 1 mile", 1.4: "about 1 mile", 1.6: "about 2 miles", 11.7: "about 12 miles"} {
		if got := About(miles); got != want {
			t.Errorf("About(%v) = %q, want %q", miles, got, want)
		}
	}
}

func TestInUK(t *testing.T) {
	for _, p := range []Point{{51.5, -0.1}, {60.15, -1.15}, {49.95, -6.3}, {54.6, -5.9}} {
		if !p.InUK() {
			t.Errorf("%v is in the UK", p)
		}
	}
	for _, p := range []Point{{100, 101}, {-0.1, 51.5}, {0, 0}, {48.8, 2.3}, {math.NaN(), 0}, {math.Inf(1), 0}} {
		if p.InUK() {
			t.Errorf("%v is not in the UK", p)
		}
	}
}
