package find_test

import (
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/places"
	"linkwork/internal/web/housetest"
)

// search asks for something for a person and follows to what was found.
func search(t *testing.T, b *housetest.Browser, path string, namesAndValues ...string) housetest.Page {
	t.Helper()
	return b.Get(keptAt(t, b, path, namesAndValues...))
}

// keptAt is the address at which a search for a person is kept.
func keptAt(t *testing.T, b *housetest.Browser, path string, namesAndValues ...string) string {
	t.Helper()
	sent := b.Post(path, namesAndValues...)
	address, ok := strings.CutSuffix(sent.Location, "#found")
	if !ok || !strings.HasPrefix(address, path+"?search=") {
		t.Fatalf("%d, leads to %q", sent.Status, sent.Location)
	}
	return address
}

func TestSearchWithNobodyInMind(t *testing.T) {
	h, site := open(t)
	site.Browser().Get("/services").Leads(t, "/login")
	b := site.As(h.Worker)
	h.Unchanged(t, func() {
		b.Get("/services").Is(t, 200, "Showing 1 to 3 of 3 services", "In order of their names", "Has 3 places, seen 23 November 2026 by Joan",
			"Checked 21 February 2026 (9 months ago)", "Nobody says when this was last checked", "Not known: nobody has said", "!Connect")
		if raw := b.Get("/services").Raw; strings.Contains(raw, "<script>alert") || !strings.Contains(raw, "&lt;script&gt;alert") {
			t.Error("text of a feed is on the page as markup")
		}
		b.Get("/services?words=meal&outcode=QY1").Is(t, 200, "Best fit first, then nearest to QY1", `"meal" in the description`, "Hall of Harbour Lunch Club, less than a mile")
		b.Get("/services?words=lunch&outcode=qx1+2ab&miles=1").Is(t, 200, "No service found", `value="QX1"`, "2 more further away", "words=lunch", "Write this down as a gap")
		b.Get("/services?only=free&words=lunch").Is(t, 200, "Not stated: cost", "2 services")
		b.Get("/services?only=free").Is(t, 200, "!Men's Shed")
		b.Get("/services?outcode=nonsense").Is(t, 422, "Enter a postcode or its first part", `value="nonsense"`, "Error: ", "!Showing")
		b.Get("/services?outcode=AB1").Is(t, 200, "We do not know where AB1 is", "3 services")
		b.Get("/services?age=old").Is(t, 422, "Enter an age in years", `value="old"`)
		b.Get("/services?words="+strings.Repeat("x", 201)).Is(t, 422, "200 characters")
	})
}

func TestASentenceIsUnderstood(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	b.Get("/services?words=free+lunch+on+Sundays+near+QY1").Is(t, 200, "Best fit first, then nearest to QY1", "Taken “free” to mean free.", "Taken “Sundays” to mean on Sundays.", "Taken “QY1” to mean near QY1.", "when it is open",
		"leave=day", `value="free lunch on Sundays near QY1"`)
	b.Get("/services?words=free+lunch+on+Sundays&leave=day&leave=cost").Is(t, 200, "!Taken", "at least one")
	search(t, b, "/people/"+h.PersonID+"/find", "words", "free lunch").Is(t, 200, "Taken “free”", `name="leave"`)
}

// Every box says how many of what was found say yes, and how many do not say.
func TestTheBoxesCountWhatWasFound(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	b.Get("/services").Is(t, 200, "1 yes, 1 does not say", "Showing 1 to 3")           // free: one does, one costs money, one is silent
	b.Get("/services?only=free").Is(t, 200, "Showing 1 to 2", "1 yes, 1 does not say") // silence stays
	b.Get("/services?days=Sunday").Is(t, 200, "0 yes, 3 do not say", "when it is open")
	b.Get("/services?days=Someday&only=nothing").Is(t, 200, "Showing 1 to 3")
}

// A time of day belongs to the days beside it, typed or ticked.
func TestTimesOfDay(t *testing.T) {
	h, site := open(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for id, days := range map[string]string{"quiz": "TU", "darts": "FR"} {
			s := directory.Service{ID: id, Name: "The " + id, Status: directory.Active, Schedules: []directory.Schedule{{Summary: "evenings", Days: days, Opens: "19:00", Closes: "21:00"}, {Summary: "and mornings", Days: "WE", Opens: "09:00", Closes: "10:00"}},
				Origin: directory.Origin{Source: "test", SourceID: id}}
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
	b := site.As(h.Worker)
	b.Get("/services?days=Tuesday&times=evening").Is(t, 200, "The quiz", "!The darts", "1 yes, 3 do not say", `value="evening" checked`, "when it is open")
	b.Get("/services?times=morning").Is(t, 200, "The quiz", "The darts", "2 yes, 3 do not say")
	b.Get("/services?days=Wednesday&times=evening").Is(t, 200, "!The quiz", "!The darts", "3 services")
	b.Get("/services?words=Tuesday+evening").Is(t, 200, "Taken “Tuesday” to mean on Tuesdays.", "Taken “evening” to mean in the evening.", "The quiz", "!The darts")
	b.Get("/services?words=after+work&days=Friday").Is(t, 200, "The darts", "!The quiz", "leave=time")
	b.Get("/services?words=after+work&leave=time").Is(t, 200, "!in the evening.")
	b.Get("/services?times=midnight").Is(t, 200, "5 services")
	search(t, b, "/people/"+h.PersonID+"/find", "days", "Friday", "times", "evening").Is(t, 200, "The darts", "!The quiz")
}

// A kind of help stands in place of its need, and leads back to it.
func TestNeedsAreNarrowedAndWidened(t *testing.T) {
	h, site := open(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for id, name := range map[string]string{"debt": "Debt advice", "union": "Credit union"} {
			s := directory.Service{ID: id, Name: name, Status: directory.Active, Origin: directory.Origin{Source: "test", SourceID: id}}
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
	b := site.As(h.Worker)
	b.Get("/services").Is(t, 200, "!Only some of that")
	b.Get("/services?needs=money").Is(t, 200, "Debt advice", "Credit union", "2 services", "Only some of that", "1 found", "!Also look in")
	b.Get("/services?needs=money&kinds=debt-advice").Is(t, 200, "1 service", "Also look in: ", `href="/services?needs=money"`)
	b.Get("/services?kinds=debt-advice&kinds=nonsense&kinds=money").Is(t, 200, "1 service")
	search(t, b, "/people/"+h.PersonID+"/find", "kinds", "debt-advice").Is(t, 200, "1 service", "Also look in: Money")
	b.Get("/services/debt").Is(t, 200, "Debt advice (“Debt advice” in the name)")
}

func TestPagesOfServices(t *testing.T) {
	h, site := open(t)
	many(t, h, 42)
	b := site.As(h.Worker)
	b.Get("/services").Is(t, 200, "Showing 1 to 20 of 45 services", "page=3")
	b.Get("/services?page=3&words=group").Is(t, 200, "Showing 41 to 42 of 42 services", "Find a service (page 3 of 3)", "words=group")
	b.Get("/services?page=900").Is(t, 200, "Showing 41 to 45 of 45 services")
	b.Get("/services?page=-1").Is(t, 200, "Showing 1 to 20")
}

func TestOneService(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	h.Unchanged(t, func() {
		b.Get("/services/lunch").Is(t, 200, "Harbour Lunch Club", `href="https://lunch.example/about"`, `href="mailto:hello@lunch.example"`, "Checked 21 February 2026, says the list that it comes from", "Takes referrals")
		b.Get("/services/shed").Is(t, 200, "javascript:alert(1)", `!href="javascript`, "£2 a visit", "Not stated")
		b.Get("/services/none").Is(t, 404, "Page not found")
	})
}

func TestFindForAPersonKeepsThemOutOfTheAddress(t *testing.T) {
	h, site := open(t)
	many(t, h, 25)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	b.Get(path+"?words=shed").Is(t, 200, `value="QY1"`, `value="78"`, `value="loneliness" checked`, `value="domestic-abuse" checked`, "Connect",
		"Showing 1 to 20 of 26 services", `method="post"`, "!outcode=", "!value=\"shed\"")
	search(t, b, path, "words", "meal", "outcode", "QY1", "miles", "3", "needs", "loneliness").Is(t, 200, "Harbour Lunch Club", "/connect/lunch?", "1 service")
	search(t, b, path, "words", "lunch", "outcode", "QX1", "miles", "1").Is(t, 200, "No service found", "Show 2 more further away")
	b.Post(path, "outcode", "??", "words", "kept words").Is(t, 422, "first part", "kept words")
	second := keptAt(t, b, path, "needs", "loneliness") + "&page=2"
	b.Get(second).Is(t, 200, "Showing 21 to 26 of 26 services", "rel=\"prev\"", "!rel=\"next\"")
	if looked(t, h.DB, h.PersonID, "Find a service") != 5 {
		t.Error("not every look is on the audit trail")
	}

	stranger := site.As(h.Stranger)
	h.Unchanged(t, func() {
		for _, below := range []string{"/find", "/connections", "/connect/lunch", "/services/lunch"} {
			stranger.Get("/people/"+h.PersonID+below).Is(t, 404, "Page not found", "!Marsh")
			stranger.Post("/people/"+h.PersonID+below, "kind", "signposted")
			b.Get("/people/nobody"+below).Is(t, 404, "Page not found")
		}
		stranger.Post("/people/"+h.PersonID+"/find", "words", "lunch").Is(t, 404)
		stranger.Post("/people/"+h.PersonID+"/connect/lunch", "kind", "signposted").Is(t, 404)
		stranger.Post("/people/"+h.PersonID+"/connect/lunch", "kind", "referred", "share", "name", "permission", "phone").Is(t, 404)
		b.Get("/people/"+h.PersonID+"/connect/none").Is(t, 404)
	})
}

func TestAGapSaysNothingAboutAnybody(t *testing.T) {
	h, site := open(t)
	b, find := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	search(t, b, find, "words", "chess", "outcode", "QY1", "needs", "purpose").Is(t, 200, "No service found", "Write this down as a gap", `value="chess"`)
	b.Post("/gaps", "need", "purpose", "outcode", "QY1 2AB", "looked-for", "a chess club", "back", find, "_once", "x").Leads(t, find)
	b.Post("/gaps", "need", "purpose", "outcode", "QY1 2AB", "looked-for", "a chess club", "back", find, "_once", "x").Leads(t, find)
	b.Post("/gaps", "need", "food", "outcode", "QY2", "back", "//elsewhere.example/find").Leads(t, "/services")
	if all := gaps(t, h); len(all) != 2 || all[1].LookedFor != "a chess club" || all[1].Outcode != "QY1" {
		t.Errorf("%+v", all)
	}
	h.Unchanged(t, func() {
		b.Post("/gaps", "looked-for", "kept words", "outcode", "QY1", "back", find).Is(t, 422, "Choose the need", "kept words", find)
		b.Post("/gaps", "need", "food", "outcode", "QY1", "looked-for", strings.Repeat("x", 81)).Is(t, 422, "80 characters or fewer")
		b.Post("/gaps", "need", "food", "outcode", "QY1", "looked-for", "call 07700 900111").Is(t, 422, "nothing about a person")
	})
}

// looked counts the views of a page of a person's record.
func looked(t *testing.T, d *db.DB, personID, page string) (n int) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) error {
		rows, err := auditOf(r, personID)
		for _, row := range rows {
			if row == page {
				n++
			}
		}
		return err
	})
	return n
}

// A whole postcode counts where it is known and stands in no address; the page
// says what distances are counted from.
func TestDistancesSayWhereFrom(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	search(t, b, path, "outcode", "QY1 2AB").Is(t, 200, "Distances are counted from the middle of QY1.", `value="QY1"`)
	const file = "pcds,doterm,lat,long\nQY1 2AB,,54.2,0.7\nLS1 4AP,,53.79690,-1.55380\n"
	if _, err := places.ImportPostcodes(t.Context(), h.DB, strings.NewReader(file), "onspd.csv"); err != nil {
		t.Fatal(err)
	}
	search(t, b, path, "outcode", "qy12ab").Is(t, 200, "Distances are counted from QY1 2AB.", `value="QY1 2AB"`, `name="outcode"`)
	search(t, b, path, "outcode", "QY1 9ZZ").Is(t, 200, "Distances are counted from the middle of QY1.")
	search(t, b, path, "outcode", "LS1 4AP").Is(t, 200, "Distances are counted from LS1 4AP.", "Office for National Statistics", "Open Government Licence v3.0")
	b.Get("/services?outcode=LS1+4AP").Is(t, 200, "Distances are counted from the middle of LS1.", `value="LS1"`, "!LS1 4AP")
	page := search(t, b, path, "outcode", "LS1 4AP", "words", "xylophone").Is(t, 200, "No service found")
	if strings.Contains(page.Raw, `id="gap-outcode" name="outcode" type="text" value="LS1 4AP"`) {
		t.Error("a gap would hold a whole postcode")
	}
}

// What somebody chooses that a service helps with counts.
func TestNeedsAreChosen(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	b.Get("/services/shed/correct").Is(t, 200, `value="purpose" checked`, "What you choose counts")
	b.Post("/services/shed/correct", "description", "", "needs-asked", "yes", "needs", "loneliness", "needs", "nonsense").Leads(t, "/services/shed")
	b.Get("/services/shed").Is(t, 200, "Loneliness or isolation (chosen by Amina Yusuf)", "!Purpose, creativity or nature (")
	b.Get("/services?needs=purpose").Is(t, 200, "!Men's Shed")
	b.Get("/services?needs=loneliness").Is(t, 200, "Men's Shed", "Loneliness or isolation: chosen by Amina Yusuf")
}

// What a person needs is filled in by itself; what is typed is meant.
func TestWhatIsTypedComesBeforeWhatIsFilledIn(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	search(t, b, "/people/"+h.PersonID+"/find", "words", "meal", "needs", "housing").Is(t, 200, "No service that helps with the needs that are ticked fits what you typed", "Harbour Lunch Club", "!Take away: Housing")
	search(t, b, "/people/"+h.PersonID+"/find", "words", "chess", "needs", "housing").Is(t, 200, "No service found", "!that are ticked fits")
}

// Going back to a search and loading it again shows it again, to whoever asked
// and to nobody else; its address says nothing.
func TestASearchForAPersonIsKept(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	first := keptAt(t, b, path, "words", "lunch choir", "outcode", "QY1")
	second := keptAt(t, b, path, "words", "shed")
	if first == second || strings.Contains(first+second, "choir") || strings.Contains(first+second, "QY1") {
		t.Fatal(first, second)
	}
	for range 2 {
		b.Get(first).Is(t, 200, "Lunch Choir", "!Men's Shed", `value="lunch choir"`, "Start again")
		b.Get(second).Is(t, 200, "Men's Shed", "!Lunch Choir")
	}
	b.Get(path+"?search=gone&words=shed").Is(t, 200, `value="loneliness" checked`, "!Start again", `!value="shed"`)
	h.Unchanged(t, func() {
		site.As(h.Stranger).Get(first).Is(t, 404, "!choir")
	})
}

// What the words ask for is ticked, and what is taken away stays away.
func TestWhatIsUnderstoodIsTicked(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	const typed = "somewhere to go on Sundays, step-free, free near home"
	page := search(t, b, path, "words", typed, "needs", "loneliness").Is(t, 200, `value="`+typed+`"`, `value="free" checked`, `value="step-free" checked`, `value="Sunday" checked`,
		"Taken “Sundays” to mean on Sundays. Taken “step free” to mean step-free. Taken “free” to mean free. Taken “near home” to mean near Dee’s home.", `value="QY1"`,
		`name="without" value="only=free"`, `name="without" value="days=Sunday"`, "Loneliness or isolation (from Dee’s needs)")
	if page.Field("said") != typed {
		t.Error(page.Field("said"))
	}
	// The form comes back without a tick.
	search(t, b, path, "words", typed, "said", typed, "only", "step-free", "days", "Sunday").Is(t, 200, `value="step-free" checked`, `!value="free" checked`, "!Taken “free”", "Taken “Sundays”")
	// A chip is taken away.
	search(t, b, path, "words", typed, "said", typed, "only", "step-free", "only", "free", "days", "Sunday", "without", "days=Sunday").Is(t, 200, `!value="Sunday" checked`, `value="free" checked`)
	// Other words take the ticks of the old ones with them.
	search(t, b, path, "words", "lunch on Mondays", "said", typed, "only", "free", "only", "carers", "days", "Sunday").Is(t, 200, `value="Monday" checked`, `!value="Sunday" checked`, `!value="free" checked`, `value="carers" checked`)
	b.Get("/services?words=lunch+near+home").Is(t, 200, "near home. Say where that is", "2 services", "!No service has all")
	b.Get("/services?words=walk+within+7+miles&outcode=QY1").Is(t, 200, `value="7" selected`, "Within 7 miles")
	b.Get("/services").Is(t, 200, "!Clear", "!Narrowed to")
	b.Get("/services?only=free").Is(t, 200, "Clear", "Narrowed to", "What is known to be as you asked comes before what does not say.")
}

// Days and times that belong together stay together, though boxes cannot say so.
func TestTimesAsTyped(t *testing.T) {
	h, site := open(t)
	evening := service("evening", "Tuesday quiz", "QY1")
	evening.Schedules = []directory.Schedule{{Summary: "Tuesday evenings", Days: "TU", Opens: "19:00", Closes: "21:00"}}
	morning := service("morning", "Tuesday breakfast", "QY1")
	morning.Schedules = []directory.Schedule{{Summary: "Tuesday mornings", Days: "TU", Opens: "08:00", Closes: "09:00"}}
	store(t, h, evening, morning)
	b := site.As(h.Worker)
	b.Get("/services?words=Tuesday+evenings+or+Sunday+mornings").Is(t, 200, "Tuesday quiz", "!Tuesday breakfast", "open on Tuesdays in the evening")
}

// Only what was asked for can be taken back.
func TestAdviceIsOfWhatWasAsked(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	b.Get("/services?words=xylophone").Is(t, 200, "look for one other word", "!Only”", "!look further")
	b.Get("/services?words=xylophone&only=free&outcode=QY1&miles=1").Is(t, 200, "take away what is ticked under “Only”", "look further than 1 mile")
	b.Get("/services?needs=weight-food-choices").Is(t, 200, "No service found", "take away a need", "!one other word")
}

// A service is read with the person in mind: it leads back to its card, and on.
func TestAServiceForAPerson(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/find"
	found := keptAt(t, b, path, "words", "meal")
	code := strings.TrimPrefix(found, path+"?search=")
	entry := "/people/" + h.PersonID + "/services/lunch?at=result-1&search=" + code
	b.Get(found).Is(t, 200, `href="`+entry+`"`)
	b.Get(entry).Is(t, 200, "Back to the results", `href="`+found+`#result-1"`, "Refer or introduce", "/connect/lunch?at=result-1&search="+code, "Add to shortlist", "Where it is")
	b.Post(path, "add", "lunch", "search", code, "at", "result-1").Leads(t, path+"?added=lunch&search="+code+"#result-1")
	b.Get(path+"?added=lunch&search="+code).Is(t, 200, "Added to the shortlist.", `value="meal"`, "Shortlist for Dee (1)")
	b.Get(found).Is(t, 200, "On the shortlist.", "!Added to the shortlist.")
	b.Post(path, "add", "shed", "search", code, "at", "result-1", "from", "service").Leads(t, "/people/"+h.PersonID+"/services/shed?added=shed&at=result-1&search="+code)
	b.Get("/people/"+h.PersonID+"/services/shed?added=shed").Is(t, 200, "Added to the shortlist.")
	b.Post("/people/"+h.PersonID+"/connect/lunch", "kind", "signposted", "_once", "x")
	b.Get(found).Is(t, 200, "Signposted 23 November 2026.")
	b.Get(entry).Is(t, 200, "Dee: Signposted 23 November 2026.")
	b.Get("/people/"+h.PersonID+"/connect/lunch?at=result-1&search="+code).Is(t, 200, `href="`+found+`#result-1"`, `name="search" value="`+code+`"`)
	b.Get("/people/"+h.PersonID+"/services/lunch?from=shortlist").Is(t, 200, "Back to the shortlist", "On the shortlist.")
	b.Get("/people/"+h.PersonID+"/services/none").Is(t, 404)
	h.Unchanged(t, func() {
		site.As(h.Stranger).Get(entry).Is(t, 404, "Page not found", "!Marsh")
		site.As(h.Stranger).Post(path, "add", "choir").Is(t, 404)
	})
}
