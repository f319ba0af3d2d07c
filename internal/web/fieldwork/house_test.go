package fieldwork_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/textproto"
	"slices"
	"strconv"
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
	room "linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/fieldwork"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/meet"
	"linkwork/internal/web/study"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study at work with its pages: a wave, somebody who was interviewed, and
// people of the team who have only some duties.
type house struct {
	*studytest.Study
	site  *housetest.Site
	pages *housetest.House

	transcriber, statistician, monitor access.Actor

	wave    string
	who     participants.Participant
	session string // their interview, which took place
	base    string // of the study
	let     map[string]bool
}

func open(t *testing.T) *house {
	d := dbtest.SQLite(t)
	h := &house{Study: studytest.New(castest.New(t, d)), let: make(map[string]bool)}
	h.base = "/studies/" + h.ID
	h.Document(approvals.DistressProtocol, approvals.Markdown, []byte("Stop, and ask whether they want to go on."), "")
	h.transcriber, h.statistician, h.monitor = h.takes("Tam Okoro", studies.Transcriber), h.takes("Ola Brandt", studies.Statistician), h.takes("Mo Reed", studies.Monitor)
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	keys, err := files.ReadKeys(files.NewKey())
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(fieldwork.Routes(), meet.Routes(), study.Routes()))
	h.wave, err = room.AddWave(h.Context(), d, h.Lead, keyless, room.Wave{StudyID: h.ID, Code: "first", Name: "First talk"})
	h.OK(err)
	h.who = h.patient()
	h.session = h.held(room.Interview, h.who)
	return h
}

// takes is somebody new who takes a part in the study.
func (h *house) takes(name string, role studies.Role) (a access.Actor) {
	h.Helper()
	h.Write(func(tx *db.Tx) error {
		account, err := identity.Create(tx, h.Admin.Audit(), name, strings.ReplaceAll(strings.ToLower(name), " ", ".")+"@linkwork.example")
		if err != nil {
			return err
		}
		a = access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{{Role: access.Researcher}}}
		return access.Join(tx, account.ID, a.Memberships[0])
	})
	_, err := studies.Take(h.Context(), h.DB, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: a.AccountID, Role: role})
	h.OK(err)
	return a
}

// patient is somebody at site A who agreed to everything and can be written to.
func (h *house) patient(no ...string) participants.Participant {
	h.Helper()
	p := h.Consented(studies.Patient, h.A, no...)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID, participants.Contact{Name: "Doreen Marshb", Email: "dee@example.org", Way: participants.ByEmail}))
	return p
}

// held is a session that took place today.
func (h *house) held(k room.Kind, who ...participants.Participant) (id string) {
	h.Helper()
	e := room.Session{StudyID: h.ID, SiteID: h.A, Kind: k, HeldOn: h.Today(), Place: room.AtHome}
	for _, p := range who {
		e.Participants = append(e.Participants, p.ID)
	}
	id, err := room.NoteHeld(h.Context(), h.DB, h.Field, keyless, e)
	h.OK(err)
	return id
}

// as opens a browser in which somebody is logged in.
func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.lets(a)
	return h.site.As(a)
}

// lets gives somebody a password, without which nobody is logged in. Another would log
// them out everywhere, so they get one.
func (h *house) lets(a access.Actor) {
	h.Helper()
	if !h.let[a.AccountID] {
		h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
		h.let[a.AccountID] = true
	}
}

// at is the address of a page of the interview.
func (h *house) at(below string) string {
	return h.base + "/fieldwork/sessions/" + h.session + below
}

// last is the latest message.
func (h *house) last() (m messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		m = all[0]
		return err
	})
	return m
}

// link is where the link of the latest message leads.
func (h *house) link() string { return strings.TrimPrefix(h.last().Secret, h.pages.BaseURL) }

// sound is how a recording begins.
var sound = []byte("ID3\x04\x00\x00\x00\x00\x00\x00 what somebody said")

// day are the fields of a day.
func (h *house) day(name string) []string {
	d := h.Today()
	return []string{name + "-day", strconv.Itoa(d.Day), name + "-month", strconv.Itoa(int(d.Month)), name + "-year", strconv.Itoa(d.Year)}
}

// records sends a recording that says of what kind it is, as a browser does, and returns
// the status of the answer and what it says.
func (h *house) records(c *http.Client, kind string, body []byte) (status int, page string) {
	h.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", `form-data; name="recording"; filename="../../talk.mp3"`)
	head.Set("Content-Type", kind)
	part, err := w.CreatePart(head)
	h.OK(err)
	_, err = part.Write(body)
	h.OK(err)
	h.OK(w.Close())
	answer, err := c.Post(h.site.URL+h.at("/recording/upload"), w.FormDataContentType(), &form)
	h.OK(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	h.OK(err)
	return answer.StatusCode, string(text)
}

// recorded is the id of a recording of the interview.
func (h *house) recorded() (id string) {
	h.Helper()
	if status, page := h.records(h.client(h.Field), "audio/mpeg", sound); status != http.StatusSeeOther {
		h.Fatalf("status %d\n%s", status, page)
	}
	h.Read(func(r *db.Snapshot) error {
		all, err := interviews.Recordings(r, h.session)
		id = all[0].ID
		return err
	})
	return id
}

// client is a browser in which somebody is logged in, and of which the answers can be
// looked at as they come.
func (h *house) client(a access.Actor) *http.Client {
	h.Helper()
	h.lets(a)
	jar, err := cookiejar.New(nil)
	h.OK(err)
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	begun, err := c.Get(h.site.URL + "/begin/" + a.AccountID)
	h.OK(err)
	begun.Body.Close()
	return c
}
