package photos_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/participants"
	room "linkwork/internal/studies/photos"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/album"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/photos"
	"linkwork/internal/web/study"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study that asks for photographs, with its pages: somebody was asked, and
// a statistician reads what was collected and meets nobody.
type house struct {
	*studytest.Study
	site         *housetest.Site
	pages        *housetest.House
	statistician access.Actor
	who          participants.Participant
	prompts      []room.Prompt
	album        string // address of the participant's link
	base         string // of the study
}

func open(t *testing.T) *house {
	d := dbtest.SQLite(t)
	c := castest.New(t, d)
	h := &house{Study: studytest.New(c)}
	h.base = "/studies/" + h.ID
	h.Document(approvals.PhotoGuidance, approvals.Markdown, []byte("Ask before you take a photo of somebody."), "")
	h.statistician = h.account("Ola Brandt")
	_, err := studies.Take(h.Context(), d, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: h.statistician.AccountID, Role: studies.Statistician})
	h.OK(err)
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	keys, err := files.ReadKeys(files.NewKey())
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: "http://127.0.0.1:8080", Texts: true}}
	h.site = h.pages.Serve(t, slices.Concat(photos.Routes(), album.Routes(), study.Routes()))
	h.OK(room.Begin(h.Context(), d, h.Lead, keyless, h.ID))
	h.Read(func(r *db.Snapshot) error {
		plan, err := room.ThePlan(r, h.ID)
		h.prompts = plan.Prompts
		return err
	})
	h.who = h.willing("dee@example.org")
	h.album = h.asks(h.who)
	return h
}

// willing is a link worker at site A who consents to photographs.
func (h *house) willing(email string) participants.Participant {
	h.Helper()
	return h.willingAs(studies.LinkWorker, email)
}

// willingAs is somebody at site A who takes part as something and consents to
// photographs.
func (h *house) willingAs(k studies.Kind, email string) participants.Participant {
	h.Helper()
	p := h.Consented(k, h.A)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID, participants.Contact{Name: "Doreen Marshb", Email: email, Way: participants.ByEmail}))
	return p
}

// asks sends somebody the link and returns its address.
func (h *house) asks(p participants.Participant) string {
	h.Helper()
	_, err := room.Ask(h.Context(), h.DB, h.Field, keyless, h.ID, p.ID, room.Ways{BaseURL: h.pages.BaseURL, Texts: true})
	h.OK(err)
	return strings.TrimPrefix(h.last(room.LinkPurpose).Secret, h.pages.BaseURL)
}

// last is the latest message of a purpose.
func (h *house) last(purpose string) (m messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, x := range slices.Backward(all) {
			if x.Purpose == purpose {
				m = x
			}
		}
		return err
	})
	return m
}

func (h *house) account(name string) (a access.Actor) {
	h.Write(func(tx *db.Tx) error {
		account, err := identity.Create(tx, h.Admin.Audit(), name, strings.ReplaceAll(strings.ToLower(name), " ", ".")+"@linkwork.example")
		if err != nil {
			return err
		}
		a = access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{{Role: access.Researcher}}}
		return access.Join(tx, account.ID, a.Memberships[0])
	})
	return a
}

// as opens a browser in which somebody is logged in.
func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// comes opens a browser that has given the code of an album.
func (h *house) comes(album string) *housetest.Browser {
	h.Helper()
	b := h.site.Browser()
	b.Post(album + "/code")
	b.Post(album+"/confirm", "code", h.last("study-photos-code").Secret).Leads(h.TB, album)
	return b
}

// shot is a photograph of a cup on a desk, in one colour.
func shot(c color.Color) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(0, 200, 400, 300), image.NewUniform(color.RGBA{120, 80, 40, 255}), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(160, 130, 240, 210), image.White, image.Point{}, draw.Src)
	var b bytes.Buffer
	jpeg.Encode(&b, m, nil)
	return b.Bytes()
}

var teal = color.RGBA{20, 120, 120, 255}

// about are the fields that go with a photograph for a prompt.
func (h *house) about(n int, more ...string) []string {
	return append([]string{"prompt", h.prompts[n].ID, "shows", "My cup on my desk", "people", "none", "workplace", "allowed", "workplace_words", "the practice manager"}, more...)
}

// sends sends a photograph by a browser and returns its id.
func (h *house) sends(b *housetest.Browser, album string, n int) (id string) {
	h.Helper()
	to := b.Send(album+"/upload", "photo", shot(teal), h.about(n)...)
	_, rest, ok := strings.Cut(to.Location, "/photos/")
	if to.Status != 303 || !ok {
		h.Fatalf("status %d to %q", to.Status, to.Location)
	}
	id, _, _ = strings.Cut(rest, "?")
	return id
}

// everywhere are the fields that let a photograph be shown so for all uses.
func everywhere(form room.Form) (fields []string) {
	for _, u := range room.Uses {
		fields = append(fields, "use-"+string(u), string(form))
	}
	return append(fields, "credit", "pseudonym", "credit_name", "River", "licence", "yes")
}

// photo is a photograph as it stands.
func (h *house) photo(id string) (p room.Photo) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Read)
		if err != nil {
			return err
		}
		p, err = room.Get(r, s, id)
		return err
	})
	return p
}

// own is the first item of a photograph.
func (h *house) own(id string) string {
	h.Helper()
	i, _ := h.photo(id).Own()
	return i.ID
}

func absent() (fields []string) {
	for _, x := range room.Risks {
		fields = append(fields, "risk-"+string(x), "absent")
	}
	return fields
}

// ready describes a picture and finds no risk in it.
func (h *house) ready(b *housetest.Browser, photoID, itemID string) {
	h.Helper()
	at := h.base + "/photo/" + photoID + "/items/" + itemID
	b.Post(at+"/alt", "alt", "A cup on a desk").Leads(h.TB, at)
	b.Post(at+"/check", absent()...).Leads(h.TB, at)
}
