package updates_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
)

func TestAFinalEditionEndsTheList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		next, err := studies.Found(n.Context(), d, n.Lead, keyless, studies.Study{Name: "Next", Title: "The next study"}, "")
		n.OK(err)
		keep := func(study string, open bool, version int) {
			t.Helper()
			n.OK(readers.Keep(n.Context(), d, n.Lead, keyless, readers.List{StudyID: study, Title: "News of " + study, About: "News", Open: open, Rate: 1, Connections: 1, Version: version}))
		}
		keep(n.ID, true, 0)
		keep(next, false, 0)
		id := n.begin()
		head := func(final bool) {
			t.Helper()
			e := n.edition(id)
			e.Final, e.FollowsOn, e.Correction = final, next, "Not the last one."
			n.OK(updates.SetHead(n.Context(), d, n.Lead, keyless, e))
		}
		head(true)
		if stops := n.checks(id); len(stops) != 1 || !strings.Contains(stops[0], "takes nobody new") {
			t.Errorf("the next list is not open: %q", stops)
		}
		keep(next, true, 1)
		n.publish(id)
		if i := n.issues(id)[0]; i.Next.StudyID != next || i.Next.Title == "" {
			t.Errorf("%+v", i.Next)
		}
		wish := readers.Wish{StudyID: n.ID, Address: "dee@example.org"}
		castest.Is(t, readers.Subscribe(n.Context(), d, keyless, "http://127.0.0.1", wish), db.ErrNotFound)
		castest.Refused(t, readers.Invite(n.Context(), d, n.Lead, keyless, "http://127.0.0.1", wish), "address")
		castest.Refused(t, readers.Move(n.Context(), d, n.Lead, keyless, "http://127.0.0.1", next, n.ID), "to")
		_, err = readers.Import(n.Context(), d, n.Lead, "http://127.0.0.1", n.ID, []byte("address\ndee@example.org\n"))
		castest.Refused(t, err, "file")
		n.Read(func(r *db.Snapshot) error {
			_, on, err := readers.EndedList(r, n.ID)
			if on.StudyID != next {
				t.Errorf("it leads to %+v", on)
			}
			open, _ := readers.OpenLists(r)
			if len(open) != 1 {
				t.Errorf("open are %+v", open)
			}
			return err
		})
		n.OK(updates.Correct(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, "Not the last one."))
		head(false)
		n.publish(id)
		n.OK(readers.Subscribe(n.Context(), d, keyless, "http://127.0.0.1", wish))
	})
}
