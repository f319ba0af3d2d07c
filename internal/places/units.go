package places

import (
	"encoding/base64"
	"math"
	"slices"
)

// unit is a postcode within its outcode, in 56 bits: the incode (13), whether it
// is no longer in use (1), and latitude and longitude (21 each) in steps of
// about a metre. Units in order are in order of their incodes.
type unit uint64

const (
	unitBytes = 7
	steps     = 100_000 // in a degree
	coordBits = 21
	coordMask = 1<<coordBits - 1
	endedBit  = 1 << (2 * coordBits)

	southmost, westmost = 49.0, -9.0 // where steps are counted from
)

func unitOf(incode string, ended bool, p Point) unit {
	u := unit(numberOf(incode))<<(2*coordBits+1) | unit(math.Round((p.Lat-southmost)*steps))<<coordBits | unit(math.Round((p.Lon-westmost)*steps))
	if ended {
		u |= endedBit
	}
	return u
}

// numberOf numbers incodes: 0AA is 0, 9ZZ is 6759.
func numberOf(incode string) int {
	return (int(incode[0]-'0')*26+int(incode[1]-'A'))*26 + int(incode[2]-'A')
}

func (u unit) number() int { return int(u >> (2*coordBits + 1)) }
func (u unit) ended() bool { return u&endedBit != 0 }

func (u unit) point() Point {
	return Point{southmost + float64(u>>coordBits&coordMask)/steps, westmost + float64(u&coordMask)/steps}
}

// packUnits writes units, which are in order.
func packUnits(units []unit) string {
	packed := make([]byte, 0, len(units)*unitBytes)
	for _, u := range units {
		for shift := 48; shift >= 0; shift -= 8 {
			packed = append(packed, byte(u>>shift))
		}
	}
	return base64.StdEncoding.EncodeToString(packed)
}

func unpackUnits(text string) ([]unit, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	units := make([]unit, len(packed)/unitBytes)
	for i := range units {
		for _, b := range packed[i*unitBytes : (i+1)*unitBytes] {
			units[i] = units[i]<<8 | unit(b)
		}
	}
	return units, nil
}

// tidyUnits puts units in order; of two for one postcode the last counts.
func tidyUnits(units []unit) []unit {
	slices.SortStableFunc(units, func(a, b unit) int { return a.number() - b.number() })
	kept := units[:0]
	for i, u := range units {
		if i+1 == len(units) || units[i+1].number() != u.number() {
			kept = append(kept, u)
		}
	}
	return kept
}

// withEnded adds what is stored and no longer in a file: those postcodes are no
// longer in use.
func withEnded(units, stored []unit) []unit {
	all := slices.Clone(units)
	for _, u := range stored {
		if _, still := findUnit(units, u.number()); !still {
			all = append(all, u|endedBit)
		}
	}
	return tidyUnits(all)
}

func findUnit(units []unit, number int) (unit, bool) {
	i, found := slices.BinarySearchFunc(units, number, func(u unit, n int) int { return u.number() - n })
	if !found {
		return 0, false
	}
	return units[i], true
}

// middle is the mean of the postcodes in use, or of all if none is.
func middle(units []unit) Point {
	var sum Point
	n := 0.0
	for _, all := range []bool{false, true} {
		for _, u := range units {
			if all || !u.ended() {
				p := u.point()
				sum, n = Point{sum.Lat + p.Lat, sum.Lon + p.Lon}, n+1
			}
		}
		if n > 0 {
			break
		}
	}
	return Point{math.Round(sum.Lat/n*steps) / steps, math.Round(sum.Lon/n*steps) / steps}
}
