package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/web/webtest"
)

// whatWasTold are the facts of the study update of December 2023, as the demonstration's
// reconstruction of it has to tell them: on the web, in mail and on paper.
var whatWasTold = []string{
	"Reconstruction", "December 2023 (final edition)", "Department of Primary Care", "Research Network",
	"social prescribers or community navigators", "our last update", "funded by a made-up research funder", "led by Dr Lena Voss", "7 sites",
	"held 3 events", "in Birmingham on 20 and 21 September 2023", "Thursday was for the link workers of the study", "in Exeter on 17 October 2023", "in Sheffield on 14 November 2023",
	"made connections", "recognise these ideas from their own work",
	"link workers, managers of link workers, commissioners, researchers and members of the public", // Sheffield
	"Two days in Birmingham", "Talking about holding in Exeter", "Space to reflect in Sheffield", // the blogs
	"3 papers", "Holding", "Micro-discretion", "What changes for patients", "policy brief", "infographic", "read online during 2024",
	"final public involvement meeting", "on 7 November 2023. That made 7 meetings in all.", "the 6 public contributors of our PPI group, who met with us 7 times", "learnt a lot about social prescribing",
	"10 people with an interest in health research, who met with us 2 times", "met with us 5 times to listen and advise", "We met 3 times", "voluntary sector stakeholders and our network of practices",
	"A new study: Why link workers stay in or leave their job", "closed on 30 November 2023", "about 20 people", "photographs", "until the end of 2024", "award 678",
	"Meet a member of the team", "Stay in touch", "link-worker-study@linkwork.example",
	"Thank you to all the patients, practitioners and voluntary organisations who took part", "NIHR130247", "The views are those of the authors",
}

// TestTheUpdateOfDecember2023 reads the update that the demonstration published in its
// three forms, follows each number to its rows, changes a record and sees the check speak.
func TestTheUpdateOfDecember2023(t *testing.T) {
	s := startDemo(t)
	public, lead := s.as(t, ""), s.as(t, "researcher")
	edition := s.one(t, `SELECT id FROM update_editions WHERE state = $1`, "published")
	study := s.one(t, `SELECT study_id FROM update_editions WHERE id = $1`, edition)
	desk := "/studies/" + study + "/updates/" + edition

	web := public.get("/updates/" + edition)
	mail, plain := lead.get(desk+"/preview/mail"), lead.get(desk+"/preview/text")
	p := webtest.Start(t).Page(t, s.url)
	p.Go("/updates/" + edition)
	p.Check()
	p.Width(1280)
	p.Shot("study-update")
	paper := p.Paper()
	forms := map[string]string{"the page": strings.ReplaceAll(web.text(t), " (how this was counted)", ""), "the mail": mail.text(t), "the plain mail": plain.body, "the paper": paper}
	for form, text := range forms {
		text = squeezed(text)
		for _, fact := range whatWasTold {
			if !strings.Contains(text, squeezed(fact)) {
				t.Errorf("%s does not say %q", form, fact)
			}
		}
	}
	if t.Failed() {
		t.Logf("the page says: %s", forms["the page"])
	}
	if len(mail.body) > 100_000 || strings.Contains(mail.body, "<script") || strings.Contains(mail.body, "<link") || strings.Contains(mail.body, "<style") {
		t.Errorf("the mail has %d bytes, or loads something", len(mail.body))
	}

	counted, rows := public.get("/updates/counted/"+edition), lead.get(desk+"/counted")
	links := regexp.MustCompile(`counted/[0-9a-f-]+\?issue=1#(figure-[0-9]+)">([0-9]+)<`).FindAllStringSubmatch(web.body, -1)
	if len(links) < 15 {
		t.Errorf("only %d numbers lead to their rows", len(links))
	}
	for _, l := range links {
		if !strings.Contains(counted.body, `id="`+l[1]+`"`) {
			t.Errorf("%s leads nowhere", l[0])
		}
		_, section, _ := strings.Cut(rows.body, `id="`+l[1]+`"`)
		section, _, _ = strings.Cut(section, "</section>")
		if n := strings.Count(section, "<li>"); strconv.Itoa(n) != l[2] {
			t.Errorf("%s has %d rows, and %s is told", l[1], n, l[2])
		}
	}
	if strings.Contains(counted.body, "LW-") || strings.Contains(counted.text(t), "P-0") {
		t.Error("everybody reads study numbers")
	}

	// A record is put right: a meeting was forgotten.
	group := s.one(t, `SELECT id FROM study_groups WHERE name = $1`, "PPI group")
	day := dates.Date{Year: 2023, Month: 12, Day: 1}
	if _, err := groups.Arrange(t.Context(), s.db, s.actor(t, s.cast.Researcher), once.Key{}, study, groups.Meeting{GroupID: group, Starts: day.At(10, 0), Ends: day.At(12, 0), Way: groups.Online, Joining: "A link", Access: "Online"}); err != nil {
		t.Fatal(err)
	}
	if got := lead.get(desk); got.status != http.StatusOK || !strings.Contains(got.text(t), "was told as 7 and is 8 now. Added: Meeting, 1 December 2023.") {
		t.Errorf("the check says nothing of a meeting that was forgotten: %s", got.text(t))
	}
	if again := public.get("/updates/" + edition); again.body != web.body {
		t.Error("what was published has changed")
	}
	feed := public.get("/updates/feed.xml")
	if feed.status != http.StatusOK || !strings.Contains(feed.body, "urn:uuid:"+edition) || !strings.Contains(feed.body, "Reconstruction") {
		t.Errorf("the feed: %d %s", feed.status, feed.body)
	}
}

// squeezed is a text without the spaces in it: paper and mail break lines elsewhere.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }
