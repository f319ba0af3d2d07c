package groups

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

const reportTitle = "How the public was involved"

func showReport(v *visit.Visit) error { return reportPage(v, nil) }

// reportPage shows the report, with the faults of the form of one of its lines.
func reportPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		sections, err := groups.Report(r, s)
		frame := instudy.Page(s, reportTitle, "", instudy.Back(s.Study, "Back to groups", "/groups"))
		return v.FormView(frame, reportBody(v.Fields, s, sections, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func editReport(v *visit.Visit) error {
	f := v.Fields
	if err := groups.EditReport(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), f.Get("item"), f.Get("words"), f.Version()); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return reportPage(v, bad) })
	}
	if f.Text("words") == "" {
		return instudy.Done(v, "/involvement/report", "The line stands again as the log says it.")
	}
	return instudy.Done(v, "/involvement/report", "Saved. What was drafted from the log stays beside it.")
}

// sendReport sends the report as it stands as a text.
func sendReport(v *visit.Visit) error {
	var text strings.Builder
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		sections, err := groups.Report(r, s)
		text.WriteString(reportTitle + "\n" + s.Study.Name + "\n")
		if s.Study.Reconstruction {
			text.WriteString("\n" + instudy.Reconstruction + "\n")
		}
		for _, x := range sections {
			text.WriteString("\n" + x.Heading + "\n\n")
			for _, line := range x.Items {
				text.WriteString("- " + line.Text() + "\n")
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.SendBody("public involvement.txt", "text/plain; charset=utf-8", []byte(text.String()))
}
