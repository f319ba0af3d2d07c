package places

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Area is an outcode and the point in its middle.
type Area struct {
	Outcode string
	Point   Point
	Town    string // what people call it
	Region  string // county, council or, for made-up areas, the network
	Kind    string // for made-up areas: city, coast, rural, market town, estate, university town, many languages
}

// MadeUp says whether the area belongs to the made-up county.
func (a Area) MadeUp() bool { return a.Kind != "" }

//go:embed made_up.tsv
var madeUpTable string

// madeUp reads the table once. It is part of the program, so a fault in it is
// a programming error.
var madeUp = sync.OnceValue(func() []Area {
	lines := strings.Split(strings.TrimSpace(madeUpTable), "\n")
	areas := make([]Area, 0, len(lines))
	for _, line := range lines[1:] {
		area, err := parseMadeUp(strings.Split(line, "\t"))
		if err != nil {
			panic(fmt.Sprintf("places: made-up area %q: %v", line, err))
		}
		areas = append(areas, area)
	}
	return areas
})

func parseMadeUp(f []string) (Area, error) {
	if len(f) != 6 {
		return Area{}, fmt.Errorf("%d columns", len(f))
	}
	lat, err := strconv.ParseFloat(f[1], 64)
	if err != nil {
		return Area{}, err
	}
	lon, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return Area{}, err
	}
	return Area{Outcode: f[0], Point: Point{lat, lon}, Town: f[3], Region: f[4], Kind: f[5]}, nil
}

// MadeUp returns the areas of the made-up county, network by network. The
// caller may change the slice.
func MadeUp() []Area { return slices.Clone(madeUp()) }

// MadeUpIn returns the made-up areas of one network, as named in Area.Region.
func MadeUpIn(network string) []Area {
	return slices.DeleteFunc(MadeUp(), func(a Area) bool { return a.Region != network })
}

func findMadeUp(outcode string) (Area, bool) {
	i := slices.IndexFunc(madeUp(), func(a Area) bool { return a.Outcode == outcode })
	if i < 0 {
		return Area{}, false
	}
	return madeUp()[i], true
}
