package participants_test

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	participantsroom "linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/custodian"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/participants"
)

var (
	flowLink = regexp.MustCompile(`href="(/studies/[^"]*/participants(?:\?[^"]*)?)"[^>]*aria-label="[^"]*? (\d+)[",]`)
	numbered = regexp.MustCompile(`>P\d{3}</a>`)
)

// Every number of the diagram is as many as the rows that it opens.
func TestNumbersOpenTheirRows(t *testing.T) {
	h := open(t)
	h.Consented(studies.Patient, h.A)
	h.Approached(studies.LinkWorker, h.B)
	lost := h.Approached(studies.Patient, h.A)
	h.OK(participantsroom.Lose(h.Context(), h.DB, h.Lead, keyless, h.ID, lost.ID, lost.Version, participantsroom.NoTime, h.Today()))
	b := h.as(h.Lead)
	for _, narrow := range []string{"", "?kind=patient", "?site=" + h.A} {
		page := b.Get(h.base+"/flow"+narrow).Is(t, 200)
		links := flowLink.FindAllStringSubmatch(page.Body, -1)
		if len(links) < 5 {
			t.Fatalf("only %d numbers are links%s\n%s", len(links), narrow, page.Body)
		}
		for _, l := range links {
			want, _ := strconv.Atoi(l[2])
			if got := len(numbered.FindAllString(b.Get(l[1]).Is(t, 200).Body, -1)); got != want {
				t.Errorf("%s says %d and opens %d rows", l[1], want, got)
			}
		}
	}
}

// After the end nobody may go on, and where nobody was to be met again nobody stays.
func TestAfterTheEndNobodyMayGoOn(t *testing.T) {
	h := open(t)
	h.Consented(studies.Patient, h.A)
	b := h.as(h.Lead)
	b.Get(h.base+"/flow").Is(t, 200, "May still go on", "!Stayed")
	h.OK(studies.Move(h.Context(), h.DB, h.Lead, keyless, h.ID, 2, studies.Closed, dates.Date{}))
	page := b.Get(h.base+"/flow").Is(t, 200, "No further by the end", "1 had come no further when data collection ended", "!ay still go on", "!Stayed")
	if !flowLink.MatchString(page.Body) {
		t.Error("no number opens its rows")
	}
}

func TestTheLogIsKeptFromApproachToNoFurther(t *testing.T) {
	h := open(t)
	b := h.as(h.Field)
	b.Post(h.base+"/new", "part", "a very kind practice nurse").Is(t, 422, "Choose the site", "a very kind practice nurse")
	b.Post(h.base+"/new", "site", h.A).Is(t, 422, "Choose as what they take part", "Choose how they came")
	at := b.Post(h.base+"/new", "site", h.A, "kind", "patient", "source", "practice", "day-day", "", "day-month", "", "day-year", "").Location
	b.Get(at).Is(t, 200, "P001", "They have not consented yet")
	b.Post(at+"/advance", "stage", "").Is(t, 422, "Choose interested or eligible")
	b.Post(at+"/advance", "stage", "eligible").Leads(t, at)
	page := b.Get(at+"/lost").Is(t, 200)
	b.Post(at+"/lost", "_version", page.Field("_version"), "why", "").Is(t, 422, "Choose why they go no further")
	b.Post(at+"/lost", "_version", page.Field("_version"), "why", "no-time").Leads(t, at)
	page = b.Get(at).Is(t, 200, "Went no further: No time", "They go on after all")
	b.Post(at+"/return", "_version", page.Field("_version")).Leads(t, at)
	b.Get(h.base+"?going=yes&at=eligible").Is(t, 200, "1 person", ">P001<")
	b.Get(h.base+"?going=no").Is(t, 200, "Nobody is on this list")
	b.Get(h.base+"?kind=unicorn&site='").Is(t, 200, "Nobody is on this list")
	rows, err := csv.NewReader(strings.NewReader(b.Get(h.base+"/csv").Is(t, 200).Body)).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != "P001" || rows[1][5] != "Eligible" {
		t.Errorf("the file: %v, %v", rows, err)
	}
}

func TestANameIsShownAfterItIsNoted(t *testing.T) {
	h := open(t)
	p := h.reachable(h.Approached(studies.Patient, h.A))
	b := h.as(h.Field)
	looks := func() (n int) {
		h.Read(func(r *db.Snapshot) error {
			rows, err := audit.OfActor(r, h.Field.AccountID, 100)
			for _, row := range rows {
				if row.Act == "study.contact.looked" {
					n++
				}
			}
			return err
		})
		return n
	}
	b.Get(h.base+"/"+p.ID).Is(t, 200, "!Doreen")
	if looks() != 0 {
		t.Error("a look is noted before the press")
	}
	page := b.Post(h.base+"/"+p.ID+"/contact").Is(t, 200, "Doreen Marshb", "C-", "!"+p.Number)
	if looks() != 1 {
		t.Errorf("%d looks are noted", looks())
	}
	b.Post(h.base+"/"+p.ID+"/contact/save", "_version", page.Field("_version"), "contact_name", "Doreen", "way", "text", "words", "Rings twice").Is(t, 422, "Enter a phone number", "Rings twice")
	b.Post(h.base+"/"+p.ID+"/contact/save", "_version", "7", "contact_name", "Doreen", "way", "text", "phone", "07700 900124").Is(t, 409)
	b.Post(h.base+"/"+p.ID+"/contact/save", "_version", page.Field("_version"), "contact_name", "Doreen", "way", "text", "phone", "07700 900124").Leads(t, h.base+"/"+p.ID)
}

// Who reads answers reads study numbers: no route of the place shows or gives a name.
func TestAStatisticianHasNoWayToNames(t *testing.T) {
	h := open(t)
	p := h.reachable(h.Consented(studies.Patient, h.A))
	var given string
	h.Read(func(r *db.Snapshot) error {
		c, err := consent.Standing(r, p.ID)
		given = c.ID
		return err
	})
	names := []string{"!Doreen", "!D. Marsh", "!07700", "!doreen@"}
	b := h.as(h.statistician)
	b.Get(h.base).Is(t, 200, append(names, p.Number, "!Add somebody")...)
	b.Get(h.base+"/"+p.ID).Is(t, 200, append(names, "study numbers only", "They allow now", "!Show contact details", "!Take consent")...)
	b.Get(h.base+"/csv").Is(t, 200, names...)
	b.Get(h.base+"/flow").Is(t, 200, names...)
	for _, route := range participants.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		path = strings.NewReplacer("{study}", h.ID, "{participant}", p.ID, "{consent}", given, "{use}", given).Replace(path)
		switch path {
		case h.base, h.base + "/csv", h.base + "/flow", h.base + "/" + p.ID:
			continue
		}
		if method == http.MethodGet {
			b.Get(path).Is(t, 404, names...)
		} else {
			b.Post(path, "contact_name", "x", "phone", "1", "way", "text", "_version", "1", "why", "no-time", "level", "destroy", "how", "x", "stage", "eligible", "mode", "paper", "pounds", "5", "words", "x", "copy_how", "x", "language", "en", "site", h.A, "kind", "patient", "source", "practice", "told", "1", "place", "x", "settled", "kept").Is(t, 404, names...)
		}
	}
}

// Those who support people, or manage or employ those who do, see nobody's row,
// whatever part they play in the study.
func TestNobodyWhoWorksWithPeopleSeesWhoTakesPart(t *testing.T) {
	h := open(t)
	p := h.Approached(studies.LinkWorker, h.A)
	for _, by := range []access.Actor{h.Harbour.Manager, h.Harbour.Second, h.Harbour.Practice} {
		_, err := studies.Take(h.Context(), h.DB, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: by.AccountID, Role: studies.PublicLead})
		h.OK(err)
	}
	for _, by := range h.Staff() {
		if by.AccountID == h.Lead.AccountID || by.AccountID == h.Field.AccountID {
			continue
		}
		b := h.as(by)
		for _, path := range []string{h.base, h.base + "/csv", h.base + "/flow", h.base + "/" + p.ID, h.base + "/" + p.ID + "/consent", h.base + "/vouchers"} {
			b.Get(path).Is(t, 404, "!"+p.Number)
		}
	}
}

func TestConsentIsTakenClauseByClause(t *testing.T) {
	h := open(t)
	p := h.Approached(studies.Patient, h.A)
	b, at := h.as(h.Field), h.base+"/"+p.ID
	page := b.Get(at+"/consent").Is(t, 200, "I agree to be recorded", h.version(h.FormID).SHA256, h.version(h.SheetID).SHA256, "We want to learn", "<script>alert(1)</script>")
	if strings.Contains(page.Raw, "<script>alert") {
		t.Error("a sheet lets a script in")
	}
	form := []string{"sheet", page.Field("sheet"), "form", page.Field("form"), "typed_name", "D. Marsh"}
	b.Post(at+"/consent", append(form, "mode", "online", "clause-record", "no")...).Is(t, 422, "Say yes or no to “I agree to be interviewed”", "Enter when they got the information", "D. Marsh")
	for _, c := range []string{"part", "interview", "observe", "record", "photos", "forms", "join", "again"} {
		form = append(form, "clause-"+c, "yes")
	}
	form = append(form, "clause-quote", "no", "informed-day", strconv.Itoa(h.Today().Day), "informed-month", strconv.Itoa(int(h.Today().Month)), "informed-year", strconv.Itoa(h.Today().Year), "capacity", "own")
	b.Post(at+"/consent", append(form, "mode", "online")...).Is(t, 422, "Choose how they gave consent")
	b.Post(at+"/consent", append(form, "mode", "recorded")...).Is(t, 422, "Spoken consent needs a witness")
	kept := b.Post(at+"/consent", append(form, "mode", "paper")...).Location
	b.Get(kept).Is(t, 200, "D. Marsh", "On paper", "they decided on the same day", "We want to learn")
	b.Post(kept+"/copy", "copy_how", "").Is(t, 422, "Say how they got it")
	b.Post(kept+"/copy", "copy_how", "by post").Leads(t, kept)
	b.Get(at+"/consent/paper").Is(t, 200, "Put your initials")
	b.Get(h.base+"/"+h.Approached(studies.Patient, h.A).ID+"/consents/"+kept[strings.LastIndex(kept, "/")+1:]).Is(t, 404)
}

// What was otherwise than approved is asked about, stands on the record and can be noted
// as a deviation.
func TestAConsentThatWasTakenOtherwise(t *testing.T) {
	h := open(t)
	coordinator := h.account("Ravi Sol")
	member, err := studies.Take(h.Context(), h.DB, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: coordinator.AccountID, Role: studies.Coordinator})
	h.OK(err)
	p := h.Approached(studies.Patient, h.A)
	b, at := h.as(h.Field), h.base+"/"+p.ID
	form := append(h.paper(b.Get(at+"/consent").Is(t, 200, "Who took it?")), "taker", member)
	b.Post(at+"/consent", form...).Is(t, 422, "Ravi Sol is not on the delegation log of Site A", "Why was it taken without being authorised?", "!Why did they decide before")
	kept := b.Post(at+"/consent", append(form, "why-delegation", "The log was signed a day later")...).Location
	page := b.Get(kept).Is(t, 200, "Taken otherwise than approved", "The log was signed a day later", "Ravi Sol")
	b.Post(kept+"/deviation", "kind", "time").Is(t, 404)
	b.Post(kept+"/deviation", "kind", page.Field("kind")).Leads(t, kept)
	b.Get(kept).Is(t, 200, "noted as a deviation", "!Note it as a deviation")
	b.Get("/studies/"+h.ID+"/events").Is(t, 200, "The log was signed a day later", "!"+p.Number)
}

// paper is a form as somebody enters what was signed today on paper, yes to everything.
func (h house) paper(page housetest.Page) []string {
	form := []string{"sheet", page.Field("sheet"), "form", page.Field("form"), "typed_name", "D. Marsh", "mode", "paper", "capacity", "own",
		"informed-day", strconv.Itoa(h.Today().Day), "informed-month", strconv.Itoa(int(h.Today().Month)), "informed-year", strconv.Itoa(h.Today().Year)}
	for _, c := range studytest.ConsentForm.Clauses {
		form = append(form, "clause-"+c.Code, "yes")
	}
	return form
}

func TestTakingBackIsHonest(t *testing.T) {
	h := open(t)
	p := h.Consented(studies.Patient, h.A)
	register := func(covers consent.Covers, kind consent.UseKind, id, label string) {
		h.Write(func(tx *db.Tx) error {
			return consent.Register(tx, h.ID, consent.Use{ParticipantID: p.ID, Covers: covers, Kind: kind, SubjectID: id, Label: label})
		})
	}
	register(consent.BeQuoted, consent.UseQuote, "q1", "Quote in a draft")
	register(consent.BeQuoted, consent.UseEdition, "e1", "Study update 2")
	h.Write(func(tx *db.Tx) error { return consent.Fix(tx, consent.UseEdition, "e1", "study update 2, June") })
	b, at := h.as(h.Field), h.base+"/"+p.ID+"/withdraw"
	page := b.Get(at).Is(t, 200, consent.CannotRecall, "What can still be taken back", "Cannot be undone: used in study update 2, June")
	for _, l := range consent.Levels {
		page.Is(t, 200, l.Means())
	}
	b.Post(at, "level", "clause").Is(t, 422, "Choose something that they agreed to", "Say who told you")
	b.Post(at, "level", "clause", "clause", "quote", "how", "themselves, by phone").Leads(t, at)
	page = b.Get(at).Is(t, 200, "What has to be settled now", "Quote in a draft", "themselves, by phone")
	b.Get(h.base+"/settle").Is(t, 200, "2 uses", p.Number)
	b.Get(h.base+"/"+p.ID).Is(t, 200, "To settle after a withdrawal")
	settled := 0
	for _, form := range regexp.MustCompile(`action="([^"]*/uses/[^"]*)"`).FindAllStringSubmatch(page.Body, -1) {
		if b.Post(form[1], "settled", "removed").Status == http.StatusSeeOther {
			settled++
		} else {
			b.Post(form[1], "settled", "kept").Is(t, 422, "Say why it cannot be taken back")
			b.Post(form[1], "settled", "kept", "settled_words", "It was sent to readers").Leads(t, at)
		}
	}
	if settled != 1 {
		t.Errorf("%d uses were taken out", settled)
	}
	b.Get(at).Is(t, 200, "Nothing is left to settle", "It was sent to readers")
	b.Get(h.base+"/settle").Is(t, 200, "Nothing is to be settled")
}

// Our own gallery shows nothing that is not allowed, so a withdrawal settles it.
func TestTheGalleryIsTakenDownAtOnce(t *testing.T) {
	h := open(t)
	p := h.Consented(studies.Patient, h.A)
	h.Write(func(tx *db.Tx) error {
		if err := consent.Register(tx, h.ID, consent.Use{ParticipantID: p.ID, Covers: consent.TakePhotos, Kind: consent.UseGallery, SubjectID: "g1", Label: "Photograph in the public gallery"}); err != nil {
			return err
		}
		return consent.Fix(tx, consent.UseGallery, "g1", "the public gallery") // as earlier versions did
	})
	b, at := h.as(h.Field), h.base+"/"+p.ID+"/withdraw"
	b.Get(at).Is(t, 200, "What is taken down at once", "Nothing of theirs was analysed or published yet", "!Used in the public gallery")
	b.Post(at, "level", "clause", "clause", "photos", "how", "themselves, by phone").Leads(t, at)
	b.Get(at).Is(t, 200, "Taken down by the withdrawal", "Nothing is left to settle", "!Could not be taken back")
	b.Get(h.base+"/settle").Is(t, 200, "Nothing is to be settled")
	b.Get(h.base+"/"+p.ID).Is(t, 200, "!To settle after a withdrawal")
}

// By crossed ids: a custodian, and everybody else, at each route of the place.
func TestOnlyTheCustodianOfTheSiteComesIn(t *testing.T) {
	h := open(t)
	mine, theirs := h.Supported(h.custodian), h.Supported(h.Harbour.Second)
	here, there := h.Consented(studies.Patient, h.A), h.Consented(studies.Patient, h.B)
	at := "/studies/" + h.ID + "/custodian"
	b := h.as(h.custodian)
	b.Get(at).Is(t, 200, here.Number, "!"+there.Number, "Join their record")
	b.Get(at+"/"+here.ID).Is(t, 200, "Show their name")
	b.Get(at+"/"+there.ID).Is(t, 404)
	b.Post(at+"/"+there.ID+"/name").Is(t, 404)
	b.Post(at+"/"+here.ID+"/join", "person", theirs, "purpose", "record").Is(t, 404)
	b.Post(at+"/"+there.ID+"/join", "person", mine, "purpose", "record").Is(t, 404)
	b.Post(at+"/"+here.ID+"/join", "person", "", "purpose", "record").Is(t, 422, "Choose their record")
	b.Get(h.base).Is(t, 404)
	for _, by := range append(h.Staff(), h.statistician) {
		if by.AccountID == h.custodian.AccountID {
			continue
		}
		o := h.as(by)
		for _, route := range custodian.Routes() {
			method, path, _ := strings.Cut(route.Pattern, " ")
			path = strings.NewReplacer("{study}", h.ID, "{participant}", here.ID).Replace(path)
			if method == http.MethodGet {
				o.Get(path).Is(t, 404)
			} else {
				o.Post(path, "q", "Marsh", "person", mine, "purpose", "record", "answer", "may").Is(t, 404, "!Marsh")
			}
		}
	}
}
