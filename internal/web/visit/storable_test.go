package visit

import (
	"net/url"
	"testing"
)

func TestUnreadableCharactersAreMarked(t *testing.T) {
	f := storableFields(url.Values{"words": {"a\x00b", "c\xffd", "é 👩🏽‍🦽"}, "na\x00me": {"x"}})
	if got := f.All("words"); got[0] != "a\uFFFDb" || got[1] != "c\uFFFDd" || got[2] != "é 👩🏽‍🦽" || len(f.Values) != 1 {
		t.Errorf("%q", f.Values)
	}
	if storable("/people/\x00") || storable("/people/\xff") || !storable("/people/é") {
		t.Error("addresses")
	}
}
