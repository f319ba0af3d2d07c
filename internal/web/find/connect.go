package find

import (
	"net/http"
	"slices"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const connectTitle = "Connect to a service"

// showConnect asks how the person is to be connected.
func showConnect(v *visit.Visit) error {
	return connectPage(v, nil, func(r *db.Snapshot, o onward) error {
		v.Fields.Values["share"] = connections.OnByDefault
		if o.Service.TakesReferrals == directory.Yes {
			v.Fields.Set("kind", string(connections.Referred))
		}
		return v.FillFromDraft(r, o.draftKey())
	})
}

func connectPage(v *visit.Visit, bad *db.Invalid, fill func(r *db.Snapshot, o onward) error) error {
	return v.ShowPerson(v.Path("person"), connectTitle, func(r *db.Snapshot) (visit.View, error) {
		o, err := readOnward(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if fill != nil {
			if err := fill(r, o); err != nil {
				return visit.View{}, err
			}
		}
		return v.FormView(o.frame(v, connectTitle), connectFormPage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// frame leads back to the results that the service was found in.
func (o onward) frame(v *visit.Visit, title string) shell.Page {
	page := shell.Page{Title: title, Back: &ui.Link{Text: "Find another service", Href: resultsIn(v.Fields).href(o.Subject.ID)}}
	o.Furnish(&page, "")
	return page
}

// connect signposts and introduces at once, because nothing leaves Linkwork. A
// referral is first shown as the organisation will get it, and then sent.
func connect(v *visit.Visit) error {
	switch {
	case v.Fields.Is("step", "change"):
		return connectPage(v, nil, nil)
	case kind(v.Fields) == connections.Referred:
		return refer(v)
	}
	return makeConnection(v)
}

func makeConnection(v *visit.Visit) error {
	o, err := onwardOf(v)
	if err != nil {
		return err
	}
	return send(v, o)
}

func onwardOf(v *visit.Visit) (o onward, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		o, err = readOnward(r, v)
		return err
	})
	return o, err
}

// refer shows the preview, or sends what was previewed if it is still the same.
func refer(v *visit.Visit) error {
	o, err := onwardOf(v)
	if err != nil {
		return err
	}
	if bad := checkReferral(v.Fields, o); bad != nil {
		return connectPage(v, bad, nil)
	}
	mark := seal(o.shown(v.Fields))
	if v.Fields.Is("step", "send") && v.Fields.Is("shown", mark) {
		return send(v, o)
	}
	return preview(v)
}

// checkReferral says before the preview what a referral lacks.
func checkReferral(f visit.Fields, o onward) *db.Invalid {
	bad := new(db.Invalid)
	if !slices.Contains(f.All("share"), "name") {
		bad.Add("share", "A referral needs at least the name. To share nothing, signpost instead")
	}
	if len([]rune(note(f))) > 2000 {
		bad.Add("note-referred", "Use 2,000 characters or fewer")
	}
	if permissions[f.Get("permission")] == "" {
		bad.Add("permission", "Ask "+o.CalledName()+" first. A referral needs their yes. Until then you can signpost")
	}
	if o.wantsNone() && f.Text("despite") == "" {
		bad.Add("despite", "Say why you send this one all the same")
	}
	if len([]rune(f.Text("despite"))) > 500 {
		bad.Add("despite", "Use 500 characters or fewer")
	}
	if len(bad.Fields) == 0 {
		return nil
	}
	return bad
}

func preview(v *visit.Visit) error {
	return v.ShowPerson(v.Path("person"), "What a service will get", func(r *db.Snapshot) (visit.View, error) {
		o, err := readOnward(r, v)
		if err != nil {
			return visit.View{}, err
		}
		changed := v.Fields.Is("step", "send")
		view := visit.View{Page: o.frame(v, previewTitle), Body: previewPage(v.Fields, o, changed, visit.NewToken())}
		if changed {
			view.Status = http.StatusConflict
		}
		return view, nil
	})
}

func send(v *visit.Visit, o onward) error {
	f := v.Fields
	made := connections.Onward{PersonID: o.Subject.ID, ServiceID: o.Service.ID, Kind: kind(f), Need: f.Get("need"), Note: note(f),
		Share: f.All("share"), Needs: o.shareableNeeds(), Permission: permissions[f.Get("permission")] != "", PermissionHow: permissions[f.Get("permission")],
		Despite: f.Text("despite"), BaseURL: v.House.BaseURL, DraftKey: o.draftKey()}
	if made.Need != "" && !vocabulary.Needs.Has(made.Need) {
		made.Need = ""
	}
	if _, err := connections.Make(v.Context(), v.House.DB, v.Actor, v.Once(), made); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return connectPage(v, asAsked(bad, f), nil) })
	}
	return v.Done(o.Href("/connections"), o.done(made.Kind))
}

// asAsked names the boxes of the form in faults found below it.
func asAsked(bad *db.Invalid, f visit.Fields) *db.Invalid {
	named := new(db.Invalid)
	for _, fault := range bad.Fields {
		switch fault.Field {
		case "note":
			fault.Field = "note-" + f.Get("kind")
		case "to":
			fault.Field, fault.Message = "kind", "This service’s email address is not a real one, so nothing can be sent. Call them, and introduce instead"
		}
		named.Add(fault.Field, fault.Message)
	}
	return named
}

// done says what has happened and, where nothing was sent, what is still to do.
func (o onward) done(k connections.Kind) string {
	switch {
	case k == connections.Signposted:
		return "Written down: signposted to " + o.Service.Name + "."
	case k == connections.Introduced:
		return "Written down: introduced to " + o.Service.Name + "."
	case o.mail() == "":
		return "Written down. Nothing was sent, because " + o.Service.Name + " has no email address for referrals. Call them, and write their answer down here."
	}
	return "The referral to " + o.Service.Name + " is on its way."
}
