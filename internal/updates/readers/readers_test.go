package readers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
)

func TestWhoConfirmsIsAReader(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		for _, wrong := range []string{"", "dee", "dee@example.org\r\nBcc: all@example.org", "Dee <dee@example.org>", "dee@example.org, eve@example.org", "dee@example.org\u2028x"} {
			castest.Refused(t, readers.Subscribe(p.Context(), p.DB, keyless, base, readers.Wish{StudyID: p.ID, Address: wrong}), "address")
		}
		castest.Is(t, readers.Subscribe(p.Context(), p.DB, keyless, base, readers.Wish{StudyID: "none", Address: "dee@example.org"}), db.ErrNotFound)
		p.subscribe("Dee@example.org", p.findings, "of another list")
		if n := p.numbers(); n.Asked != 1 || n.Confirmed != 0 {
			t.Errorf("asked: %+v", n)
		}
		p.subscribe("dee@example.org") // at once again: no second mail
		path, token := p.latest("Dee@example.org")
		if path != "confirm" || len(p.mail.Got()) != 1 {
			t.Fatalf("%s in %d mails", path, len(p.mail.Got()))
		}
		castest.Is(t, readers.Confirm(p.Context(), p.DB, token+"x"), db.ErrNotFound)
		p.OK(readers.Confirm(p.Context(), p.DB, token))
		p.OK(readers.Confirm(p.Context(), p.DB, token))
		all := p.all(p.ID)
		if len(all) != 1 || all[0].State != readers.Confirmed || len(all[0].Topics) != 1 || all[0].Topics[0] != "Findings" || all[0].AgreedOn != p.Today() {
			t.Errorf("%+v", all)
		}
		p.Clock.Advance(2 * time.Hour)
		p.subscribe("dee@EXAMPLE.org") // is told, by mail, and stays
		if path, _ := p.latest("Dee@example.org"); path != "preferences" || len(p.mail.Got()) != 2 {
			t.Errorf("a reader who subscribes gets %q", path)
		}
		p.subscribe("silent@example.org")
		_, late := p.latest("silent@example.org")
		p.Clock.Advance(7*24*time.Hour + time.Minute)
		p.Write(readers.Forget)
		castest.Is(t, readers.Confirm(p.Context(), p.DB, late), links.ErrEnded)
		if n := p.numbers(); n != (readers.Numbers{Confirmed: 1}) {
			t.Errorf("after a week: %+v", n)
		}
		p.Read(func(r *db.Snapshot) error {
			all, err := messages.Outbox(r, messages.Entry{}, 10)
			for _, m := range all {
				if m.To == "silent@example.org" {
					t.Error("the post book still knows who was forgotten")
				}
			}
			return err
		})
	})
}

func TestLeavingOutlivesTheReader(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.reader("dee@example.org")
		p.Clock.Advance(2 * time.Hour)
		p.subscribe("dee@example.org")
		_, way := p.latest("dee@example.org")
		p.OK(readers.Choose(p.Context(), p.DB, way, []string{p.dates}))
		if all := p.all(p.ID); len(all[0].Topics) != 1 || all[0].Topics[0] != "Dates" {
			t.Errorf("%+v", all)
		}
		p.OK(readers.Leave(p.Context(), p.DB, way))
		p.OK(readers.Leave(p.Context(), p.DB, way)) // a second press, and a provider that tries again
		castest.Is(t, readers.Leave(p.Context(), p.DB, "guess"), db.ErrNotFound)
		castest.Is(t, readers.Choose(p.Context(), p.DB, way, nil), db.ErrNotFound)
		if n := p.numbers(); n != (readers.Numbers{Left: 1}) {
			t.Errorf("%+v", n)
		}
		rows, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte("address,agreed how,agreed on\nDee@Example.org,on paper,2026-01-02\n"))
		p.OK(err)
		if rows[0].Outcome != readers.KeptOut {
			t.Errorf("an import brings back: %+v", rows)
		}
		castest.Refused(t, readers.Invite(p.Context(), p.DB, p.Lead, keyless, base, readers.Wish{StudyID: p.ID, Address: "DEE@example.org"}), "address")
		p.Clock.Advance(2 * time.Hour)
		p.reader("dee@example.org") // they change their mind
		p.OK(readers.Leave(p.Context(), p.DB, way))
		if n := p.numbers(); n != (readers.Numbers{Left: 1}) {
			t.Errorf("the way out of an old mail: %+v", n)
		}
	})
}

func TestImportSaysWhatBecameOfEachRow(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.reader("known@example.org")
		file := "\ufeffaddress,name,topics,agreed how,agreed on\r\n" +
			"a@example.org,'=Ann,Findings; dates,At the event,2023-09-20\r\nb@example.org,,,,\r\nnot an address,,,,\r\n" +
			"known@example.org,,,On paper,2023-01-01\r\nd@example.org,,Weather,On paper,2023-01-01\r\ne@example.org,,,On paper,2099-01-01\r\nA@example.org,,,On paper,2023-01-01\r\n"
		rows, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte(file))
		p.OK(err)
		want := []readers.Outcome{readers.Added, readers.Mailed, readers.Unusable, readers.Already, readers.Unusable, readers.Unusable, readers.Already}
		for i, w := range want {
			if rows[i].Outcome != w || rows[i].Line != i+2 || (w == readers.Unusable) != (rows[i].Why != "") {
				t.Errorf("row %d: %+v, not %s", i, rows[i], w)
			}
		}
		all := p.all(p.ID, readers.Confirmed)
		if len(all) != 2 || all[0].Name != "=Ann" || all[0].AgreedHow != "At the event" || len(all[0].Topics) != 0 {
			t.Errorf("both topics are all of them: %+v", all)
		}
		for _, wrong := range []string{"", "name\nDee\n", "address\n\"a\nb"} {
			_, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte(wrong))
			castest.Refused(t, err, "file")
		}
		_, err = readers.Import(p.Context(), p.DB, p.Field, base, p.ID, []byte(file))
		castest.Is(t, err, db.ErrNotFound)
	})
}

func TestReadersOfAnotherStudyAgreeAnew(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		next, err := studies.Found(p.Context(), p.DB, p.Lead, keyless, studies.Study{Name: "Next", Title: "The next study"}, "")
		p.OK(err)
		castest.Is(t, readers.Move(p.Context(), p.DB, p.Lead, keyless, base, p.ID, next), db.ErrNotFound) // no list yet
		p.list(next)
		p.reader("yes@example.org")
		p.reader("silent@example.org")
		castest.Is(t, readers.Move(p.Context(), p.DB, p.Field, keyless, base, p.ID, next), db.ErrNotFound)
		p.OK(readers.Move(p.Context(), p.DB, p.Lead, keyless, base, p.ID, next))
		p.Clock.Advance(time.Minute)
		_, token := p.latest("yes@example.org")
		if got := p.all(next, readers.Confirmed); len(got) != 0 {
			t.Errorf("nobody is moved: %+v", got)
		}
		p.OK(readers.Confirm(p.Context(), p.DB, token))
		p.Clock.Advance(8 * 24 * time.Hour)
		p.Write(readers.Forget)
		if got := p.all(next); len(got) != 1 || got[0].Address != "yes@example.org" || len(p.all(p.ID)) != 2 {
			t.Errorf("%+v", got)
		}
	})
}

func TestOnlyThoseWhoInvolveSeeReaders(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		p.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, p.Field, p.ID, studies.Follow)
			p.OK(err)
			_, err = readers.Readers(r, seat)
			castest.Is(t, err, db.ErrNotFound)
			_, _, err = readers.Find(r, seat, "", 1)
			castest.Is(t, err, db.ErrNotFound)
			return nil
		})
		castest.Refused(t, readers.Keep(p.Context(), p.DB, p.Lead, keyless, readers.List{StudyID: p.ID, Title: strings.Repeat("x", 200), About: "x", Rate: 0, Connections: 99}), "title")
		castest.Is(t, readers.Keep(p.Context(), p.DB, p.Lead, keyless, readers.List{StudyID: p.ID, Title: "x", About: "x", Rate: 1, Connections: 1, Version: 7}), db.ErrConflict)
		p.OK(readers.EndTopic(p.Context(), p.DB, p.Lead, keyless, p.ID, p.dates))
		castest.Is(t, readers.EndTopic(p.Context(), p.DB, p.Lead, keyless, p.ID, p.dates), db.ErrNotFound)
		_, err := readers.AddTopic(p.Context(), p.DB, p.Lead, keyless, p.ID, "findings")
		castest.Refused(t, err, "topic")
	})
}

func TestReadersAreFoundByAddressOrName(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		_, err := readers.Import(p.Context(), p.DB, p.Lead, base, p.ID, []byte("address,name,topics,agreed how,agreed on\n"+
			"ann@example.org,Ann Éclair,Findings,On paper,2023-01-01\nb_b@example.org,,,On paper,2023-01-01\nbob@example.org,100% Bob,,On paper,2023-01-01\n"))
		p.OK(err)
		for words, want := range map[string]string{"": "ann@example.org b_b@example.org of 3", "Éclair": "ann@example.org of 1", "BOB": "bob@example.org of 1", "_": "b_b@example.org of 1", "%": "bob@example.org of 1", "^": " of 0"} {
			p.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, p.Lead, p.ID, studies.Involve)
				p.OK(err)
				some, n, err := readers.Find(r, seat, words, 2)
				var found []string
				for _, x := range some {
					found = append(found, x.Address)
					if x.Name == "Ann Éclair" && len(x.Topics) != 1 {
						t.Errorf("%+v", x)
					}
				}
				if got := fmt.Sprintf("%s of %d", strings.Join(found, " "), n); got != want {
					t.Errorf("%q: %s, want %s", words, got, want)
				}
				return err
			})
		}
	})
}
