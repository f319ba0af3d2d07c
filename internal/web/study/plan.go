package study

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// plan is what a study is, wants and owes.
type plan struct {
	studies.Seat
	Aims        []string
	Targets     []studies.Target
	Former      []studies.Target
	Waves       []fieldwork.Wave
	Sites       []studies.Site
	Commitments []studies.Commitment
	Follows     string // name of the study that it follows on from
	Today       dates.Date
	Failed      string // the form that came back
}

func showPlan(v *visit.Visit) error { return planPage(v, "", nil) }

func planPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p := plan{Seat: s, Today: dates.Of(r.Now()), Failed: failed}
		var err error
		if p.Aims, err = s.Aims(r); err != nil {
			return visit.View{}, err
		}
		if p.Targets, err = s.Targets(r); err != nil {
			return visit.View{}, err
		}
		if p.Former, err = s.FormerTargets(r); err != nil {
			return visit.View{}, err
		}
		if p.Sites, err = s.AllSites(r); err != nil {
			return visit.View{}, err
		}
		if p.Waves, err = fieldwork.Waves(r, s); err != nil {
			return visit.View{}, err
		}
		if p.Commitments, err = s.Commitments(r); err != nil {
			return visit.View{}, err
		}
		mine, err := studies.Mine(r, v.Actor)
		for _, other := range mine {
			if other.ID == s.Study.FollowsID {
				p.Follows = other.Name
			}
		}
		return v.FormView(instudy.Page(s, "Plan", "Plan", nil), planBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

// planned leads back to the plan, or shows it with the form that came back.
func planned(v *visit.Visit, err error, form, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return planPage(v, form, bad) })
	}
	return instudy.Done(v, "/plan", words)
}

func showChange(v *visit.Visit) error { return changeForm(v, nil) }

func changeForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		if bad == nil {
			fillStudy(v.Fields, s.Study)
		}
		mine, err := studies.Mine(r, v.Actor)
		follows := []ui.Choice{{Text: "No other study"}}
		for _, other := range mine {
			if other.ID != s.Study.ID {
				follows = append(follows, ui.Choice{Value: other.ID, Text: other.Name})
			}
		}
		page := instudy.Page(s, "What the study is", "", instudy.Back(s.Study, "Back to the plan", "/plan"))
		return v.FormView(page, changePage(v.Fields, s, follows, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Lead)
}

// retentionRows is how many kinds of data the form has room for beyond those that
// are there.
const retentionRows = 3

func fillStudy(f visit.Fields, s studies.Study) {
	for name, value := range map[string]string{"name": s.Name, "title": s.Title, "summary": s.Summary, "question": s.Question, "follows": s.FollowsID,
		"iras": s.IRAS, "rec": s.REC, "award": s.Award, "sponsor": s.Sponsor, "funder": s.Funder, "registration": s.Registration,
		"acknowledgement": s.Acknowledgement, "disclaimer": s.Disclaimer, "enquiries": s.Enquiries,
		"basis": s.Data.Basis, "condition": s.Data.Condition, "controller": s.Data.Controller, "processors": s.Data.Processors, "impact": s.Data.Impact, "data_plan": s.Data.Plan} {
		f.Set(name, value)
	}
	f.SetDate("starts", s.Starts)
	f.SetDate("ends", s.Ends)
	f.SetNumber("rows", len(s.Data.Retention)+retentionRows)
	for i, x := range s.Data.Retention {
		n := strconv.Itoa(i)
		f.Set("kind-"+n, x.Kind)
		f.Set("months-"+n, strconv.Itoa(x.Months))
		f.Set("why-"+n, x.Why)
	}
}

func change(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	s := studies.Study{ID: v.Path("study"), Version: f.Version(), Name: f.Get("name"), Title: f.Get("title"), Summary: f.Get("summary"), Question: f.Get("question"), FollowsID: f.Get("follows"),
		Starts: f.Date("starts", bad), Ends: f.Date("ends", bad),
		Identifiers: studies.Identifiers{IRAS: f.Get("iras"), REC: f.Get("rec"), Award: f.Get("award"), Sponsor: f.Get("sponsor"), Funder: f.Get("funder"), Registration: f.Get("registration")},
		Wording:     studies.Wording{Acknowledgement: f.Get("acknowledgement"), Disclaimer: f.Get("disclaimer"), Enquiries: f.Get("enquiries")},
		Data:        studies.DataProtection{Basis: f.Get("basis"), Condition: f.Get("condition"), Controller: f.Get("controller"), Processors: f.Get("processors"), Impact: f.Get("impact"), Plan: f.Get("data_plan")}}
	rows := map[string]string{"plan": "data_plan"} // fields of the form, where a row before is empty
	for i := range min(f.Number("rows"), 50) {
		n := strconv.Itoa(i)
		if f.Text("kind-"+n)+f.Text("months-"+n)+f.Text("why-"+n) == "" {
			continue
		}
		for _, name := range []string{"kind-", "months-", "why-"} {
			rows[name+strconv.Itoa(len(s.Data.Retention))] = name + n
		}
		s.Data.Retention = append(s.Data.Retention, studies.Retention{Kind: f.Get("kind-" + n), Months: f.Number("months-" + n), Why: f.Get("why-" + n)})
	}
	err := studies.Change(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), s)
	if err != nil {
		return v.Again(onForm(err, rows), func(bad *db.Invalid) error { return changeForm(v, bad) })
	}
	return instudy.Done(v, "/plan", "Saved.")
}

func move(v *visit.Visit) error {
	bad := new(db.Invalid)
	on := v.Fields.Date("day", bad)
	to := studies.State(v.Fields.Get("state"))
	err := studies.Move(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Version(), to, on)
	words := "The study is at this step now: " + to.Words() + "."
	if err == nil && to == studies.Open {
		words, err = openedWords(v)
	}
	return planned(v, err, "state", words)
}

// openedWords say that the study is open, and what it still lacks.
func openedWords(v *visit.Visit) (words string, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Lead)
		if err != nil {
			return err
		}
		steps, err := progress.Begin(r, s)
		words = "The study is open."
		if left := leftOf(steps); left != "" {
			words += " Still to do: " + left + "."
		}
		return err
	})
	return words, err
}

func publish(v *visit.Visit) error {
	published := v.Fields.Is("published", "yes")
	words := "The study has no public page any more."
	if published {
		words = "The study has its public page."
	}
	return planned(v, studies.Publish(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Version(), published), "page", words)
}

func setAims(v *visit.Visit) error {
	aims := strings.Split(strings.ReplaceAll(v.Fields.Get("aims"), "\r\n", "\n"), "\n")
	return planned(v, studies.SetAims(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), aims), "aims", "The aims are saved.")
}

func setTarget(v *visit.Visit) error {
	f := v.Fields
	t := studies.Target{StudyID: v.Path("study"), Measure: studies.Measure(f.Get("measure")), Who: studies.Kind(f.Get("who")), Wave: f.Get("wave"), SiteID: f.Get("site"), Planned: f.Number("planned"), Words: f.Get("words")}
	return planned(v, studies.SetTarget(v.Context(), v.House.DB, v.Actor, v.Once(), t), "target", "The target is set.")
}

func addWave(v *visit.Visit) error {
	f := v.Fields
	w := fieldwork.Wave{StudyID: v.Path("study"), Code: f.Get("code"), Name: f.Get("wave_name"), Who: studies.Kind(f.Get("wave_who")), FromDay: f.Number("from"), ToDay: f.Number("to")}
	_, err := fieldwork.AddWave(v.Context(), v.House.DB, v.Actor, v.Once(), w)
	return planned(v, onForm(err, map[string]string{"name": "wave_name"}), "wave", "The wave is added.")
}

// onForm names the fields of a fault as the form does, where a page has several
// forms with fields of the same name.
func onForm(err error, names map[string]string) error {
	bad, ok := err.(*db.Invalid)
	if !ok {
		return err
	}
	for i, f := range bad.Fields {
		if name, there := names[f.Field]; there {
			bad.Fields[i].Field = name
		}
	}
	return bad
}

func promise(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	c := studies.Commitment{StudyID: v.Path("study"), Kind: studies.Owed(f.Get("kind")), Whom: f.Get("whom"), Words: f.Get("owed_words"), Due: f.Date("due", bad)}
	_, err := studies.Promise(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), c)
	return planned(v, onForm(err, map[string]string{"words": "owed_words"}), "owed", "Noted as owed.")
}

func keep(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	on := f.Date("done_on", bad)
	err := studies.Keep(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("commitment"), f.Version(), on, f.Get("done"))
	return planned(v, err, v.Path("commitment"), "Noted as done.")
}
