package files_test

import (
	"testing"

	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
)

func TestAMarkIsOfTheBytesAndOfTheKey(t *testing.T) {
	d := dbtest.SQLite(t)
	store := func(keys ...string) *files.Store {
		text := ""
		for _, k := range keys {
			text += k + " "
		}
		k, err := files.ReadKeys(text)
		if err != nil {
			t.Fatal(err)
		}
		return files.New(d, k)
	}
	one, two := files.NewKey(), files.NewKey()
	mark := store(one).Mark([]byte("a desk"))
	if mark == "" || mark == store(two).Mark([]byte("a desk")) || mark == store(one).Mark([]byte("a cup")) {
		t.Error(mark)
	}
	// A new key before the old one does not make an old mark wrong.
	if !store(two, one).Marks(mark, []byte("a desk")) || store(two).Marks(mark, []byte("a desk")) || store(one).Marks(mark, []byte("a cup")) {
		t.Error("marks are read wrongly")
	}
	if got := store().Mark([]byte("a desk")); got != "" || store(one).Marks(got, []byte("a desk")) {
		t.Error(got)
	}
}
