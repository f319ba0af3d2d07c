package instruments_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/instruments"
	"linkwork/internal/web/webtest"
)

const wording = `{"instrument":"swemwbs","questions":{"swem_1":"A","swem_2":"B","swem_3":"C","swem_4":"D","swem_5":"E","swem_6":"F","swem_7":"G"},
	"answers":{"time":{"1":"None","2":"Rarely","3":"Some","4":"Often","5":"All"}}}`

// open serves the place, where the stranger is an administrator.
func open(t *testing.T) (*housetest.House, *housetest.Site) {
	h := housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, instruments.Routes())
}

func TestAnAdministratorChooses(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Stranger)
	const list = "/admin/instruments"
	b.Get(list).Is(t, 200, "ONS4 personal wellbeing", "SWEMWBS", "You load the wording", "!TIS-6")
	b.Get(list+"/none").Is(t, 404)
	b.Get(list+"/tis6").Is(t, 404)
	b.Get(list+"/gad7").Is(t, 200, "Who reads the answers on the same day?", "Reliable change 4 (NHS Talking Therapies manual)", "Not at all", `value="no" checked`)
	b.Post(list+"/gad7", "on", "yes", "_version", "0").Is(t, 422, "Say who reads the answers on the same day", `value="yes" checked`)
	b.Post(list+"/gad7", "on", "yes", "_version", "0", "reader", h.Worker.AccountID).Leads(t, list+"/gad7")
	b.Get(list+"/gad7").Is(t, 200, `value="yes" checked`)
	b.Post(list+"/gad7", "on", "no", "_version", "0").Is(t, 409)
	empty := b.Get(list+"/swemwbs/wording").Is(t, 200, `"swem_7": ""`)
	b.Get(list+"/gad7/wording").Is(t, 404)
	b.Get(list+"/gad7").Is(t, 200, list+"/gad7/questionnaire")
	b.Get(list+"/gad7/questionnaire").Is(t, 200, `"resourceType": "Questionnaire"`, "score.")
	b.Get(list+"/swemwbs").Is(t, 200, "!/questionnaire")
	b.Get(list+"/swemwbs/questionnaire").Is(t, 404)
	site.As(h.Worker).Get(list+"/gad7/questionnaire").Is(t, 404)
	b.Post(list+"/swemwbs", "on", "yes", "_version", "0", "wording", empty.Body, "permission", "Kept").Is(t, 422, "The wording lacks question swem_1", "Kept")
	b.Post(list+"/swemwbs", "on", "yes", "_version", "0", "wording", wording).Is(t, 422, "No permission is recorded", "swem_7")
	b.Post(list+"/swemwbs", "on", "yes", "_version", "0", "wording", wording, "permission", "Warwick, 2026").Leads(t, list+"/swemwbs")
	b.Get(list+"/swemwbs").Is(t, 200, "Warwick, 2026", "Recorded by "+h.Stranger.Name, "A wording is loaded", "<li>A (None, Rarely, Some, Often, All)</li>")
	b.Get(list+"/swemwbs").Is(t, 200, "When it is asked", `value="3, 6, 12"`)
	b.Post(list+"/swemwbs/schedule", "scheduled", "yes", "first_days", "21", "months", "3, soon", "weeks", "4", "_schedule", "0").Is(t, 422, "Enter months with commas between", `value="3, soon"`, `value="21"`, "Warwick, 2026")
	b.Post(list+"/swemwbs/schedule", "scheduled", "yes", "first_days", "21", "months", "6,3", "weeks", "3", "_schedule", "0").Leads(t, list+"/swemwbs")
	b.Get(list+"/swemwbs").Is(t, 200, `value="3, 6"`, `value="21"`)
	b.Post(list+"/swemwbs/schedule", "scheduled", "no", "first_days", "21", "months", "6", "weeks", "3", "_schedule", "0").Is(t, 409)
	site.As(h.Worker).Get(list).Is(t, 404)
	site.As(h.Worker).Post(list+"/swemwbs/schedule", "scheduled", "no").Is(t, 404)
}

func TestNobodyReadsAnyLonger(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Stranger)
	const page = "/admin/instruments/phq9"
	b.Post(page, "on", "yes", "_version", "0", "reader", h.Worker.AccountID).Leads(t, page)
	b.Get(page).Is(t, 200, `value="yes" checked`, "!Nobody reads the answers")
	dbtest.Write(t, h.DB, func(tx *db.Tx) error { return access.Leave(tx, h.Worker.AccountID) })
	b.Get(page).Is(t, 200, "Nobody reads the answers", `value="no" checked`)
	b.Get("/admin/instruments").Is(t, 200, "Off: nobody reads the answers")
}

func TestAValueSetIsChosen(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Stranger)
	const page = "/admin/instruments/eq5d5l"
	b.Get(page).Is(t, 200, "By which value set is the index worked out?", "UK value set 2026, United Kingdom, version 1", "Not verified: The coefficients were read from the R package", "The profile, by the value set")
	b.Post(page+"/value-set", "value_set", "nothing").Is(t, 422, "Choose a value set")
	b.Post(page+"/value-set", "value_set", "uk-2026").Leads(t, page)
	b.Get(page).Is(t, 200, `value="uk-2026" checked`)
	b.Post(page+"/value-sets", "set_name", "Ours", "set_table", "dimension,level,value\nMO,7,1\n").Is(t, 422, "Line 2", "Say where the numbers are from", `value="Ours"`, "MO,7,1", `value="uk-2026" checked`)
	b.Post(page+"/value-set", "value_set", "none").Leads(t, page)
	b.Get(page).Is(t, 200, `value="none" checked`)
	b.Post("/admin/instruments/ons4/value-set", "value_set", "uk-2026").Is(t, 404)
	site.As(h.Worker).Post(page+"/value-set", "value_set", "").Is(t, 404)
}

func TestTheyLookRight(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Stranger.AccountID)
	for name, path := range map[string]string{"instruments": "", "instrument-swemwbs": "/swemwbs", "instrument-phq9": "/phq9", "instrument-eq5d5l": "/eq5d5l"} {
		p.Go("/admin/instruments" + path)
		p.Check()
		p.Shot(name)
	}
}
