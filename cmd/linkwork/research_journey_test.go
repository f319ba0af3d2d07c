package main

import (
	"testing"

	"linkwork/internal/web/webtest"
)

// TestAChiefInvestigatorFoundsAStudy begins a study, says what it is and what it aims
// at, brings its protocol, and takes a site from its first task until it is open.
func TestAChiefInvestigatorFoundsAStudy(t *testing.T) {
	j := &journey{t: t, show: startDemo(t), browser: webtest.Start(t)}
	p := j.be("researcher")
	p.Go("/studies")
	p.Click("Begin a study")
	p.Fill("Short name", "Quiet hours")
	p.Submit("Begin the study")
	if p.Value("Short name") != "Quiet hours" {
		t.Error("the name was not kept")
	}
	j.shown(p, "study-begin-with-faults")
	p.Fill("Title as approved", "Quiet hours: what link workers do between two people")
	p.Submit("Begin the study")
	p.See("Quiet hours")
	j.shown(p, "study-begun")
	study := p.Path()

	p.Go(study + "/plan/change")
	p.Fill("IRAS number", "300001")
	p.Fill("Funder", "A made-up funder")
	p.Fill("Lawful basis", "A task in the public interest")
	p.Fill("Controller", "Quay University")
	p.Submit("Save")
	p.See("A made-up funder")
	j.aim(p)
	j.protocol(p, study)
	p.Go(study + "/plan")
	p.Select("Where does the study stand?", "Collecting data")
	p.Submit("Save where the study stands")
	p.See("The study is open. Still to do:")
	j.site(p, study)
	p.Go(study)
	p.See("Quiet hours")
	j.shown(p, "study-founded")
	p.NoTroubles()
}

// aim sets a target, on the page of the plan.
func (j *journey) aim(p *webtest.Page) {
	p.Click("Set a target")
	p.Fill("Planned number", "many")
	p.Submit("Set the target")
	if p.Value("Planned number") != "many" {
		j.t.Error("what was typed is gone")
	}
	p.Fill("Planned number", "12")
	p.Select("What is counted?", "People who consented")
	p.Fill("Where is it planned?", "protocol 1.0, section 5")
	p.Submit("Set the target")
	p.See("protocol 1.0, section 5")
	j.shown(p, "study-plan")
}

func (j *journey) protocol(p *webtest.Page, study string) {
	p.Go(study + "/documents")
	p.Select("What is it?", "Protocol")
	p.Fill("title", "Protocol of Quiet hours")
	p.Submit("Add")
	p.See("Add a version")
	p.Fill("number", "1.0")
	fillDay(p, "dated", "2", "11", "2026")
	fillDay(p, "approved", "9", "11", "2026")
	p.Fill("text", "# Why\n\nNobody has asked what happens between two visits.")
	p.Submit("Keep this version")
	p.See("9 November 2026")
	j.shown(p, "study-protocol")
}

func (j *journey) site(p *webtest.Page, study string) {
	p.Go(study + "/sites")
	p.Fill("Name for publications", "Site A")
	p.Fill("Who is it?", "Canalside Surgery")
	p.Submit("Add the site")
	p.See("What the site needs")
	p.Select("Step", "Open")
	p.Submit("Save the step")
	p.See("There is a problem") // not before everything that comes first is settled
	for _, task := range []string{"Site contacted and interested", "Local principal investigator named", "Local information pack sent", "Capacity assessed: people, rooms, numbers", "Agreement signed", "Letters of access given",
		"Local documents with logo and contact", "Training done and delegation log signed", "Capacity and capability confirmed in writing", "Site initiation meeting held", "Sponsor’s green light received"} {
		p.Click(task)
		if task == "Letters of access given" {
			p.Submit("Note " + task)
			p.See("None is noted for this site")
		}
		p.Choose("It is not needed here")
		p.Fill("Why is it not needed?", "Agreed with the sponsor")
		p.Submit("Note " + task)
	}
	p.Select("Step", "Open")
	p.Submit("Save the step")
	p.See("Open")
	j.shown(p, "study-site-open")
}

func fillDay(p *webtest.Page, name, day, month, year string) {
	p.Fill(name+"-day", day)
	p.Fill(name+"-month", month)
	p.Fill(name+"-year", year)
}
