package pictures

import "testing"

func TestTwoPhotographsAreDecodedAtATimeOrOneLargeOne(t *testing.T) {
	full := func() bool {
		if decoding.TryAcquire(1) {
			decoding.Release(1)
			return false
		}
		return true
	}
	first := turn(12_000_000)
	if full() {
		t.Error("one small one keeps the others out")
	}
	second := turn(MostPixels / 2)
	if !full() {
		t.Error("a third is let in")
	}
	first()
	if full() {
		t.Error("the place of one that is done stays taken")
	}
	second()
	large := turn(MostPixels/2 + 1)
	if !full() {
		t.Error("another is let in beside a large one")
	}
	large()
	if full() {
		t.Error("the large one stays")
	}
}
