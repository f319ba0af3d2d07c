package groups_test

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	rooms "linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/groups"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is the pages of the groups of a study.
type house struct {
	*studytest.Study
	site  *housetest.Site
	pages *housetest.House
	base  string       // address of the study
	lead  access.Actor // who leads public involvement, and nothing else
}

func open(t *testing.T) *house {
	d := dbtest.SQLite(t)
	h := &house{Study: studytest.New(castest.New(t, d))}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	keys, err := files.ReadKeys(files.NewKey())
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: "http://127.0.0.1:8080"}}
	h.site, h.base = h.pages.Serve(t, groups.Routes()), "/studies/"+h.ID
	h.Write(func(tx *db.Tx) error {
		account, err := identity.Create(tx, audit.System, "Nadia Court", "nadia.court@linkwork.example")
		if err != nil {
			return err
		}
		h.lead = access.Actor{AccountID: account.ID, Name: account.Name, Memberships: []access.Membership{{Role: access.Researcher}}}
		return access.Join(tx, account.ID, h.lead.Memberships[0])
	})
	_, err = studies.Take(h.Context(), d, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: h.lead.AccountID, Role: studies.PublicLead})
	h.OK(err)
	return h
}

// as opens a browser in which somebody is logged in.
func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// furnish makes a group of one member who was at a meeting.
func (h *house) furnish(name string) (group, member, meeting string) {
	h.Helper()
	var err error
	group, err = rooms.Add(h.Context(), h.DB, h.lead, keyless, rooms.Group{StudyID: h.ID, Kind: rooms.PPI, Name: "PPI group"})
	h.OK(err)
	member, err = rooms.Join(h.Context(), h.DB, h.lead, keyless, h.ID, rooms.Member{GroupID: group, Name: name, Email: "rosa@linkwork.example", Needs: "A hearing loop"})
	h.OK(err)
	day := h.Today()
	meeting, err = rooms.Arrange(h.Context(), h.DB, h.lead, keyless, h.ID, rooms.Meeting{GroupID: group, Starts: day.At(8, 0), Ends: day.At(9, 0), Way: rooms.Online, Joining: "01632 960 180"})
	h.OK(err)
	h.OK(rooms.NoteAttendance(h.Context(), h.DB, h.lead, keyless, h.ID, meeting, map[string]rooms.Noting{member: {Was: rooms.There}}))
	return group, member, meeting
}

// T15: who follows the study reads what names nobody; T22: a name that is a formula stays
// a text in the file of payments; T24: a line break in an address is refused; T28: what is
// no PDF is refused, and one that is comes back as it was.
func TestAttacks(t *testing.T) {
	h := open(t)
	group, member, meeting := h.furnish(`=HYPERLINK("http://x.example")`)
	at := h.base + "/groups/" + group
	lead, reader := h.as(h.lead), h.as(h.Field)
	sitting := at + "/meetings/" + meeting
	for _, path := range []string{h.base + "/groups", at, sitting} {
		reader.Get(path).Is(t, 200, "PPI group", "!HYPERLINK", "!rosa@", "!hearing loop", "!01632 960 180")
	}
	for _, path := range []string{at + "/payments", at + "/payments/csv", at + "/members/" + member, sitting + "/attendance", sitting + "/offer"} {
		reader.Get(path).Is(t, 404)
	}
	lead.Post(at+"/members", "name", "Ann\r\nBcc: x@linkwork.example", "email", "ann@linkwork.example\r\nBcc: x@linkwork.example").Is(t, 422, "Enter an email address in the correct format", "Ann")

	other, err := rooms.Add(h.Context(), h.DB, h.lead, keyless, rooms.Group{StudyID: h.ID, Kind: rooms.Advisory, Name: "Advisory group"})
	h.OK(err)
	for _, crossed := range []string{"/members/" + member, "/meetings/" + meeting + "/change"} { // of another group of the study
		lead.Get(h.base+"/groups/"+other+crossed).Is(t, 404)
		lead.Post(h.base+"/groups/"+other+crossed, "name", "Somebody", "_version", "1").Is(t, 404)
	}

	_, err = rooms.SetRate(h.Context(), h.DB, h.lead, keyless, rooms.Rate{StudyID: h.ID, Pay: rooms.Time, Words: "-1+1 meeting", Unit: rooms.PerMeeting, Pence: 25_00})
	h.OK(err)
	offer := lead.Get(sitting+"/offer").Is(t, 200, "Payments can affect benefits")
	rate := optionOf(offer, "Time. -1+1 meeting")
	lead.Post(sitting+"/offer", "members", member, "rate", rate, "amount", "26").Is(t, 422, "The rate is £25 at most")
	lead.Post(sitting+"/offer", "members", member, "rate", rate).Leads(t, sitting)
	lead.Post(sitting+"/offer", "members", member, "rate", rate).Is(t, 422, "Offered for this meeting already, as “Time”: =HYPERLINK")
	rows, err := csv.NewReader(strings.NewReader(lead.Get(at+"/payments/csv").Is(t, 200).Raw)).ReadAll()
	if err != nil || len(rows) != 2 || !strings.HasPrefix(rows[1][0], "'=") || !strings.HasPrefix(rows[1][3], "'-") || rows[1][4] != "25" {
		t.Errorf("%v, %v", rows, err)
	}

	lead.Send(sitting+"/papers/upload", "body", []byte("<script>alert(1)</script>"), "sort", "paper", "title", "One page").Is(t, 422, "is not a PDF", "One page")
	pdf := []byte("%PDF-1.7 a page")
	lead.Send(sitting+"/papers/upload", "body", pdf, "sort", "paper", "title", "One page").Leads(t, sitting)
	page := lead.Get(sitting).Is(t, 200, "One page", "PDF")
	_, path, _ := strings.Cut(page.Raw, `href="`+sitting+`/papers/`)
	path, _, _ = strings.Cut(path, `"`)
	for _, b := range []*housetest.Browser{lead, reader} {
		if sent := b.Get(sitting+"/papers/"+path).Is(t, 200); sent.Raw != string(pdf) {
			t.Errorf("%q", sent.Raw)
		}
	}
}

// What a member claimed is settled and paid by those who run the group, and by nobody else.
func TestAClaimIsSettled(t *testing.T) {
	h := open(t)
	group, member, _ := h.furnish("=Rosa")
	var link links.Link
	h.Write(func(tx *db.Tx) (err error) {
		link, err = links.Create(tx, links.Spec{Purpose: rooms.LinkPurpose, SubjectID: member, Expires: tx.Now().AddDate(1, 0, 0)})
		return err
	})
	claim := func(what string) (id string) {
		h.OK(rooms.MakeClaim(h.Context(), h.DB, h.pages.Files, keyless, link.ID, rooms.Claim{Pay: rooms.Carer, Words: what, Pence: 12_50, SpentOn: h.Today()}, []byte("%PDF-1.7 a bill")))
		h.Read(func(r *db.Snapshot) error {
			o, err := rooms.Open(r, link.ID)
			id = o.Claims[0].ID
			return err
		})
		return id
	}
	at := h.base + "/groups/" + group
	lead, reader := h.as(h.lead), h.as(h.Field)
	sitter, lunch := claim("A sitter"), claim("Lunch")
	lead.Get(at).Is(t, 200, "2 claims wait for an answer")
	lead.Get(at+"/payments").Is(t, 200, "Claims to settle", "A sitter", "£12.50")
	lead.Get(at+"/claims/"+sitter+"/receipt").Is(t, 200, "%PDF-")
	for _, path := range []string{"/claims/" + sitter + "/receipt", "/payments"} {
		reader.Get(at+path).Is(t, 404)
	}
	reader.Post(at+"/claims/"+sitter, "settle", "agree").Is(t, 404)
	lead.Post(at+"/claims/"+lunch, "settle", "decline").Is(t, 422, "Say why you decline it")
	lead.Post(at+"/claims/"+lunch, "settle", "decline", "answer", "There was lunch").Leads(t, at+"/payments")
	lead.Post(at+"/claims/"+sitter, "settle", "agree").Leads(t, at+"/payments")
	lead.Post(at+"/claims/"+sitter+"/paid", "paid", "").Is(t, 422, "Say how it was paid")
	lead.Post(at+"/claims/"+sitter+"/paid", "paid", "Bank transfer").Leads(t, at+"/payments")
	lead.Get(at+"/payments").Is(t, 200, "There was lunch", "bank transfer", "!Claims to settle", "!To be paid")
	lead.Get(at+"/payments/csv").Is(t, 200, "'=Rosa,,Care for somebody while they are away,A sitter,12.50,Paid")
	lead.Post(at+"/claims/"+sitter+"/not-paid", "why", "").Is(t, 422, "Say why it was not paid")
	lead.Post(at+"/claims/"+sitter+"/not-paid", "why", "It went to Tom").Leads(t, at+"/payments")
	lead.Get(at+"/payments").Is(t, 200, "It went to Tom", "To be paid")
	lead.Get(at+"/claims/"+sitter+"/receipt").Is(t, 200, "%PDF-")
}

// Two have the list of who was there open: what the first noted stays, and only where the
// second chose something different are they asked. A member who was not there is offered
// money only on purpose, and the offer can be taken back.
func TestTwoNoteAttendance(t *testing.T) {
	h := open(t)
	group, member, meeting := h.furnish("Rosa Quince")
	at := h.base + "/groups/" + group
	sitting := at + "/meetings/" + meeting
	lead := h.as(h.lead)
	lead.Get(sitting+"/attendance").Is(t, 200, `name="saw-`+member+`" value="there"`)
	send := func(was string) housetest.Page {
		return lead.Post(sitting+"/attendance", "was-"+member, was, "saw-"+member, "there", "shown-"+member, "there")
	}
	send("absent").Leads(t, sitting)
	send("there").Leads(t, sitting) // untouched
	lead.Get(sitting).Is(t, 200, "Not there")
	send("online").Is(t, 422, "Somebody else has just noted for Rosa Quince: Not there", `name="saw-`+member+`" value="absent"`)

	rate, err := rooms.SetRate(h.Context(), h.DB, h.lead, keyless, rooms.Rate{StudyID: h.ID, Pay: rooms.Time, Words: "A meeting", Unit: rooms.PerMeeting, Pence: 25_00})
	h.OK(err)
	lead.Post(sitting+"/offer", "members", member, "rate", rate).Is(t, 422, "all the same to Rosa Quince (not there)")
	lead.Post(sitting+"/offer", "members", member, "rate", rate, "absent", "yes").Leads(t, sitting)
	lead.Get(sitting+"/offer").Is(t, 200, "Offered already: £25 for time")
	page := lead.Get(at+"/payments").Is(t, 200, "Take back")
	_, path, _ := strings.Cut(page.Raw, `action="`+at+`/payments/`)
	path, _, _ = strings.Cut(path, `"`)
	h.as(h.Field).Post(at+"/payments/"+path).Is(t, 404)
	lead.Post(at+"/payments/"+path).Leads(t, at+"/payments")
	lead.Get(at+"/payments").Is(t, 200, "Nobody was offered anything")
}

// optionOf is the value of the option that begins with some words.
func optionOf(p housetest.Page, words string) string {
	before, _, _ := strings.Cut(p.Body, words)
	value := before[strings.LastIndex(before, `value="`)+len(`value="`):]
	return value[:strings.Index(value, `"`)]
}

// date fills the boxes of a day.
func date(p *webtest.Page, day dates.Date) {
	p.Fill("Day", strconv.Itoa(day.Day))
	p.Fill("Month", strconv.Itoa(int(day.Month)))
	p.Fill("Year", strconv.Itoa(day.Year))
}

// The public involvement lead makes a group, plans a meeting with a paper, invites, notes
// who came and what they made of the research, and offers a payment; all by keyboard-sized
// steps, at desk and at phone width.
func TestThePublicLeadRunsAMeeting(t *testing.T) {
	h := open(t)
	_, err := rooms.SetRate(h.Context(), h.DB, h.lead, keyless, rooms.Rate{StudyID: h.ID, Pay: rooms.Time, Words: "A meeting", Unit: rooms.PerMeeting, Pence: 25_00})
	h.OK(err)
	h.as(h.lead)
	p := webtest.Start(t).Page(t, h.site.URL)
	look := func(name string) {
		p.Check()
		p.Width(320)
		p.NoSidewaysScroll()
		p.Shot(name)
		p.Width(1280)
	}
	p.Go("/begin/" + h.lead.AccountID)
	p.Go(h.base + "/groups")
	p.Submit("Add the group")
	p.See("Choose what the group is")
	p.Select("What is it?", "Patient and public involvement (PPI) group")
	p.Fill("Name", "PPI group")
	p.Submit("Add the group")
	p.See("Nobody is in the group yet")
	look("groups-new")

	p.Click("Add a member")
	p.Fill("Name", "Rosa Quince")
	p.Fill("Email address (optional)", "rosa@linkwork.example")
	p.Fill("Access needs and preferences (optional)", "A hearing loop")
	look("groups-member")
	p.Submit("Add")
	p.See("A hearing loop")

	p.Click("Plan a meeting")
	date(p, h.Today().AddDays(7))
	p.Fill("Begins at", "10:30am")
	p.Fill("Ends at", "half past")
	p.Choose("Online")
	p.Submit("Save the meeting")
	p.See("Enter a time, like 10:30am")
	look("groups-meeting-fault")
	p.Fill("Ends at", "12:30pm")
	p.Submit("Save the meeting")
	p.Submit("Invite 1 member")
	p.See("1 invitation is on the way")
	look("groups-meeting-before")
	var mails []messages.Entry
	h.Read(func(r *db.Snapshot) (err error) { mails, err = messages.In(r, messages.Queued, 10); return })
	if !slices.ContainsFunc(mails, func(m messages.Entry) bool {
		return m.To == "rosa@linkwork.example" && strings.Contains(m.Secret, rooms.Path+"/")
	}) {
		t.Errorf("%+v", mails)
	}

	meeting := p.Path()
	h.Clock.Advance(8 * 24 * time.Hour)
	p.Go("/begin/" + h.lead.AccountID)
	p.Go(meeting)
	p.Click("Note who was there")
	p.Select("Rosa Quince", "Joined online")
	look("groups-attendance")
	p.Submit("Save")
	p.See("Attendance is noted")
	p.See("Change who was there")
	p.Click("Note a contribution")
	p.Fill("What was it about?", "Holding")
	p.Fill("What did the group make of it?", "Say it plainer")
	p.Submit("Save")
	p.See("nothing yet")
	p.Click("Offer a payment")
	p.Select("Which rate?", "Time. A meeting: £25 for a meeting")
	look("groups-offer")
	p.Submit("Offer it")
	p.See("Rosa Quince: £25 for time, offered.")
	look("groups-meeting-after")
	for name, below := range map[string]string{"groups-rates": "/involvement/rates", "groups-standards": "/involvement/standards", "groups-report": "/involvement/report"} {
		p.Go(h.base + below)
		look(name)
	}
	p.Go(h.base + "/involvement/report")
	p.Click("Write 3.1 in your words")
	p.Fill("In your words", "The group asked for plainer words.")
	p.Submit("Save")
	p.See("Drafted from the log: Holding: Say it plainer.")
	look("groups-report-edited")
	h.as(h.Field).Get(h.base+"/involvement/report/text").Is(t, 200, "- The group asked for plainer words.", "!Drafted from the log")
	p.NoTroubles()
}
