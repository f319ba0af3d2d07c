package photos_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/photos"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

var ways = photos.Ways{BaseURL: "https://linkwork.example", Texts: true}

// room is a study that asks for photographs, with somebody who was asked.
type room struct {
	*studytest.Study
	store   *files.Store
	who     participants.Participant
	prompts []photos.Prompt
	link    string // id of the link that was sent
}

func furnish(t *testing.T, d *db.DB) *room {
	c := castest.New(t, d)
	keys, err := files.ReadKeys(files.NewKey())
	c.OK(err)
	h := &room{Study: studytest.New(c), store: files.New(d, keys)}
	c.OK(photos.Begin(t.Context(), d, c.Lead, keyless, h.ID))
	h.prompts = h.plan().Prompts
	h.who = h.Consented(studies.LinkWorker, h.A)
	c.OK(participants.SaveContact(t.Context(), d, c.Lead, keyless, h.ID, h.who.ID, participants.Contact{Name: "Dee Marsh", Email: "dee@example.org", Way: participants.ByEmail}))
	_, err = photos.Ask(t.Context(), d, c.Field, keyless, h.ID, h.who.ID, ways)
	c.OK(err)
	h.link = h.linkOf(h.mail()[0])
	return h
}

func (h *room) plan() (p photos.Plan) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) { p, err = photos.ThePlan(r, h.ID); return })
	return p
}

// mail is what was sent to the participant, the latest first.
func (h *room) mail() (all []messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		out, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, m := range out {
			if m.Purpose == photos.LinkPurpose {
				all = append(all, m)
			}
		}
		return err
	})
	return all
}

func (h *room) linkOf(m messages.Entry) (id string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		l, err := links.Find(r, strings.TrimPrefix(m.Secret, ways.BaseURL+photos.Path+"/"))
		id = l.ID
		return err
	})
	return id
}

// shot is a photograph of one colour with a white mark in the middle.
func shot(c color.Color) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 320, 240))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(120, 80, 200, 160), image.White, image.Point{}, draw.Src)
	var b bytes.Buffer
	jpeg.Encode(&b, m, nil)
	return b.Bytes()
}

var blue = color.RGBA{20, 60, 160, 255}

func said(promptID string) photos.Said {
	return photos.Said{PromptID: promptID, Shows: "My desk by the window", People: photos.Nobody, Workplace: photos.Allowed, WorkplaceWords: "the practice manager"}
}

// sends takes a photograph in by the link.
func (h *room) sends(n int) (id string) {
	h.Helper()
	id, err := photos.Arrive(h.Context(), h.DB, h.store, keyless, h.link, said(h.prompts[n].ID), photos.Sent{Name: "IMG_1.jpg", Body: shot(blue)})
	h.OK(err)
	return id
}

func (h *room) photo(id string) (p photos.Photo) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Read)
		if err != nil {
			return err
		}
		p, err = photos.Get(r, s, id)
		return err
	})
	return p
}

func (h *room) album() (a photos.Album) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) { a, err = photos.Open(r, h.link); return })
	return a
}

func forms(f photos.Form, uses ...photos.Use) map[photos.Use]photos.Form {
	all := make(map[photos.Use]photos.Form)
	for _, u := range uses {
		all[u] = f
	}
	return all
}

// terms let a photograph be shown so for uses.
func terms(f photos.Form, uses ...photos.Use) photos.Terms {
	return photos.Terms{Forms: forms(f, uses...), Licence: true, Credit: photos.Pseudonym, CreditName: "River"}
}

func absent() map[photos.Risk]photos.Found {
	all := make(map[photos.Risk]photos.Found)
	for _, x := range photos.Risks {
		all[x] = photos.Absent
	}
	return all
}

// ready makes an item fit to be shown as far as the team can.
func (h *room) ready(photoID, itemID string) {
	h.Helper()
	h.OK(photos.SetAlt(h.Context(), h.DB, h.Field, keyless, h.ID, photoID, itemID, "A desk by a window"))
	h.OK(photos.Check(h.Context(), h.DB, h.Field, keyless, h.ID, photoID, itemID, absent()))
}

// reason is why a photograph is not shown for a use; "" if it is.
func (h *room) reason(id string, u photos.Use) (why photos.Reason, shown photos.Shown) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) {
		shown, err = photos.Show(r, u, id)
		if x := photos.RefusalOf(err); x != nil {
			if x.Words == "" {
				t := h.TB
				t.Errorf("%s has no words", x.Reason)
			}
			why = x.Reason
			return nil
		}
		return err
	})
	return why, shown
}

func (h *room) expect(id string, u photos.Use, want photos.Reason) {
	h.Helper()
	if got, _ := h.reason(id, u); got != want {
		h.Errorf("for %s: %q, want %q", u, got, want)
	}
}

func TestAPhotographArrivesAndIsShownOnlyWhereItMayBe(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		p := h.photo(id)
		own, _ := p.Own()
		if !p.There() || own.How != photos.Cleaned || p.Mark == "" || !h.store.Marks(p.Mark, shot(blue)) || h.store.Marks(p.Mark, shot(color.Black)) {
			t.Errorf("%+v", p)
		}
		h.expect(id, photos.Web, photos.NotReleased)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(photos.AsItIs, photos.Analysis, photos.Web)))
		h.expect(id, photos.Press, photos.NotReleased)
		h.expect(id, photos.Analysis, photos.NoAlt)
		h.OK(photos.SetAlt(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, "A desk"))
		h.expect(id, photos.Analysis, "")
		h.expect(id, photos.Web, photos.Unchecked)
		checks := absent()
		checks[photos.Screens] = photos.ToCover
		h.OK(photos.Check(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, checks))
		h.expect(id, photos.Web, photos.Risky)
		h.OK(photos.Check(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, absent()))
		why, shown := h.reason(id, photos.Web)
		if why != "" || shown.ItemID != own.ID || shown.Alt != "A desk" || shown.Credit != "River" || shown.Kind.Mark() != "O" {
			t.Errorf("%s %+v", why, shown)
		}
		// What was taken back is gone at once.
		h.OK(photos.TakeBack(t.Context(), d, keyless, h.link, id, photos.Web))
		h.expect(id, photos.Web, photos.TakenBack)
		h.expect(id, photos.Analysis, "")
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, photos.Terms{Forms: forms(photos.AsItIs, photos.Web), Until: h.Today().AddDays(10), Licence: true, Credit: photos.NoCredit}))
		h.expect(id, photos.Web, "")
		h.Clock.Advance(10 * 24 * time.Hour)
		h.expect(id, photos.Web, "")
		h.Clock.Advance(24 * time.Hour)
		h.expect(id, photos.Web, photos.Expired)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, photos.Terms{Forms: forms(photos.Nowhere, photos.Web)}))
		h.expect(id, photos.Web, photos.Refused)
		_, err := consent.Withdraw(t.Context(), d, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.OneClause, Clause: "photos", How: "by phone"})
		h.OK(err)
		h.expect(id, photos.Analysis, photos.Withdrawn)
		// They still see it themselves.
		if a := h.album(); len(a.Photos) != 1 || a.Takes() {
			t.Errorf("%+v", a)
		}
	})
}

func TestSomethingMadeFromItIsShownInstead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		own, _ := h.photo(id).Own()
		h.ready(id, own.ID)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(photos.Changed, photos.Web)))
		h.expect(id, photos.Web, photos.OnlyChanged)
		_, err := photos.Cover(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, nil, "The screen names somebody")
		castest.Refused(t, err, "regions")
		_, err = photos.Cover(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, []pictures.Region{{X: 0.3, Y: 0.3, Width: 0.4, Height: 0.4}}, "")
		castest.Refused(t, err, "why")
		image, err := photos.Cover(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, []pictures.Region{{X: 0.3, Y: 0.3, Width: 0.4, Height: 0.4}}, "The screen names somebody")
		h.OK(err)
		h.expect(id, photos.Web, photos.NoAlt)
		h.ready(id, image)
		why, shown := h.reason(id, photos.Web)
		if why != "" || shown.ItemID != image || shown.Kind.Mark() != "I" || shown.Instead == "" {
			t.Errorf("%s %+v", why, shown)
		}
		made, _ := h.photo(id).Item(image)
		if made.MadeFrom != own.ID || made.Why != "The screen names somebody" || made.MadeBy != h.Field.Name {
			t.Errorf("%+v", made)
		}
		// The participant looks at it and does not like it.
		h.OK(photos.RefuseItem(t.Context(), d, keyless, h.link, id, image, true))
		h.expect(id, photos.Web, photos.NotThisOne)
		words, err := photos.PutWords(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, "A desk with a screen that shows the day’s calls.", "They did not like the image")
		h.OK(err)
		if _, shown := h.reason(id, photos.Web); shown.ItemID != words || shown.Kind.Mark() != "R" || shown.Words == "" {
			t.Errorf("%+v", shown)
		}
		drawing, err := photos.Redraw(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, "Drawn, so that the place is not known", shot(color.RGBA{200, 180, 60, 255}))
		h.OK(err)
		h.ready(id, drawing)
		if _, shown := h.reason(id, photos.Web); shown.ItemID != drawing {
			t.Errorf("%+v", shown)
		}
		_, err = photos.Redraw(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, "Drawn", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`))
		castest.Refused(t, err, "drawing")
		// A photograph that may be shown but has risks gives way to the image too.
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(photos.AsItIs, photos.Web)))
		if _, shown := h.reason(id, photos.Web); shown.ItemID != own.ID || shown.Instead != "" {
			t.Errorf("%+v", shown)
		}
		checks := absent()
		checks[photos.Streets] = photos.ToCover
		h.OK(photos.Check(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, checks))
		if _, shown := h.reason(id, photos.Web); shown.ItemID != drawing || !strings.Contains(shown.Instead, "must not be seen") {
			t.Errorf("%+v", shown)
		}
		h.OK(photos.Scrap(t.Context(), d, h.Field, keyless, h.ID, id, drawing))
		if err := photos.Scrap(t.Context(), d, h.Field, keyless, h.ID, id, own.ID); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestPeopleInItHaveToAgree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		own, _ := h.photo(id).Own()
		h.ready(id, own.ID)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(photos.AsItIs, photos.Uses...)))
		checks := absent()
		checks[photos.Faces] = photos.Fine
		check := func() error {
			return photos.Check(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, checks)
		}
		castest.Refused(t, check(), "risk-faces")
		note := func(uses ...photos.Use) {
			h.OK(photos.NoteAgreement(t.Context(), d, h.Field, keyless, h.ID, photos.Agreement{PhotoID: id, Who: "a colleague, left", How: "signed form", Uses: uses}))
		}
		note(photos.Report, photos.Event)
		h.OK(check())
		h.expect(id, photos.Report, "")
		h.expect(id, photos.Web, photos.NoAgreement)
		h.expect(id, photos.Analysis, "")
		note(photos.Report, photos.Web)
		h.expect(id, photos.Event, photos.NoAgreement)
		h.OK(photos.EndAgreement(t.Context(), d, h.Field, keyless, h.ID, id, h.photo(id).Agreements[0].ID))
		h.expect(id, photos.Report, photos.NoAgreement)
		err := photos.NoteAgreement(t.Context(), d, h.Field, keyless, h.ID, photos.Agreement{PhotoID: id, Who: "a colleague", AgreedOn: h.Today().AddDays(1)})
		for _, field := range []string{"how", "uses", "agreed"} {
			castest.Refused(t, err, field)
		}
	})
}

func TestThatThereIsNoneHasItsReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		castest.Refused(t, photos.Miss(t.Context(), d, keyless, h.link, h.prompts[1].ID, "", ""), "reason")
		h.OK(photos.Miss(t.Context(), d, keyless, h.link, h.prompts[1].ID, photos.WouldNot, ""))
		h.OK(photos.Miss(t.Context(), d, keyless, h.link, h.prompts[1].ID, photos.NothingFits, "It is a feeling"))
		h.sends(0)
		castest.Refused(t, photos.Miss(t.Context(), d, keyless, h.link, h.prompts[0].ID, photos.WouldNot, ""), "reason")
		gaps := func() (all []photos.Gap) {
			h.Read(func(r *db.Snapshot) error {
				s, err := studies.Enter(r, h.Lead, h.ID, studies.Read)
				h.OK(err)
				all, err = photos.Gaps(r, s)
				return err
			})
			return all
		}
		got := gaps()
		if len(got) != 2 || got[0].Photo.Missing != photos.NothingFits || got[1].Photo.Missing != "" || got[1].Prompt.ID != h.prompts[2].ID {
			t.Fatalf("%+v", got)
		}
		missing := got[0].Photo.ID
		words, err := photos.PutWords(t.Context(), d, h.Field, keyless, h.ID, missing, "", "A feeling of being trusted, told at the interview.", "There is no photograph")
		h.OK(err)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, missing, photos.Terms{Forms: forms(photos.Changed, photos.Web)}))
		if why, shown := h.reason(missing, photos.Web); why != "" || shown.ItemID != words {
			t.Errorf("%s %+v", why, shown)
		}
		h.sends(1) // one came after all
		if got := gaps(); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestOnlyAsManyAsAreAskedForAndOnlyWhileTheyAre(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		send := func(key once.Key, s photos.Said, body []byte) (string, error) {
			return photos.Arrive(t.Context(), d, h.store, key, h.link, s, photos.Sent{Name: "a.jpg", Body: body})
		}
		key := once.Key{Actor: "public", Token: "t", BodyHash: "h"}
		first, err := send(key, said(h.prompts[0].ID), shot(blue))
		h.OK(err)
		if again, err := send(key, said(h.prompts[0].ID), shot(blue)); err != nil || again != first {
			t.Error(again, err)
		}
		_, err = send(keyless, said(h.prompts[0].ID), shot(blue))
		castest.Refused(t, err, "photo")
		_, err = send(keyless, photos.Said{PromptID: h.prompts[1].ID}, shot(blue))
		for _, field := range []string{"shows", "people", "workplace"} {
			castest.Refused(t, err, field)
		}
		if _, err = send(keyless, said("somewhere"), shot(blue)); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		_, err = send(keyless, said(h.prompts[1].ID), []byte("<html>"))
		castest.Refused(t, err, "photo")
		h.OK(photos.Close(t.Context(), d, h.Field, keyless, h.ID, h.album().Set.ID))
		_, err = send(keyless, said(h.prompts[1].ID), shot(blue))
		castest.Refused(t, err, "photo")
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, first, terms(photos.AsItIs, photos.Analysis)))
		h.OK(photos.Extend(t.Context(), d, h.Field, keyless, h.ID, h.album().Set.ID, h.Today().AddDays(7)))
		_, err = send(keyless, said(h.prompts[1].ID), shot(blue))
		h.OK(err)
		h.Clock.Advance(8 * 24 * time.Hour)
		_, err = send(keyless, said(h.prompts[2].ID), shot(blue))
		castest.Refused(t, err, "photo")
		h.OK(photos.Delete(t.Context(), d, keyless, h.link, first))
		h.Clock.Advance(photos.LinkLasts)
		if err := photos.Delete(t.Context(), d, keyless, h.link, first); !errors.Is(err, links.ErrEnded) {
			t.Error(err)
		}
	})
}

func TestWhoMayBeAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		_, err := photos.Ask(t.Context(), d, h.Field, keyless, h.ID, h.who.ID, ways)
		castest.Refused(t, err, "link") // twice
		unwilling := h.Consented(studies.LinkWorker, h.A, "photos")
		_, err = photos.Ask(t.Context(), d, h.Field, keyless, h.ID, unwilling.ID, ways)
		castest.Refused(t, err, "link")
		unknown := h.Consented(studies.LinkWorker, h.A)
		_, err = photos.Ask(t.Context(), d, h.Field, keyless, h.ID, unknown.ID, ways)
		castest.Refused(t, err, "link") // no address
		_, token, err := photos.Prepare(t.Context(), d, h.Field, keyless, h.ID, unknown.ID, ways)
		h.OK(err)
		h.Read(func(r *db.Snapshot) error {
			l, err := links.Find(r, token)
			if l.Proof != links.NoProof {
				t.Error(l.Proof)
			}
			return err
		})
		elsewhere := h.Consented(studies.LinkWorker, h.B)
		if _, err := photos.Ask(t.Context(), d, h.Field, keyless, h.ID, elsewhere.ID, ways); !errors.Is(err, db.ErrNotFound) {
			t.Error(err) // the field researcher works at site A
		}
		for _, stranger := range h.Staff() {
			if stranger.AccountID == h.Lead.AccountID || stranger.AccountID == h.Field.AccountID {
				continue
			}
			if _, err := photos.Ask(t.Context(), d, stranger, keyless, h.ID, elsewhere.ID, ways); !errors.Is(err, db.ErrNotFound) {
				t.Error(stranger.Name, err)
			}
		}
	})
}

func TestRemindersStopWhenTheReasonHasGone(t *testing.T) {
	for name, stop := range map[string]func(h *room){
		"nothing":    func(*room) {},
		"done":       func(h *room) { h.OK(photos.Finish(h.Context(), h.DB, keyless, h.link)) },
		"closed":     func(h *room) { h.OK(photos.Close(h.Context(), h.DB, h.Field, keyless, h.ID, h.album().Set.ID)) },
		"not wanted": func(h *room) { h.Write(func(tx *db.Tx) error { return photos.StopReminders(tx, h.link) }) },
		"all answered": func(h *room) {
			h.sends(0)
			h.sends(1)
			h.OK(photos.Miss(h.Context(), h.DB, keyless, h.link, h.prompts[2].ID, photos.WouldNot, ""))
		},
		"consent": func(h *room) {
			_, err := consent.Withdraw(h.Context(), h.DB, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.NoCollection, How: "by phone"})
			h.OK(err)
		},
		"no contact": func(h *room) { h.Write(func(tx *db.Tx) error { return participants.Silence(tx, h.who.ID) }) },
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				h := furnish(t, d)
				stop(h)
				if says := h.album().Reminds(); says != (name == "nothing") {
					t.Errorf("the album says that they are reminded: %v", says)
				}
				for range 3 {
					h.Clock.Advance(7 * 24 * time.Hour)
					h.OK(jobs.NewRunner(d, photos.Handlers(d, ways)).Drain(t.Context()))
				}
				want := 1
				if name == "nothing" {
					want = 3
				}
				if got := len(h.mail()); got != want {
					t.Errorf("%d messages", got)
				}
				if name == "nothing" {
					for _, m := range h.mail() {
						if strings.Contains(m.Text+m.Subject, "Dee") || h.linkOf(m) == "" {
							t.Errorf("%+v", m)
						}
					}
				}
			})
		})
	}
}

// Whoever was shown a code and sent nothing is not reminded, and is not asked whether
// they want that.
func TestACodeOnAScreenRemindsNobody(t *testing.T) {
	h := furnish(t, dbtest.SQLite(t))
	p := h.Consented(studies.LinkWorker, h.A)
	_, token, err := photos.Prepare(t.Context(), h.DB, h.Field, keyless, h.ID, p.ID, ways)
	h.OK(err)
	h.Read(func(r *db.Snapshot) error {
		link, err := links.Find(r, token)
		h.OK(err)
		a, err := photos.Open(r, link.ID)
		if a.Reminds() || !a.Takes() {
			t.Errorf("%+v", a.Set)
		}
		return err
	})
}

func TestTheOriginalIsInQuarantineAndEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		original := func() (err error) {
			h.Read(func(r *db.Snapshot) error {
				s, e := studies.Enter(r, h.Lead, h.ID, studies.Lead)
				h.OK(e)
				_, err = photos.OriginalOf(r, s, id)
				return nil
			})
			return err
		}
		h.OK(original())
		h.Read(func(r *db.Snapshot) error {
			s, err := studies.Enter(r, h.Field, h.ID, studies.Meet)
			h.OK(err)
			if _, err := photos.OriginalOf(r, s, id); !errors.Is(err, db.ErrNotFound) {
				t.Error(err) // leads only
			}
			return nil
		})
		h.Clock.Advance(90*24*time.Hour + time.Minute)
		if err := original(); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		if p := h.photo(id); p.Mark == "" || len(p.Items) != 1 {
			t.Errorf("%+v", p)
		}
	})
}

func TestDeletingTakesEverythingAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		own, _ := h.photo(id).Own()
		image, err := photos.Cover(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, []pictures.Region{{Width: 0.2, Height: 0.2}}, "A name")
		h.OK(err)
		h.OK(photos.Delete(t.Context(), d, keyless, h.link, id))
		h.expect(id, photos.Analysis, photos.Gone)
		p := h.photo(id)
		if len(p.Items) != 0 || p.Shows != "" || p.RemovedWhy == "" {
			t.Errorf("%+v", p)
		}
		h.Read(func(r *db.Snapshot) error {
			for _, item := range []string{own.ID, image} {
				if left, err := pictures.Of(r, pictures.Owner{Kind: "study-photo", ID: item}); len(left) != 0 || err != nil {
					t.Error(left, err)
				}
			}
			if left, err := files.Of(r, files.Owner{Kind: "study-photo", ID: id}); len(left) != 0 || err != nil {
				t.Error(left, err)
			}
			return nil
		})
	})
}

func TestAUseIsNotedOnlyWhereItIsAllowed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		own, _ := h.photo(id).Own()
		h.ready(id, own.ID)
		u := photos.Usage{PhotoID: id, ItemID: own.ID, Use: photos.Report, Words: "Final report, page 12", Final: true}
		castest.Refused(t, photos.NoteUse(t.Context(), d, h.Field, keyless, h.ID, u), "item")
		h.OK(photos.NoteWhere(t.Context(), d, h.Field, keyless, h.ID, id, photos.Terms{Forms: forms(photos.AsItIs, photos.Report), Licence: true, Credit: photos.NoCredit, How: "At the interview"}))
		h.OK(photos.NoteUse(t.Context(), d, h.Field, keyless, h.ID, u))
		h.Read(func(r *db.Snapshot) error {
			all, err := photos.Usages(r, id)
			if len(all) != 1 || !all[0].Final || all[0].On != h.Today() {
				t.Errorf("%+v", all)
			}
			return err
		})
		castest.Refused(t, photos.NoteWhere(t.Context(), d, h.Field, keyless, h.ID, id, photos.Terms{Forms: forms(photos.AsItIs, photos.Report)}), "how")
	})
}
