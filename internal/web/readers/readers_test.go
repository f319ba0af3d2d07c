package readers_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/housetest"
	webreaders "linkwork/internal/web/readers"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

type house struct {
	*studytest.Study
	site *housetest.Site
	at   string
}

func open(t *testing.T) *house {
	h := &house{Study: studytest.New(castest.New(t, dbtest.SQLite(t)))}
	who, err := identity.New(h.DB, "http://127.0.0.1:8080")
	h.OK(err)
	h.Write(func(tx *db.Tx) error {
		for _, a := range []access.Actor{h.Lead, h.Field, h.Admin} {
			if err := identity.Activate(tx, a.AccountID); err != nil {
				return err
			}
		}
		return nil
	})
	pages := &housetest.House{House: &visit.House{DB: h.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = pages.Serve(t, webreaders.Routes())
	h.at = "/studies/" + h.ID + "/readers"
	return h
}

const file = "address,name,topics,agreed how,agreed on\r\n" +
	"ann@example.org,\"=HYPERLINK(\"\"https://evil.example\"\")\",Findings,\"@the event, on paper\",2023-09-20\r\nben@example.org,-Ben,,+1,2023-09-20\r\ncal@example.org,,,,\r\nnobody,,,,\r\n"

func TestATeamKeepsItsReaders(t *testing.T) {
	h := open(t)
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Width(320)
	p.Go("/begin/" + h.Lead.AccountID)
	p.Go(h.at)
	p.Check()
	p.Submit("Save the settings")
	p.See("Say what comes, and how often")
	p.Check()
	p.Fill("What comes, and how often", "Four times a year.")
	p.Choose("Anybody, on a public page")
	p.Submit("Save the settings")
	p.See("confirmed")
	p.Check()
	lead := h.site.As(h.Lead)
	lead.Post(h.at+"/topics", "topic", "Findings").Leads(t, h.at)
	lead.Send(h.at+"/upload", "file", []byte("nothing")).Is(t, 422, "The file has no column")
	lead.Send(h.at+"/upload", "file", []byte(file)).Is(t, 200, "Added: 2", "Asked by mail to confirm: 1", "Not an email address")
	lead.Get(h.at+"/all?state=asked").Is(t, 200, "cal@example.org", "1 reader.", "!ann@example.org")
	p.Go(h.at + "/all")
	p.See("ann@example.org")
	p.Check()
	p.Fill("Find by address or name", "BEN@")
	p.Submit("Find")
	p.See("1 reader.")
	p.DontSee("ann@example.org")
	if strings.Contains(p.Path(), "BEN") {
		t.Error("an address stands in an address")
	}
	var id string
	h.Write(func(tx *db.Tx) (err error) {
		id, err = readers.Send(tx, h.Lead, readers.Mail{StudyID: h.ID, Subject: "What we found", HTML: "{unsubscribe}{preferences}", Text: "{unsubscribe}{preferences}"})
		return err
	})
	p.Go(h.at + "/sendings/" + id)
	p.See("Sent 0 of 2. You can leave this page.")
	p.Check()
	p.Submit("Pause")
	p.See("Paused.")
	p.Submit("Resume")
	p.See("It goes on.")
	p.Click("Stop for good")
	p.Check()
	p.Submit("Stop for good")
	p.See("2 were stopped.")
	p.Check()
	p.Go(h.at)
	p.Check()
}

// T22: what an export writes, a spreadsheet does not run, and an import reads back.
func TestAFileGoesOutAndComesBack(t *testing.T) {
	h := open(t)
	h.OK(readers.Keep(h.Context(), h.DB, h.Lead, once.Key{}, readers.List{StudyID: h.ID, Title: "News", About: "News", Rate: 1, Connections: 1}))
	lead := h.site.As(h.Lead)
	lead.Post(h.at+"/topics", "topic", "Findings").Leads(t, h.at)
	lead.Send(h.at+"/upload", "file", []byte(strings.ReplaceAll(file, "Findings", ""))).Is(t, 200)
	out := lead.Get(h.at + "/readers.csv")
	rows, err := csv.NewReader(strings.NewReader(out.Raw)).ReadAll()
	h.OK(err)
	if len(rows) != 3 {
		t.Fatalf("%v", rows)
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	lead.Send(h.at+"/upload", "file", []byte(out.Raw)).Is(t, 200, "Is there already: 2")
	for _, path := range []string{"", "/all", "/readers.csv"} {
		h.site.As(h.Field).Get(h.at+path).Is(t, 404)
		h.site.As(h.Admin).Get(h.at+path).Is(t, 404)
	}
}

func TestAnAdministratorHandsInWhatCameBack(t *testing.T) {
	h := open(t)
	admin := h.site.As(h.Admin)
	admin.Get(webreaders.ReturnedPath).Is(t, 200, "Mail that came back")
	admin.Post(webreaders.ReturnedPath, "pasted", "Dear all").Is(t, 422, "This is no report", "Dear all")
	report := "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; <ann@example.org>\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
	admin.Post(webreaders.ReturnedPath, "pasted", report).Is(t, 200, "ann@example.org: Nobody on a list, or no longer.")
	admin.Send(webreaders.ReturnedPath, "report", []byte(report)).Is(t, 200, "Nobody on a list")
	h.site.As(h.Lead).Get(webreaders.ReturnedPath).Is(t, 404)
}
