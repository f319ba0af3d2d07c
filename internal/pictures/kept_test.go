package pictures_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/pictures"
)

func TestAPictureIsFoundByItsOwnerAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first, _ := clean(t, asJPEG(corners(64, 32)))
		second, _ := clean(t, asPNG(corners(32, 64)))
		mine, theirs := pictures.Owner{Kind: "asking", ID: "a"}, pictures.Owner{Kind: "asking", ID: "b"}
		var ids []string
		for _, p := range []pictures.Picture{first, second} {
			var id string
			dbtest.Write(t, d, func(tx *db.Tx) (err error) { id, err = pictures.Add(tx, mine, p); return err })
			ids = append(ids, id)
			dbtest.ClockOf(d).Advance(time.Second)
		}
		get := func(of pictures.Owner, id string) (k pictures.Kept, err error) {
			err = d.Read(t.Context(), func(s *db.Snapshot) error { k, err = pictures.Get(s, of, id); return err })
			return k, err
		}
		sum := sha256.Sum256(first.Body)
		k, err := get(mine, ids[0])
		if err != nil || !bytes.Equal(k.Body, first.Body) || k.MediaType != "image/jpeg" || k.Width != 64 || k.Height != 32 || k.SHA256 != hex.EncodeToString(sum[:]) || !k.CreatedAt.Equal(dbtest.Start) {
			t.Errorf("%d bytes, %+v, %v", len(k.Body), k, err)
		}
		for _, of := range []pictures.Owner{theirs, {Kind: "interview", ID: "a"}, {}} {
			if _, err := get(of, ids[0]); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%v has it: %v", of, err)
			}
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return pictures.Remove(tx, theirs, ids[0]) })
		dbtest.Read(t, d, func(s *db.Snapshot) error {
			all, err := pictures.Of(s, mine)
			if len(all) != 2 || all[0].ID != ids[0] || all[1].Height != 64 || all[0].Body != nil {
				t.Errorf("%+v", all)
			}
			return err
		})
		dbtest.Write(t, d, func(tx *db.Tx) error { return pictures.Remove(tx, mine, ids[0]) })
		if _, err := get(mine, ids[0]); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("still there: %v", err)
		}
	})
}
