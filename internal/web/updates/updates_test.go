package updates_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/archive"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/infographic"
	"linkwork/internal/web/subscribe"
	pages "linkwork/internal/web/updates"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

type house struct {
	*studytest.Study
	public access.Actor
	site   *housetest.Site
	pages  *housetest.House
	base   string
}

// open is a study with a group that met, and a list of readers with one who confirmed.
func open(t *testing.T) house {
	d := dbtest.SQLite(t)
	h := house{Study: studytest.New(castest.New(t, d))}
	h.public = h.Researcher("Rosa Lind")
	_, err := studies.Take(h.Context(), d, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: h.public.AccountID, Role: studies.PublicLead})
	h.OK(err)
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Unscoped(r, h.ID)
		s.Acknowledgement, s.Disclaimer, s.Enquiries = "Funded by nobody.", "These are our views.", "study@example.org"
		h.OK(studies.Change(h.Context(), d, h.Lead, keyless, s))
		return err
	})
	group, err := groups.Add(h.Context(), d, h.Lead, keyless, groups.Group{StudyID: h.ID, Kind: groups.PPI, Name: "PPI group"})
	h.OK(err)
	day := h.Today().AddDays(-5)
	_, err = groups.Arrange(h.Context(), d, h.Lead, keyless, h.ID, groups.Meeting{GroupID: group, Starts: day.At(10, 0), Ends: day.At(12, 0), Way: groups.InPerson, Place: "The library", Access: "Step-free"})
	h.OK(err)
	h.OK(readers.Keep(h.Context(), d, h.Lead, keyless, readers.List{StudyID: h.ID, Title: "Study update", About: "News of the study", Open: true, Rate: 10, Connections: 2}))
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(pages.Routes(), archive.Routes(), infographic.Routes(), subscribe.Routes()))
	h.base = "/studies/" + h.ID + "/updates"
	return h
}

func (h house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

func TestAnUpdateIsWrittenApprovedAndPublished(t *testing.T) {
	h := open(t)
	h.as(h.public)
	h.as(h.Lead)
	b := webtest.Start(t)
	p := b.Page(t, h.site.URL)
	p.Go("/begin/" + h.Lead.AccountID)
	p.Go(h.base)
	p.Submit("Write a first draft")
	p.See("Enter a title")
	p.Fill("title", "What we did")
	p.Submit("Write a first draft")
	p.See("Linkwork has written a first draft")
	p.See("Stay in touch")
	p.Check()
	desk := p.Path()
	next, err := studies.Found(h.Context(), h.DB, h.Lead, keyless, studies.Study{Name: "Next", Title: "The next study"}, "")
	h.OK(err)
	h.OK(readers.Keep(h.Context(), h.DB, h.Lead, keyless, readers.List{StudyID: next, Title: "News of the next study", About: "News", Open: true, Rate: 10, Connections: 2}))

	// A number is chosen from the records; one that is typed and does not exist is found.
	p.Select("Add a part", "Text")
	p.Submit("Add…")
	p.Fill("heading", "Our group")
	p.Fill("text", "The group met ")
	p.Select("A number from the records", `meetings of "PPI group": 1`)
	p.Submit("Put it into the text")
	if got := p.Value("text"); got != `The group met {{meetings of "PPI group"}}` {
		t.Errorf("put into the text: %q", got)
	}
	p.Fill("text", p.Value("text")+" time, and {{everybody}} came.")
	p.Submit("Save")
	p.See("Added at the end.")
	p.See("There is no figure called “everybody”")
	p.DontSee("Ask for approval")
	p.Click("Our group")
	p.Fill("text", `The group met {{meetings of "PPI group"}} time.`)
	p.Check()
	p.Submit("Save")
	p.See("The group met 1 time.")
	p.Submit("Up Our group")
	p.Select("Add a part", "Somebody of the team")
	p.Submit("Add…")
	p.Fill("heading", "Meet Rosa Lind")
	p.Fill("text", "I like gardens.")
	p.Fill("agreed", "By email, today")
	p.Check()
	p.Submit("Save")
	p.Click("Picture for “Meet Rosa Lind”")
	p.Check()
	p.Submit("Save")
	p.See("Choose a picture")
	p.Check()
	p.Go(desk)
	p.Submit("Send a test to myself")
	p.See("on its way to your own address")
	h.Read(func(r *db.Snapshot) error {
		sent, err := messages.About(r, "update", strings.TrimPrefix(desk, h.base+"/"))
		if len(sent) != 1 || !strings.HasPrefix(sent[0].Subject, "Test: What we did") || !strings.Contains(sent[0].HTML, "Our group") {
			t.Errorf("%+v", sent)
		}
		return err
	})
	p.Click("As a page, and on paper")
	p.See("The group met 1")
	p.Check()
	p.Go(desk + "/head")
	p.Choose("This is the final edition")
	p.Select("If so, what can its readers go on with? (optional)", "News of the next study")
	p.Check()
	p.Submit("Save")
	p.Submit("Ask for approval")
	p.See("You wrote this last. Somebody else of the team has to approve it.")

	other := b.Page(t, h.site.URL)
	other.Width(320)
	other.Go("/begin/" + h.public.AccountID)
	other.Go(desk)
	other.Submit("Approve")
	other.Submit("Publish")
	other.See("Published. Everybody can read it.")
	other.Check()
	other.Click("As everybody reads it")
	other.See("This is the last edition of “Study update”.")
	other.Check()
	other.Click("Subscribe to “News of the next study”")
	other.See("Get updates by email")
	other.Go("/updates/subscribe/" + h.ID)
	other.See("These updates have ended")
	other.Check()
	other.Go(desk)
	other.Click("Its numbers as one picture, to share")
	other.Choose(`meetings of "PPI group": 1`)
	other.Submit("Draw the picture")
	other.See("as published")
	other.Check()
	other.Go(desk)
	other.Click("As everybody reads it")
	other.Click("2 (how this was counted)")
	other.See("Sites at which the study opened")
	other.Check()
	other.Go("/updates")
	other.Check()

	p.Go(desk)
	p.Fill("correction", "It was two hours long.")
	p.Submit("Correct it")
	p.See("Put it right and publish it again.")
	p.NoTroubles()
	other.NoTroubles()
}

// Somebody in no part of the study, or only at work in the field, writes nothing.
func TestWhoWritesAnUpdate(t *testing.T) {
	h := open(t)
	id, err := updates.Begin(h.Context(), h.DB, h.Lead, keyless, h.ID, "What we did", h.Today())
	h.OK(err)
	at := h.base + "/" + id
	field, other := h.as(h.Field), h.as(h.Harbour.First)
	field.Get(at).Is(t, http.StatusOK, "What we did", "!Ask for approval", "!Try the links")
	field.Get(at+"/head").Is(t, http.StatusNotFound)
	field.Get(at+"/send").Is(t, http.StatusNotFound)
	field.Post(at+"/ask", "_once", "a", "_version", "1").Is(t, http.StatusNotFound)
	for _, below := range []string{"", "/preview", "/preview/mail", "/preview/text", "/counted", "/head"} {
		other.Get(at+below).Is(t, http.StatusNotFound)
	}
	lead := h.as(h.Lead)
	lead.Get(at+"/send").Is(t, http.StatusNotFound)
	lead.Get(at+"/new?kind=song").Is(t, http.StatusNotFound)
	lead.Get("/updates/"+id).Is(t, http.StatusNotFound)
	lead.Post(at+"/new", "_once", "b", "_version", "1", "kind", "text", "text", `<script>alert(1)</script> {{template "x"}} [x](javascript:alert(1))`).Leads(t, at)
	got := lead.Get(at + "/preview/mail")
	field.Post(at+"/discard", "_once", "c", "_version", "2").Is(t, http.StatusNotFound)
	lead.Post(at+"/discard", "_once", "d", "_version", "1").Is(t, http.StatusConflict)
	lead.Post(at+"/discard", "_once", "e", "_version", "2").Leads(t, h.base)
	lead.Get(at).Is(t, http.StatusNotFound)
	if strings.Contains(got.Raw, "<script") || strings.Contains(got.Raw, "javascript:") || !strings.Contains(got.Body, `<script>alert(1)</script> {{template "x"}} x`) {
		t.Errorf("the mail lets a script in, or loses words: %s", got.Raw)
	}
}
