package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/web/webtest"
)

// inTheField is a field researcher's window on their study.
type inTheField struct {
	*journey
	p     *webtest.Page
	study string // address
	today dates.Date
}

// TestAFieldResearcherCollects finds who is due, is with people on three weeks of days,
// talks with one, goes out alone and comes back, finds what to do if somebody is upset,
// notes what went otherwise than approved, and brings a transcript without names.
func TestAFieldResearcherCollects(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	f := &inTheField{journey: j, p: j.be("field-researcher"), today: dates.Of(j.db.Now())}
	f.p.Go("/studies")
	f.p.Click("First welcome")
	f.study = strings.Split(f.p.Path(), "?")[0]
	for _, step := range []struct {
		name string
		do   func(*inTheField)
	}{
		{"due", (*inTheField).due}, {"observe", (*inTheField).observe}, {"out alone", (*inTheField).outAlone}, {"interview", (*inTheField).interview},
		{"transcript", (*inTheField).transcript}, {"shadow", (*inTheField).shadow}, {"distress", (*inTheField).distress}, {"deviation", (*inTheField).deviation},
	} {
		t.Log("step:", step.name)
		step.do(f)
	}
	f.p.NoTroubles()
}

// seen checks the page on a desk and on the phone on which it is used next.
func (f *inTheField) seen(name string) {
	f.p.Width(1280)
	f.p.Check()
	f.p.Width(375)
	f.shown(f.p, name)
}

func (f *inTheField) day(name string, d dates.Date) {
	fillDay(f.p, name, strconv.Itoa(d.Day), strconv.Itoa(int(d.Month)), strconv.Itoa(d.Year))
}

// due: the list says who is to be met, and a line of it begins a session.
func (f *inTheField) due() {
	f.p.Width(375)
	f.p.Click("Collecting") // its first page is Fieldwork
	f.p.Select("Where they stand", "To arrange (1)")
	f.p.Submit("Show")
	f.p.See("1 participant")
	f.seen("field-due")
}

// observe: a day at the practice with two people who agreed to it; first with faults.
func (f *inTheField) observe() {
	f.p.Go(f.study + "/fieldwork/sessions")
	f.p.Click("Plan or note a session")
	f.p.Choose("It took place")
	f.p.Select("What is it?", "Observation")
	f.p.Fill("Others who take part", "p001, P999")
	f.p.Submit("Keep")
	f.p.See("Nobody whom you meet has the number P999")
	if got := f.p.Value("Others who take part"); got != "p001, P999" {
		f.t.Errorf("%q was kept", got)
	}
	f.seen("field-observation-with-faults")
	f.p.Fill("Others who take part", "P001, P003")
	f.day("day", f.today.AddDays(-1))
	f.p.Choose("At work or the practice")
	f.p.Submit("Keep")
	f.p.See("P001, patient")
	f.p.See("P003, patient")
	f.seen("field-observation")
	f.p.Click("Write a note")
	f.p.Submit("Keep the note")
	f.p.See("There is a problem")
	f.p.Fill("Note", "P003 waited twenty minutes, and P001 talked with the others.")
	f.p.Submit("Keep the note")
	f.p.See("P003 waited twenty minutes")
}

// outAlone: to somebody's home, with a time by which to be back.
func (f *inTheField) outAlone() {
	f.p.Go(f.study + "/fieldwork")
	f.p.Click("I go out alone")
	f.p.Fill("Where to look for you", "The flats behind the library")
	f.p.Fill("Phone that you have with you", "the blue one")
	f.p.Fill("Back by", f.today.At(23, 59).Format("15:04"))
	f.p.Submit("I go out")
	f.p.See("Enter a phone number")
	f.seen("field-out-with-faults")
	f.p.Fill("Phone that you have with you", "(07700) 900 921")
	f.p.Submit("I go out")
	f.p.See("You are out until")
	f.seen("field-out")
}

// interview: with whoever is due, and back again.
func (f *inTheField) interview() {
	f.p.Go(f.study + "/fieldwork?standing=to-plan")
	f.p.Click("Plan or note")
	f.p.Choose("It took place")
	f.p.Select("What is it?", "Interview")
	f.day("day", f.today)
	f.p.Fill("Minutes", "40")
	f.p.Choose("At their home")
	f.p.Submit("Keep")
	f.p.See("Took place")
	f.seen("field-interview")
	interview := f.p.Path()
	f.p.Go(f.study + "/fieldwork")
	f.p.Submit("I am back")
	f.p.See("Welcome back")
	f.p.DontSee("You are out until")
	f.p.Go(interview)
}

// transcript: from a file first, then pasted, and without names in the end.
func (f *inTheField) transcript() {
	f.p.Click("Paste or choose a transcript")
	f.p.Submit("Keep the transcript")
	f.p.See("There is a problem")
	f.seen("field-transcript-with-faults")
	captions := filepath.Join(f.t.TempDir(), "talk.vtt")
	if err := os.WriteFile(captions, []byte("WEBVTT\n\n00:00.000 --> 00:04.000\n<v Interviewer>How did you come to the group?\n\n00:04.000 --> 00:09.000\n<v P017>Doreen took me there.\n"), 0o600); err != nil {
		f.t.Fatal(err)
	}
	f.p.Attach("file", captions)
	f.p.Submit("Keep the transcript")
	f.p.See("Doreen took me there.")
	f.p.Fill("Transcript", "Interviewer: How did you come to the group?\nP017: Doreen Quayle took me there, on the number 9.")
	f.p.Submit("Keep the transcript")
	f.p.See("on the number 9")
	f.seen("field-transcript")
	transcript := f.p.Path()
	f.p.Click("put the names on the register")
	f.p.Fill("Name, as it was said", "Doreen Quayle")
	f.p.Fill("What stands in its place", "[a neighbour]")
	f.p.Submit("Put on the register")
	f.p.See("Doreen Quayle")
	f.seen("field-names")
	f.p.Go(transcript)
	f.p.See("Doreen Quayle (1)")
	f.p.Submit("Replace them, and destroy the transcript with names")
	f.p.See("[a neighbour] took me there")
	f.p.DontSee("Doreen Quayle took")
	f.seen("field-transcript-without-names")
}

// shadow: three weeks of days with a link worker, each with a debrief on the phone.
func (f *inTheField) shadow() {
	f.p.Width(375)
	for n, day := 0, f.today.AddDays(-24); n < 15; day = day.AddDays(1) {
		if !day.Working() {
			continue
		}
		n++
		f.p.Go(f.study + "/fieldwork/plan")
		f.p.Choose("It took place")
		f.p.Select("What is it?", "Day of shadowing")
		f.p.Select("Site, if nobody is chosen above", "Site A")
		f.day("day", day)
		f.p.Choose("At work or the practice")
		f.p.Submit("Keep")
		f.p.Click("Write the debrief of the day")
		f.p.Fill("Note", "Day "+strconv.Itoa(n)+": three visits, and a long call about a boiler.")
		if n == 15 {
			f.p.Fill("What weighs on you", "A flat without heating.")
			f.seen("field-debrief")
		}
		f.p.Submit("Keep the note")
		f.p.See("Day " + strconv.Itoa(n))
	}
	f.p.Go(f.study + "/fieldwork/notes")
	f.p.See("Debrief of the day, ")
	f.p.See("Day 15: three visits")
	f.p.See("Day 1: three visits")
	f.p.See("A flat without heating")
	f.seen("field-notes")
}

// distress: what to do is a step from the list of who is due, and from every session.
func (f *inTheField) distress() {
	f.p.Go(f.study + "/fieldwork")
	f.p.See("If somebody is upset or tells about harm")
	f.p.Go(f.study + "/fieldwork/sessions")
	f.p.Click(f.today.AddDays(-1).Long())
	f.p.Click("If somebody is upset or tells about harm")
	f.p.See("If somebody is in danger now, call 999")
	f.seen("field-distress")
}

func (f *inTheField) deviation() {
	f.p.Go(f.study)
	f.p.Click("Set-up")
	f.p.Click("Difficulties log")
	f.p.Choose("Deviation")
	f.p.Submit("Note it")
	f.p.See("There is a problem")
	f.p.Fill("What happened?", "The talk began before the three days to consider had passed, at the wish of the participant.")
	f.day("day", f.today)
	f.p.Select("Where?", "Site A")
	f.p.Submit("Note it")
	f.p.See("before the three days to consider had passed")
	f.seen("field-deviation")
}
