package keep_test

import (
	"strconv"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/web/approvals"
	"linkwork/internal/web/webtest"
)

func TestAnOrganisationSaysWhatWasMissing(t *testing.T) {
	h, site, path := house(t)
	browser := webtest.Start(t)
	p := browser.Page(t, site.URL)
	p.Go(path)
	p.See("You do not say yet")
	p.Check()
	p.Shot("keep-gaps")
	p.Click("whether there is step-free access")
	if at := webtest.Eval[string](p, `location.hash`); at != "#step-free-1" || !webtest.Eval[bool](p, `!!document.querySelector(':target')`) {
		t.Errorf("the link leads to %q", at)
	}
	p.Choose("Is there step-free access? > Yes")
	p.Fill("More about access", "Accessible toilet, hearing loop")
	p.Fill("Ages", "old")
	p.Fill("Languages", "english, polish")
	p.Click("Who may come: 0 of 12 questions answered")
	p.Choose("Can people come by themselves, without a referral? > Yes")
	p.Choose("Is it for women only? > No")
	p.Choose("No, we are full")
	p.Fill("room-until-day", "12")
	p.Fill("room-until-month", "1")
	p.Fill("room-until-year", "soon")
	p.Check()
	p.Shot("keep-change-who")
	p.Submit("Send")
	p.See("Enter a real date")
	p.Fill("room-until-year", "2020")
	p.Submit("Send")
	p.See("Enter ages like")
	p.Fill("Ages", "50+")
	p.Submit("Send")
	p.See("Enter a day after today and within a year")
	p.Check()
	p.Shot("keep-change-until-fault")
	until := dates.Of(h.DB.Now()).AddDays(40)
	p.Fill("room-until-day", strconv.Itoa(until.Day))
	p.Fill("room-until-month", strconv.Itoa(int(until.Month)))
	p.Fill("room-until-year", strconv.Itoa(until.Year))
	p.Choose("Everything that I have not changed is right")
	p.Submit("Send")
	p.See("We have what you wrote")
	if c := entry(t, h, "lunch").Capacity; c.State != directory.Full || c.Until != until {
		t.Errorf("%+v", c)
	}
	p.Click("See the entry for Harbour Lunch Club")
	p.Click("Something has changed")
	if p.Value("Ages") != "from 50" || p.Value("More about access") != "Accessible toilet, hearing loop" {
		t.Error("what waits is not filled in")
	}

	admin := browser.Page(t, site.URL)
	admin.Go("/begin/" + h.Stranger.AccountID)
	admin.Go(approvals.Path)
	admin.Click("Harbour Lunch Club")
	admin.See("Is it for women only?")
	admin.See("everything else in the entry is right")
	admin.Check()
	admin.Shot("approval-who")
	admin.Submit("Approve what is ticked")
	admin.See("The entry says it now")
	s := entry(t, h, "lunch")
	if s.StepFree() != directory.Yes || s.Locations[0].Accessibility != "Accessible toilet, hearing loop" || *s.MinimumAge != 50 ||
		s.Answers[directory.WomenOnly] != directory.No || s.Answers[directory.SelfReferral] != directory.Yes || len(s.Languages) != 2 {
		t.Errorf("%+v", s)
	}
	if s.AssuredOn != dates.Of(dbtest.Start) && s.AssuredOn != dates.Of(h.DB.Now()) {
		t.Errorf("not checked: %v", s.AssuredOn)
	}
	p.Go(path)
	p.DontSee("whether there is step-free access")
	p.Check()
}
