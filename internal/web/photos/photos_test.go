package photos_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	room "linkwork/internal/studies/photos"
)

func TestAPhotographGoesFromAPhoneToTheGalleryAndBack(t *testing.T) {
	h := open(t)
	b := h.comes(h.album)
	b.Get(h.album).Is(t, 200, "A typical part of your working day", "Send a photograph for each of these", "locked for 90 days", "Ask before you take a photo")
	b.Send(h.album+"/upload", "photo", nil, "prompt", h.prompts[0].ID, "shows", "My cup on my desk").Is(t, 422, "Choose a photo", "Say whether there are people in it", "Say whether it was allowed", "My cup on my desk</textarea>", "choose the photo again")
	id := h.sends(b, h.album, 0)
	one := h.album + "/photos/" + id
	b.Get(one+"?said=arrived").Is(t, 200, "Now say where it may be shown", "My cup on my desk", "Your licence", "!Risk", "!Alternative text")
	b.Post(one+"/where", "use-web", "original").Is(t, 422, "Choose one", "Choose how you want to be named")
	b.Post(one+"/where", everywhere(room.Changed)...).Leads(t, one+"?said=where")
	b.Get(one).Is(t, 200, "You agreed to this")

	team := h.as(h.Field)
	team.Get(h.base+"/photos").Is(t, 200, "P001", "Alternative text, Look for risks", "Not to be used")
	own := h.own(id)
	h.ready(team, id, own)
	team.Get(h.base+"/photo/"+id).Is(t, 200, "only something made from it", "As it came, without location", "Keyed hash")
	item := h.base + "/photo/" + id + "/items/" + own
	team.Post(item+"/cover", "why", "A name", "left-0", "40", "top-0", "40").Is(t, 422, "Fill in all four numbers of area 1", `value="40"`)
	team.Post(item+"/cover", "why", "A name", "left-0", "4o").Is(t, 422, "from 0 to 100, for area 1", `value="4o"`)
	to := team.Post(item+"/cover", "why", "The cup bears a name", "left-0", "40", "top-0", "40", "width-0", "20", "height-0", "30")
	image := to.Location[strings.LastIndex(to.Location, "/")+1:]
	h.ready(team, id, image)
	team.Get(h.base+"/photo/"+id).Is(t, 200, "Image made from the photograph. Original photograph: The photograph itself is not released", "!Image made from the photograph: ")
	team.Get(h.base+"/photos?use=web").Is(t, 200, "1 of 1 photograph", "May be used: everywhere", `title="Image made from the photograph"`)
	team.Get(h.base+"/photos?use=web&kind=original").Is(t, 200, "0 of 1 photograph")

	lead := h.as(h.Lead)
	lead.Post(h.base+"/photos/gallery", "photo-"+id, own).Is(t, 422, "Not published. The photograph itself is not released for this")
	lead.Post(h.base+"/photos/gallery", "photo-"+id, image).Leads(t, h.base+"/photos/gallery")
	everybody := h.site.Browser()
	gallery := "/research/" + h.ID + "/gallery"
	everybody.Get(gallery).Is(t, 404) // the study has no public page
	h.publish()
	everybody.Get(gallery).Is(t, 200, "A typical part of your working day", `alt="A cup on a desk"`, "by River", ">I</abbr>", "!P001", "!Marsh", "!Site A")
	everybody.Get(gallery+"/"+id+"/"+image).Is(t, 200)
	everybody.Get(gallery+"/"+id+"/"+own).Is(t, 404)

	b.Get(one).Is(t, 200, "Made from it by the team", "!The cup bears a name")
	b.Post(one+"/pictures/"+image, "show", "no").Leads(t, one+"?said=refused")
	everybody.Get(gallery).Is(t, 404) // nothing else hangs there
	lead.Get(h.base+"/photos/gallery").Is(t, 200, "Nobody sees it.", "does not want this one shown")
	everybody.Get(gallery+"/"+id+"/"+image).Is(t, 404)
	b.Post(one+"/pictures/"+image, "show", "yes").Leads(t, one+"?said=allowed")
	everybody.Get(gallery+"/"+id+"/"+image).Is(t, 200)
	b.Post(one+"/take-back").Leads(t, one+"?said=taken-back")
	everybody.Get(gallery).Is(t, 404)
	lead.Get(h.base+"/photos/gallery").Is(t, 200, "Nobody sees it.", "The participant took back")

	b.Get(one+"/delete").Is(t, 200, "taken out of the public gallery at once")
	b.Post(one+"/delete").Leads(t, h.album+"?said=deleted")
	b.Get(one).Is(t, 404)
	b.Get(h.album).Is(t, 200, "Add a photograph")
	everybody.Get(gallery).Is(t, 404)
	lead.Get(h.base+"/photo/"+id).Is(t, 200, "deleted by the participant", "!My cup")
}

// publish gives the study its public page.
func (h *house) publish() {
	h.Helper()
	var s studies.Study
	h.Read(func(r *db.Snapshot) (err error) { s, err = studies.Unscoped(r, h.ID); return })
	s.Summary, s.Enquiries, s.Acknowledgement, s.Disclaimer = "About link workers", "study@example.org", "Funded by nobody", "Our own views"
	s.Sponsor, s.Data.Controller, s.Data.Basis = "A university", "A university", "A task in the public interest"
	h.OK(studies.Change(h.Context(), h.DB, h.Lead, keyless, s))
	h.OK(studies.Publish(h.Context(), h.DB, h.Lead, keyless, h.ID, s.Version+1, true))
}

func TestTheTeamAsksAndNotesWhatIsMissing(t *testing.T) {
	h := open(t)
	team := h.as(h.Field)
	team.Get(h.base+"/photos/asked").Is(t, 200, "P001", "Not sent yet", "Everybody who consents to photographs was asked")
	other := h.Consented(studies.LinkWorker, h.A) // nobody knows how to reach them
	team.Post(h.base+"/photos/asked").Is(t, 422, "Choose whom to ask")
	team.Post(h.base+"/photos/asked", "participant", other.ID, "how", "send").Is(t, 422, "There is no email address")
	code := team.Post(h.base+"/photos/asked", "_once", "q", "participant", other.ID, "how", "code").Is(t, 200, "Code to scan", "This page is shown once")
	team.Post(h.base+"/photos/asked", "_once", "q", "participant", other.ID, "how", "code").Leads(t, h.base+"/photos/asked")
	_, rest, _ := strings.Cut(code.Body, h.pages.BaseURL+room.Path)
	token, _, _ := strings.Cut(rest, "<")
	theirs := h.site.Browser()
	theirs.Get(room.Path+token).Is(t, 200, "Whoever has the address of this page sees your photographs")
	theirs.Post(room.Path+token+"/missing", "prompt", h.prompts[0].ID).Is(t, 422, "Choose why there is none")
	theirs.Post(room.Path+token+"/missing", "prompt", h.prompts[0].ID, "reason", "nothing-fits").Leads(t, room.Path+token+"?said=missing")
	id := h.sends(theirs, room.Path+token, 1)
	theirs.Post(room.Path+token+"/finish").Leads(t, room.Path+token+"?said=finished")
	team.Get(h.base+"/photos/asked").Is(t, 200, "Nothing could be photographed for it", "They say that these are all")

	var set room.Set
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Field, h.ID, studies.Meet)
		h.OK(err)
		all, err := room.Sets(r, s)
		set = all[0]
		return err
	})
	at := h.base + "/photos/asked/" + set.ID
	team.Get(at).Is(t, 200, "Send another link", "They gave it to you")
	team.Post(at+"/send").Is(t, 422, "There is no email address")
	team.Post(at+"/missing", "prompt", h.prompts[1].ID, "reason", "lost").Is(t, 422, "There is a photograph for it")
	team.Post(at+"/missing", "prompt", h.prompts[2].ID, "reason", "lost").Leads(t, at)
	team.Send(at+"/upload", "photo", shot(teal), h.about(2)...).Leads(t, at) // it was found
	team.Post(at+"/close").Leads(t, at)
	theirs.Send(room.Path+token+"/upload", "photo", shot(teal), h.about(0)...).Is(t, 422, "We take no more photos in")
	theirs.Get(room.Path+token+"/photos/"+id).Is(t, 200, "Where may it be shown?")
	day := h.Today().AddDays(3)
	team.Post(at+"/extend", "until-day", "40").Is(t, 422, "Enter a real date")
	team.Post(at+"/extend", "until-day", itoa(day.Day), "until-month", itoa(int(day.Month)), "until-year", itoa(day.Year)).Leads(t, at)
	h.sends(theirs, room.Path+token, 0)
	team.Post(h.base+"/photo/"+id+"/rights", "use-report", "original", "credit", "none", "licence", "yes").Is(t, 422, "Say how they told you")
	team.Post(h.base+"/photo/"+id+"/rights", "use-report", "original", "credit", "none", "licence", "yes", "how", "At the interview").Leads(t, h.base+"/photo/"+id+"/rights")
	h.ready(team, id, h.own(id))
	team.Post(h.base+"/photo/"+id+"/uses", "item", h.own(id), "use", "web", "words", "Our page").Is(t, 422, "has not said yet")
	team.Post(h.base+"/photo/"+id+"/uses", "item", h.own(id), "use", "report", "words", "Final report, page 12", "final", "yes").Leads(t, h.base+"/photo/"+id+"/uses")
	theirs.Get(room.Path+token+"/photos/"+id+"/delete").Is(t, 200, "Final report, page 12", "cannot be called back")
	team.Post(h.base+"/photo/"+id+"/agreements", "who", "a colleague", "uses", "report").Is(t, 422, "Say how they agreed")
	team.Post(h.base+"/photo/"+id+"/agreements", "who", "a colleague", "how", "signed form", "uses", "report").Leads(t, h.base+"/photo/"+id+"/rights")
	team.Post(h.base+"/photo/"+id+"/words", "from", h.own(id), "words", "A cup", "why", "").Is(t, 422, "Say why")
	team.Post(h.base+"/photo/"+id+"/words", "from", h.own(id), "words", "A cup", "why", "Wanted so").Leads(t, h.base+"/photo/"+id)
	team.Post(h.base+"/photo/"+id+"/destroy").Is(t, 422, "Say why it is destroyed")
	team.Post(h.base+"/photo/"+id+"/destroy", "why", "They want it destroyed").Leads(t, h.base+"/photos")
}

// The sheet has pages of as many photographs as somebody looks through on a phone, and
// each keeps the filter.
func TestTheSheetHasPages(t *testing.T) {
	h := open(t)
	p := h.plan()
	p.MostEach = 10
	h.OK(room.SetPlan(h.Context(), h.DB, h.Lead, keyless, h.ID, p))
	b := h.comes(h.album)
	for n := range 30 {
		h.sends(b, h.album, n%3)
	}
	team := h.as(h.Field)
	first := team.Get(h.base+"/photos").Is(t, 200, "30 of 30 photographs, page 1 of 2")
	second := team.Get(h.base+"/photos?page=2&prompt="+h.prompts[2].ID+"&to=do").Is(t, 200, "10 of 30 photographs", "!page 1 of")
	last := team.Get(h.base+"/photos?page=2&to=do").Is(t, 200, "page 2 of 2", "page=1&to=do")
	for n, raw := range []string{first.Raw, second.Raw, last.Raw} {
		if cards := strings.Count(raw, `class="lw-sheet__card"`); cards != []int{24, 10, 6}[n] || strings.Count(raw, "?size=small") != cards {
			t.Errorf("%d: %d cards", n, cards)
		}
	}
	team.Get(h.base+"/photos?page=99").Is(t, 200, "page 2 of 2")
	team.Get(h.base+"/photos?page=x").Is(t, 200, "page 1 of 2")
}

// plan is how the study asks for photographs.
func (h *house) plan() (p room.Plan) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) { p, err = room.ThePlan(r, h.ID); return })
	return p
}

func TestLeadsSayWhatIsAskedFor(t *testing.T) {
	h := open(t)
	at := h.base + "/photos/prompts"
	h.as(h.Field).Get(at).Is(t, 404)
	lead := h.as(h.Lead)
	lead.Get(at).Is(t, 200, "A typical part of your working day", "After how many days is an original destroyed?", `value="90"`)
	lead.Post(at, "_version", "1", "most_each", "0", "days", "28", "keep_days", "x", "licence", "I let you").Is(t, 422, "Enter from 1 photograph to 10 photographs", "Enter from 1 day to 3650 days")
	lead.Post(at, "_version", "1", "most_each", "2", "days", "28", "keep_days", "30", "licence", "I let you").Leads(t, at)
	lead.Post(at+"/add", "hint", "kept").Is(t, 422, "Say what the photograph is to show", `value="kept"`)
	lead.Post(at+"/add", "words", "Where you rest", "kinds", "link-worker").Leads(t, at)
	lead.Post(at+"/"+h.prompts[0].ID+"/words", "words", "").Is(t, 422, "Say what the photograph is to show", "Choose who is asked")
	lead.Post(at+"/"+h.prompts[0].ID+"/words", "words", "A usual hour", "kinds", "link-worker").Leads(t, at)
	lead.Post(at+"/"+h.prompts[2].ID+"/end").Leads(t, at)
	h.comes(h.album).Get(h.album).Is(t, 200, "A usual hour", "Where you rest", "up to 2 photographs", "!An unexpected part")
}

// A patient's album asks of their day, and nowhere of work.
func TestAPatientIsAskedOfTheirDayAndNotOfWork(t *testing.T) {
	h := open(t)
	address := h.asks(h.willingAs(studies.Patient, "pat@example.org"))
	b := h.comes(address)
	h.prompts = h.prompts[3:]
	b.Get(address).Is(t, 200, "A typical part of your day", "names on letters and medicines", "!working day", "!your role", "!badges")
	b.Get(address+"/add?prompt="+h.prompts[0].ID).Is(t, 200, "Are there people in it?", "!workplace")
	id := h.sends(b, address, 0)
	b.Get(address+"/photos/"+id).Is(t, 200, "to understand what you tell us", "I took this photograph and it stays mine", "!workplace", "!your work", "!at work")
	b.Post(address+"/photos/"+id+"/where", everywhere(room.AsItIs)...).Leads(t, address+"/photos/"+id+"?said=where")
	team := h.as(h.Field)
	team.Get(h.base+"/photo/"+id).Is(t, 200, "A typical part of your day", "!Workplace")
	team.Get(h.base+"/photo/"+id+"/rights").Is(t, 200, "I took this photograph", "!at work")
}

// T15: what the team wrote for itself is not on a participant's pages, and whoever
// reads answers sees only what was released for that.
func whatIsTheirs(t *testing.T, h *house) {
	b := h.comes(h.album)
	id := h.sends(b, h.album, 0)
	own := h.own(id)
	team, reader := h.as(h.Field), h.as(h.statistician)
	h.ready(team, id, own)
	picture := h.base + "/photo/" + id + "/pictures/" + own
	reader.Get(h.base+"/photos").Is(t, 200, "Not released for analysis", "!"+own)
	reader.Get(picture).Is(t, 404)
	reader.Get(h.base+"/photo/"+id).Is(t, 200, "Nothing that you may see", "!"+own, "!Destroy it")
	for _, below := range []string{"/rights", "/uses", "/original", "/items/" + own} {
		reader.Get(h.base+"/photo/"+id+below).Is(t, 404)
	}
	h.pages.Unchanged(t, func() {
		at := h.base + "/photo/" + id
		for _, path := range []string{"/destroy", "/rights", "/take-back", "/agreements", "/uses", "/words", "/items/" + own + "/alt", "/items/" + own + "/check", "/items/" + own + "/cover", "/items/" + own + "/upload", "/items/" + own + "/scrap"} {
			reader.Post(at+path, "alt", "x", "why", "x", "words", "x", "how", "x", "use-web", "nowhere", "left-0", "1", "top-0", "1", "width-0", "1", "height-0", "1").Is(t, 404)
		}
		reader.Post(h.base+"/photos/asked", "participant", h.who.ID).Is(t, 404)
		reader.Post(h.base+"/photos/prompts/begin").Is(t, 404)
	})
	b.Post(h.album+"/photos/"+id+"/where", everywhere(room.AsItIs)...)
	reader.Get(picture).Is(t, 200)
	reader.Get(h.base+"/photos").Is(t, 200, own, "May be used: everywhere")
	team.Get(h.base+"/photo/"+id+"/original").Is(t, 404) // leads only
	lead := h.as(h.Lead)
	original := lead.Get(h.base+"/photo/"+id+"/original").Is(t, 200)
	if original.Raw != string(shot(teal)) {
		t.Error("the original is another")
	}
	team.Post(h.base+"/photo/"+id+"/agreements", "who", "a colleague, left", "how", "signed form", "uses", "report")
	page := b.Get(h.album+"/photos/"+id).Is(t, 200)
	for _, hidden := range []string{"a colleague, left", "Idris", h.who.Number, "Site A", "Doreen"} {
		if strings.Contains(page.Body, hidden) {
			t.Errorf("the participant reads %q", hidden)
		}
	}
	for _, a := range h.Staff() {
		if a.AccountID == h.Lead.AccountID || a.AccountID == h.Field.AccountID {
			continue
		}
		x := h.as(a)
		for _, path := range []string{"/photos", "/photos/asked", "/photos/prompts", "/photos/gallery", "/photo/" + id, "/photo/" + id + "/pictures/" + own, "/photo/" + id + "/original"} {
			x.Get(h.base+path).Is(t, 404)
		}
	}
}

// Nobody is told that hidden data is gone while the file with it is kept.
func TestWhereTheFileIsThatSomebodySent(t *testing.T) {
	h := open(t)
	h.OK(room.SetPlan(h.Context(), h.DB, h.Lead, keyless, h.ID, h.keeps(3)))
	b, team := h.comes(h.album), h.as(h.Field)
	b.Get(h.album+"/add?prompt="+h.prompts[0].ID).Is(t, 200, "locked for 3 days", "Only whoever leads the study can open it")
	id := h.sends(b, h.album, 0)
	until := "until " + h.Today().AddDays(3).Long() + ". Only whoever leads the study can open it"
	b.Get(h.album+"/photos/"+id+"?said=arrived").Is(t, 200, "The file as you sent it is kept locked "+until, "!taken out")
	team.Get(h.base+"/photo/"+id).Is(t, 200, "is kept encrypted "+until, "!has been destroyed")
	h.Clock.Advance(4 * 24 * time.Hour)
	h.as(h.Field).Get(h.base+"/photo/"+id).Is(t, 200, "has been destroyed", "!kept encrypted")
	h.comes(h.album).Get(h.album+"/photos/"+id).Is(t, 200, "The file as you sent it is destroyed")
}

// keeps is the plan with other days for the originals.
func (h *house) keeps(days int) (p room.Plan) {
	p = h.plan()
	p.KeepDays = days
	return p
}

// What somebody said stands beside their photographs: for whoever meets them at once,
// for whoever reads answers once the names are replaced and the photograph is released.
func TestWhatWasSaidStandsBesideThePhotographs(t *testing.T) {
	h := open(t)
	b := h.comes(h.album)
	id := h.sends(b, h.album, 0)
	own := h.own(id)
	session, err := fieldwork.NoteHeld(h.Context(), h.DB, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.Interview, HeldOn: h.Today(), Place: fieldwork.AtWork, Participants: []string{h.who.ID}})
	h.OK(err)
	beside := h.base + "/photos/beside/" + session
	team, reader := h.as(h.Field), h.as(h.statistician)
	team.Get(beside).Is(t, 404) // nothing is written down yet
	transcript, err := interviews.Keep(h.Context(), h.DB, h.Field, keyless, h.ID, session, []interviews.Turn{{Who: "P", Said: "That is my cup, and I hold on to it."}})
	h.OK(err)
	team.Get(beside).Is(t, 200, "That is my cup", own)
	team.Get(h.base+"/photo/"+id).Is(t, 200, beside)
	reader.Get(beside).Is(t, 404) // names may stand in it
	_, err = interviews.ReplaceNames(h.Context(), h.DB, h.Field, keyless, h.ID, session, transcript)
	h.OK(err)
	reader.Get(beside).Is(t, 200, "That is my cup", "Not released for analysis", "!"+own)
	b.Post(h.album+"/photos/"+id+"/where", everywhere(room.AsItIs)...)
	h.ready(team, id, own)
	reader.Get(beside).Is(t, 200, "That is my cup", own)
	_, err = consent.Withdraw(h.Context(), h.DB, h.Field, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.OneClause, Clause: "interview", How: "By phone", Day: h.Today()})
	h.OK(err)
	team.Get(beside).Is(t, 404)
}

// T37: an address of a picture is asked for again by somebody else, and after consent
// was taken back.
func addressAlone(t *testing.T, h *house) {
	b := h.comes(h.album)
	id := h.sends(b, h.album, 0)
	own := h.own(id)
	b.Post(h.album+"/photos/"+id+"/where", everywhere(room.AsItIs)...)
	team, lead := h.as(h.Field), h.as(h.Lead)
	h.ready(team, id, own)
	lead.Post(h.base+"/photos/gallery", "photo-"+id, own).Leads(t, h.base+"/photos/gallery")
	h.publish()

	mine := h.album + "/photos/" + id + "/pictures/" + own
	theirs := h.base + "/photo/" + id + "/pictures/" + own
	public := "/research/" + h.ID + "/gallery/" + id + "/" + own
	stranger := h.willing("sam@example.org")
	strange := h.asks(stranger)
	other := h.comes(strange)
	b.Get(mine).Is(t, 200)
	b.Get(mine+"?size=small").Is(t, 200)
	team.Get(theirs).Is(t, 200)
	h.site.Browser().Get(public).Is(t, 200)
	h.site.Browser().Get(mine).Leads(t, h.album) // no code was given
	other.Get(mine).Leads(t, h.album)
	other.Get(strange+"/photos/"+id+"/pictures/"+own).Is(t, 404)
	other.Get(strange+"/photos/"+id).Is(t, 404)
	h.pages.Unchanged(t, func() {
		for _, path := range []string{"/where", "/take-back", "/change", "/delete", "/pictures/" + own} {
			other.Post(strange+"/photos/"+id+path, append(everywhere(room.Nowhere), "shows", "x", "people", "none", "workplace", "elsewhere", "show", "no")...).Is(t, 404)
		}
	})
	h.site.Browser().Get(theirs).Is(t, 303) // to log in
	h.as(h.Harbour.Manager).Get(theirs).Is(t, 404)
	elsewhere := strings.Replace(theirs, id, "00000000-0000-0000-0000-000000000000", 1)
	team.Get(elsewhere).Is(t, 404)

	_, err := consent.Withdraw(h.Context(), h.DB, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.NoUse, How: "by phone"})
	h.OK(err)
	team.Get(theirs).Is(t, 404)
	lead.Get(theirs).Is(t, 404)
	team.Get(h.base+"/photos").Is(t, 200, "what is missing (3 photographs)") // the other one’s
	lead.Get(h.base+"/photo/"+id+"/original").Is(t, 404)
	h.site.Browser().Get(public).Is(t, 404)
	h.site.Browser().Get("/research/"+h.ID+"/gallery").Is(t, 404) // nothing is left in it
	team.Get(h.base+"/photo/"+id).Is(t, 200, "does not consent to photographs any more", "!"+own)
	team.Get(h.base+"/photos").Is(t, 200, "!"+own)
	b.Get(mine).Is(t, 200) // their own
	b.Get(h.album).Is(t, 200, "Nothing of yours is shown to anybody", "It is shown nowhere", "!May be shown")
	b.Get(h.album+"/photos/"+id).Is(t, 200, "It is shown nowhere", "nobody can open it any more", "!Nothing is shown until you say so")
	b.Post(h.album+"/photos/"+id+"/delete").Leads(t, h.album+"?said=deleted")
	b.Get(mine).Is(t, 404)
}

// T48: a link is opened by a scanner of mail, used again, on two devices, after it
// has ended, and it travels in no Referer.
func linkOfAnAlbum(t *testing.T, h *house) {
	scanner := h.site.Browser()
	h.pages.Unchanged(t, func() {
		for _, below := range []string{"", "?code=sent", "/add?prompt=" + h.prompts[0].ID, "/missing?prompt=" + h.prompts[0].ID, "/guidance", "/photos/x", "/photos/x/delete"} {
			p := scanner.Get(h.album + below)
			if p.Status != 200 && p.Status != 303 {
				t.Errorf("%s: %d", below, p.Status)
			}
			if below == "" {
				p.Is(t, 200, "Send me a code", "!Link workers in primary care", "!Doreen", "!dee@", "!typical")
			}
		}
		// Without the code nothing is done, whatever is sent.
		for _, below := range []string{"/finish", "/missing", "/photos/x/delete", "/photos/x/where"} {
			scanner.Post(h.album+below, "prompt", h.prompts[0].ID, "reason", "lost").Leads(t, h.album)
		}
		scanner.Send(h.album+"/upload", "photo", shot(teal), h.about(0)...).Leads(t, h.album)
	})
	first := h.comes(h.album)
	id := h.sends(first, h.album, 0)
	second := h.site.Browser()
	second.Get(h.album+"/photos/"+id).Leads(t, h.album)
	second.Post(h.album+"/confirm", "code", h.last("study-photos-code").Secret).Is(t, 422) // used
	for range 6 {
		second.Post(h.album + "/code")
	}
	second.Post(h.album+"/code").Is(t, 422, "several codes within an hour")
	dbtest.ClockOf(h.DB).Advance(2 * time.Hour)
	again := h.comes(h.album)
	again.Get(h.album+"/photos/"+id).Is(t, 200, "My cup")
	first.Get(h.album+"/photos/"+id).Is(t, 200, "My cup")
	answer, err := http.Get(h.site.URL + h.album)
	h.OK(err)
	answer.Body.Close()
	if got := answer.Header.Get("Referrer-Policy"); got != "no-referrer" {
		t.Error(got)
	}
	if got := answer.Header.Get("Cache-Control"); got != "no-store" {
		t.Error(got)
	}
	for _, wrong := range []string{"/album/nothing", "/album/" + strings.Repeat("a", 43), "/questions" + strings.TrimPrefix(h.album, room.Path)} {
		h.site.Browser().Get(wrong).Is(t, 404)
	}
	// Another link was sent: the first has ended for everybody.
	h.OK(room.Send(h.Context(), h.DB, h.Field, keyless, h.ID, h.setID(), room.Ways{BaseURL: h.pages.BaseURL}))
	for _, below := range []string{"", "/photos/" + id, "/add?prompt=" + h.prompts[1].ID} {
		first.Get(h.album+below).Is(t, 410, "This link has ended", "!My cup")
	}
	first.Send(h.album+"/upload", "photo", shot(teal), h.about(1)...).Is(t, 410)
	next := strings.TrimPrefix(h.last(room.LinkPurpose).Secret, h.pages.BaseURL)
	h.comes(next).Get(next).Is(t, 200, "My cup")
	dbtest.ClockOf(h.DB).Advance(room.LinkLasts)
	h.site.Browser().Get(next).Is(t, 410, "This link has ended")
}

func (h *house) setID() (id string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Meet)
		h.OK(err)
		all, err := room.Sets(r, s)
		id = all[len(all)-1].ID
		return err
	})
	return id
}

func itoa(n int) string { return strconv.Itoa(n) }
