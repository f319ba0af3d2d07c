package approvals

import (
	"strconv"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/keepers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showSettings(v *visit.Visit) error { return settingsPageOf(v, nil) }

func settingsPageOf(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := keepers.TheSettings(r)
		if bad == nil {
			v.Fields.Set("asks", map[bool]string{true: "yes", false: "no"}[s.Asks])
			v.Fields.Set("a_day", strconv.Itoa(s.ADay))
			v.Fields.Set("_version", strconv.Itoa(s.Version))
		}
		page := shell.Page{Title: "Asking organisations", Section: section, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return v.FormView(page, settingsPage(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func saveSettings(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) error {
		var bad db.Invalid
		if !v.Fields.Is("asks", "yes") && !v.Fields.Is("asks", "no") {
			bad.Add("asks", "Choose whether organisations are asked")
			return bad.Err()
		}
		s := keepers.Settings{Asks: v.Fields.Is("asks", "yes"), ADay: v.Fields.Number("a_day"), Version: v.Fields.Version()}
		if err := keepers.SaveSettings(tx, s); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "keepers.settings", "", "area", "area")
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return settingsPageOf(v, bad) })
	}
	return v.Done(SettingsPath, "Saved.")
}
