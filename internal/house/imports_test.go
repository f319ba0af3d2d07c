package house_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// floors lists the rooms from top to bottom. A room may import those on lower
// lines only; rooms on one line do not know each other. It is the picture of
// ARCHITECTURE.md: change both together, on purpose.
var floors = []string{
	"cmd/linkwork",
	"internal/web",
	"internal/web/admin internal/web/answer internal/web/approvals internal/web/around internal/web/askhelp internal/web/calendar internal/web/choose internal/web/day internal/web/desk internal/web/doubles internal/web/elsewhere internal/web/enter internal/web/feedback internal/web/feeds internal/web/fill internal/web/find internal/web/gallery internal/web/gathered internal/web/info internal/web/instruments internal/web/keep internal/web/lonework internal/web/mdt internal/web/offers internal/web/outreach internal/web/person internal/web/refer internal/web/reflect internal/web/safety internal/web/setup internal/web/sources internal/web/taxonomies internal/web/team internal/web/triage internal/web/asked" +
		" internal/web/study internal/web/photos internal/web/album internal/web/survey internal/web/answering internal/web/fieldwork internal/web/passages internal/web/meet internal/web/participants internal/web/takepart internal/web/custodian internal/web/stop internal/web/wordings internal/web/builder internal/web/updates internal/web/archive internal/web/infographic internal/web/findings internal/web/readers internal/web/subscribe internal/web/events internal/web/attend internal/web/groups internal/web/member",
	"internal/web/issue",
	"internal/web/bylink internal/web/instudy internal/web/about internal/web/questions internal/web/listing internal/web/housetest",
	"internal/web/visit",
	"internal/web/serve internal/web/webtest",
	"internal/web/shell",
	"internal/web/chart internal/web/qr",
	"internal/web/ui",
	"internal/web/assets",
	"internal/tools/load",
	"internal/tools/fill internal/tools/notices",
	"internal/publicdirectory",
	"internal/openreferral/harvest internal/openreferral/publish internal/openreferral/check",
	"internal/demo internal/fhir internal/openreferral internal/prsb internal/inbound",
	"internal/openreferral/client",
	"internal/studies/studytest",
	"internal/castest",
	"internal/duplicates",
	"internal/letters",
	"internal/lonework",
	"internal/workforce internal/shortlist",
	"internal/outreach internal/proactive internal/desk internal/mdt internal/practicalhelp internal/correspondence",
	"internal/casework internal/keepers",
	"internal/connections",
	"internal/measures",
	"internal/referrals",
	"internal/updates",
	"internal/engagement/findings",
	"internal/updates/readers",
	"internal/studies/progress",
	"internal/studies/interviewees",
	"internal/engagement/groups internal/engagement/events",
	"internal/studies/questionnaires",
	"internal/safeguarding internal/feedback internal/circle internal/forms",
	"internal/doubles internal/freshness",
	"internal/directory",
	"internal/asking internal/studies/custodian",
	"internal/people",
	"internal/reflections",
	"internal/diary internal/supervision",
	"internal/studies/interviews",
	"internal/studies/fieldwork internal/studies/photos",
	"internal/studies/consent",
	"internal/studies/participants",
	"internal/studies/approvals",
	"internal/studies/outputs",
	"internal/studies",
	"internal/identity",
	"internal/messages",
	"internal/access",
	"internal/teams",
	"internal/links",
	"internal/drafts internal/files",
	"internal/jobs",
	"internal/audit",
	"internal/sameness internal/taxonomies internal/search internal/disclosure",
	"internal/places internal/pictures",
	"internal/db/backup internal/db/once internal/db/dbtest internal/messages/mailtest",
	"internal/db",
	"internal/db/migrations",
	"internal/forms/questionnaire",
	"internal/instruments",
	"internal/forms/redcap internal/forms/xlsform internal/forms/form/formtest",
	"internal/forms/form",
	"internal/forms/formula",
	"internal/markdown internal/vocabulary internal/words internal/dates internal/stats internal/studies/sampling internal/studies/flow internal/fhir/r4 internal/openreferral/document internal/openreferral/standard internal/shareddata",
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "linkwork/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestARoomImportsOnlyRoomsBelowIt(t *testing.T) {
	floor := make(map[string]int)
	for i, rooms := range floors {
		for _, room := range strings.Fields(rooms) {
			floor["linkwork/"+room] = i
		}
	}
	for _, p := range packages(t) {
		mine, ok := floor[p.ImportPath]
		if !ok {
			if p.ImportPath != "linkwork/internal/house" {
				t.Errorf("%s has no floor: add it to the picture", p.ImportPath)
			}
			continue
		}
		for _, imported := range p.Imports {
			if theirs, ours := floor[imported]; ours && theirs <= mine {
				t.Errorf("%s imports %s, which is not below it", p.ImportPath, imported)
			}
		}
	}
}

func TestPagesSpeakNoSQL(t *testing.T) {
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, "linkwork/internal/web") {
			continue
		}
		for _, imported := range p.Imports {
			if imported == "database/sql" {
				t.Errorf("%s imports database/sql", p.ImportPath)
			}
		}
	}
}
