package places

import (
	"math"
	"testing"
)

// The worked example of Ordnance Survey's guide, annex C: the water tower at
// Caister.
func TestTheProjectionIsUndoneAsInTheGuide(t *testing.T) {
	lat, lon := unproject(651409.903, 313177.270)
	wantLat, wantLon := radians(52+39.0/60+27.2531/3600), radians(1+43.0/60+4.5177/3600)
	const millimetre = 1e-3 / 6.4e6 // in radians
	if math.Abs(lat-wantLat) > 10*millimetre || math.Abs(lon-wantLon) > 10*millimetre {
		t.Errorf("%.10f, %.10f, want %.10f, %.10f", lat, lon, wantLat, wantLon)
	}
}

// Places whose position is published on both datums: what is lost by shifting
// with seven parameters is a few metres.
func TestTheDatumIsShifted(t *testing.T) {
	for what, c := range map[string]struct {
		easting, northing float64
		want              Point
	}{
		"Royal Observatory": {538874.197, 177344.080, Point{51.4780161357, -0.0015938564}},
		"Kent, TR143599":    {614300, 159900, Point{51.297880, 1.072628}},
		"Caister":           {651409.903, 313177.270, Point{52.6579785, 1.7160519}},
	} {
		got := OnGrid(c.easting, c.northing)
		if metres := Miles(got, c.want) * 1609.344; metres > 6 {
			t.Errorf("%s: %.6f, %.6f is %.1f metres away", what, got.Lat, got.Lon, metres)
		}
	}
}
