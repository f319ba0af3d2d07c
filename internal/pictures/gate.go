package pictures

import (
	"context"
	"runtime"

	"golang.org/x/sync/semaphore"
)

// decoding is how many photographs are in memory as pixels at a time, in the whole
// process: two, or one that has more than half of the pixels there may be. Either
// way that is some 400 MB at most, for pictures that get sharper as they arrive.
var decoding = semaphore.NewWeighted(2)

// turn waits for the turn of a photograph of so many pixels, and returns what
// ends it. The pixels are collected then: a server that lets garbage grow to some
// times of what lives would let it grow to some times of two photographs.
func turn(pixels int64) (end func()) {
	places := int64(1)
	if pixels > MostPixels/2 {
		places = 2
	}
	if err := decoding.Acquire(context.Background(), places); err != nil {
		panic(err) // never: that context does not end
	}
	return func() {
		decoding.Release(places)
		runtime.GC()
	}
}
