package member_test

import (
	"errors"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/member"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is a group of two members with a meeting that was and one that comes.
type house struct {
	*studytest.Study
	site           *housetest.Site
	pages          *housetest.House
	group          string
	rosa, tom      string
	was, comes     string
	offer, foreign groups.Payment // to Rosa, and to Tom
}

func open(t *testing.T, kind groups.Kind) *house {
	d := dbtest.SQLite(t)
	h := &house{Study: studytest.New(castest.New(t, d))}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	keys, err := files.ReadKeys(files.NewKey())
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, Files: files.New(d, keys), BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, member.Routes())
	h.furnish(kind)
	return h
}

func (h *house) furnish(kind groups.Kind) {
	ctx, d := h.Context(), h.DB
	h.group = h.made(groups.Add(ctx, d, h.Lead, keyless, groups.Group{StudyID: h.ID, Kind: kind, Name: "PPI group", Terms: "To say what we see."}))
	h.rosa = h.made(groups.Join(ctx, d, h.Lead, keyless, h.ID, groups.Member{GroupID: h.group, Name: "Rosa Quince", Email: "rosa@linkwork.example", Needs: "A hearing loop", From: h.Today().AddDays(-30)}))
	h.tom = h.made(groups.Join(ctx, d, h.Lead, keyless, h.ID, groups.Member{GroupID: h.group, Name: "Tom Larch", Email: "tom@linkwork.example", Needs: "A ramp", From: h.Today().AddDays(-30)}))
	meet := func(in int) string {
		day := h.Today().AddDays(in)
		return h.made(groups.Arrange(ctx, d, h.Lead, keyless, h.ID, groups.Meeting{GroupID: h.group, Starts: day.At(10, 0), Ends: day.At(12, 0), Way: groups.Hybrid, Place: "Library", Access: "No steps", Joining: "01632 960 180", Agenda: "1. Findings"}))
	}
	h.was, h.comes = meet(-5), meet(7)
	h.OK(groups.NoteAttendance(ctx, d, h.Lead, keyless, h.ID, h.was, map[string]groups.Noting{h.rosa: {Was: groups.There}, h.tom: {Was: groups.There}}))
	h.OK(groups.WriteMinutes(ctx, d, h.Lead, keyless, h.ID, h.was, 1, "We spoke of **holding**."))
	h.made(groups.AddPaper(ctx, d, h.Lead, keyless, h.ID, groups.Paper{MeetingID: h.comes, Sort: groups.ToRead, Title: "One page", Words: "# The study"}))
	h.made(groups.Contribute(ctx, d, h.Lead, keyless, h.ID, groups.Contribution{MeetingID: h.was, About: "Holding", Words: "Say it plainer", Changed: "The summary was rewritten"}))
	rate := h.made(groups.SetRate(ctx, d, h.Lead, keyless, groups.Rate{StudyID: h.ID, Pay: groups.Time, Words: "A meeting", Unit: groups.PerMeeting, Pence: 50_00}))
	_, err := groups.MakeOffer(ctx, d, h.Lead, keyless, h.ID, groups.Offer{MeetingID: h.was, RateID: rate, MemberIDs: []string{h.rosa, h.tom}, Pence: 50_00, BaseURL: "http://127.0.0.1:8080"})
	h.OK(err)
	h.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, h.Lead, h.ID, studies.Involve)
		h.OK(err)
		all, err := groups.Payments(r, seat, h.group)
		h.offer, h.foreign = all[0], all[1]
		return err
	})
}

func (h *house) made(id string, err error) string {
	h.Helper()
	h.OK(err)
	return id
}

// sent is the secret of the latest mail to an address for a purpose: a link, or a code.
func (h *house) sent(to, purpose string) string {
	h.Helper()
	h.Clock.Advance(time.Second) // mails of one moment have no order
	var found string
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, m := range slices.Backward(all) {
			if m.To == to && m.Purpose == purpose {
				found = m.Secret
			}
		}
		return err
	})
	return strings.TrimPrefix(found, h.pages.BaseURL)
}

func (h *house) page(to string) string { return h.sent(to, groups.LinkPurpose) }

// come is a browser in which Rosa has opened her page with a code.
func (h *house) come() (b *housetest.Browser, page string) {
	h.Helper()
	b, page = h.site.Browser(), h.page("rosa@linkwork.example")
	b.Post(page+"/code").Leads(h.TB, page+"?code=sent")
	b.Post(page+"/confirm", "code", h.sent("rosa@linkwork.example", "referral-code")).Leads(h.TB, page)
	return b, page
}

// claims lets a member claim £12 with a receipt, and returns the id of the claim.
func (h *house) claims(of, what string) string {
	h.Helper()
	var made string
	var link links.Link
	token := strings.TrimPrefix(h.page(of), groups.Path+"/")
	h.Read(func(r *db.Snapshot) (err error) { link, err = links.Find(r, token); return })
	h.OK(groups.MakeClaim(h.Context(), h.DB, h.pages.Files, keyless, link.ID, groups.Claim{Pay: groups.Expenses, Words: what, Pence: 12_00, SpentOn: h.Today()}, []byte("%PDF-1.7 a receipt")))
	h.Read(func(r *db.Snapshot) error {
		o, err := groups.Open(r, link.ID)
		made = o.Claims[0].ID
		return err
	})
	return made
}

// T48: a program that checks mail opens the link, it is opened on another device, a code is
// used again, a link of another kind is tried, and it has ended.
func TestALinkIsForItsMemberAlone(t *testing.T) {
	h := open(t, groups.PPI)
	b, page := h.come()
	stranger := h.site.Browser()
	h.pages.Unchanged(t, func() {
		for _, below := range []string{"", "/meetings/" + h.comes, "/meetings/" + h.comes + "/calendar", "/study"} {
			stranger.Get(page + below)
		}
		stranger.Get(page).Is(t, 200, "Send me a code", "!Rosa", "!Holding", "!Link workers", "!£50")
		stranger.Get(page+"/meetings/"+h.comes).Leads(t, page)
		stranger.Post(page+"/payments/"+h.offer.ID, "answer", "accept").Leads(t, page)
		stranger.Post(page+"/reflections", "feeling", "enjoyed", "words", "I am not Rosa").Leads(t, page)
	})
	stranger.Post(page+"/confirm", "code", h.sent("rosa@linkwork.example", "referral-code")).Is(t, 422, "does not work any more")
	if p := b.Get(page).Is(t, 200, "Rosa Quince", "£50", "The summary was rewritten", "!Tom Larch", "!A ramp"); p.Header.Get("Referrer-Policy") != "no-referrer" && p.Header.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("the address can leak: %q", p.Header.Get("Referrer-Policy"))
	}

	b.Post(page+"/payments/"+h.foreign.ID, "answer", "accept").Is(t, 404)
	b.Get(page+"/papers/"+h.foreign.ID).Is(t, 404)
	b.Get(page+"/meetings/"+h.foreign.ID).Is(t, 404)
	b.Get(page+"/study").Is(t, 404) // for a steering committee alone
	toms := h.claims("tom@linkwork.example", "A sitter")
	b.Get(page+"/claims/"+toms+"/receipt").Is(t, 404)
	b.Post(page+"/claims/"+toms+"/take-back").Is(t, 404)
	b.Get(page).Is(t, 200, "!A sitter")
	mine := h.claims("rosa@linkwork.example", "A taxi")
	b.Get(page+"/claims/"+mine+"/receipt").Is(t, 200, "%PDF-")
	stranger.Get(page+"/claims/"+mine+"/receipt").Leads(t, page)
	b.Send(page+"/claims/upload", "receipt", []byte("MZ no receipt"), "pay", "expenses", "what", "A taxi home", "amount", "9", "spent-day", "1", "spent-month", "1", "spent-year", "2000").Is(t, 422, "when you joined the group", "A taxi home")
	b.Post(page+"/meetings/"+h.was, "says", "coming").Is(t, 422, "over or cancelled")

	var other links.Link
	h.Write(func(tx *db.Tx) (err error) {
		other, err = links.Create(tx, links.Spec{Purpose: "study-appointment", SubjectID: h.rosa, Expires: tx.Now().Add(time.Hour)})
		return err
	})
	b.Get(groups.Path+"/"+other.Token).Is(t, 404)
	h.OK(groups.Leave(h.Context(), h.DB, h.Lead, keyless, h.ID, h.rosa))
	b.Get(page).Is(t, http.StatusGone, "This link has ended", "!Rosa")
	b.Post(page+"/payments/"+h.offer.ID, "answer", "accept").Is(t, http.StatusGone)
}

func TestASteeringMemberReadsNumbers(t *testing.T) {
	h := open(t, groups.Steering)
	p := h.Consented(studies.Patient, h.A)
	h.OK(studies.SetTarget(h.Context(), h.DB, h.Lead, keyless, studies.Target{StudyID: h.ID, Measure: studies.TookPart, Planned: 3, Words: "protocol 1.0"}))
	b, page := h.come()
	b.Get(page).Is(t, 200, "How the study stands")
	b.Get(page+"/study").Is(t, 200, "On track?", "Making the findings known", "What the study owes", "!"+p.Number, "!/studies/")
}

// receipt is a photograph of one, in a file.
func receipt(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "receipt.png")
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(png.Encode(f, image.NewGray(image.Rect(0, 0, 30, 40))), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Rosa opens her page on a phone: says that she comes, takes the meeting into her calendar,
// declines a payment and changes her mind, claims what she spent, and says what she learnt.
func TestAMemberOnAPhone(t *testing.T) {
	h := open(t, groups.PPI)
	page := h.page("rosa@linkwork.example")
	p := webtest.Start(t).Page(t, h.site.URL)
	look := func(name string) { // and goes on at the width of a phone
		p.Check()
		p.Width(320)
		p.NoSidewaysScroll()
		p.Shot(name)
	}
	p.Go(page)
	look("member-code")
	p.Submit("Send me a code")
	p.Fill("Code", h.sent("rosa@linkwork.example", "referral-code"))
	p.Submit("Continue")
	p.See("Your page, Rosa Quince")
	look("member-page")

	p.Click("Say whether you come")
	p.Submit("Tell us")
	p.See("Choose whether you come")
	p.Choose("Joining online")
	p.Fill("What do you need for this meeting? (optional)", "Large print")
	look("member-meeting")
	p.Submit("Tell us")
	p.See("You told us: joining online.")

	p.Submit("Decline £50 for " + h.offer.For().Long())
	p.See("You have declined the offer. You need not say why")
	look("member-declined")
	p.Submit("Accept £50 for " + h.offer.For().Long())
	p.See("You have accepted the offer")

	p.Click("Claim what you spent")
	p.Fill("How much did you pay?", "12.5.0")
	p.Submit("Send the claim")
	p.See("Say what you paid for")
	p.See("Enter an amount between £0.01 and £1,000")
	look("member-claim")
	p.Choose("Care for somebody while they are away")
	p.Fill("What did you pay for?", "A sitter for my mother")
	p.Fill("How much did you pay?", "12.50")
	for name, value := range map[string]int{"Day": h.Today().Day, "Month": int(h.Today().Month), "Year": h.Today().Year} {
		p.Fill(name, strconv.Itoa(value))
	}
	p.Attach("receipt", receipt(t))
	p.Submit("Send the claim")
	p.See("We have your claim")
	p.See("Waits for an answer")
	look("member-claimed")
	p.Submit("Take it back : A sitter for my mother")
	p.See("Your claim is taken back")

	p.Submit("Tell us")
	p.See("Choose what it is about")
	p.Choose("What I learnt")
	p.Fill("In your words", "How research is done")
	p.Submit("Tell us")
	p.See("It is shown without your name")
	p.Click("One page")
	p.See("The study")
	look("member-paper")
	p.Go(page + "/meetings/" + h.was)
	p.See("We spoke of holding")
	look("member-minutes")
	p.NoTroubles()
}
