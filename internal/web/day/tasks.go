package day

import (
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func doneTask(v *visit.Visit) error {
	if err := diary.Done(v.Context(), v.House.DB, v.Actor, v.Path("task")); err != nil {
		return err
	}
	return v.Done(backTo(v), "Done.")
}

func undoTask(v *visit.Visit) error {
	if err := diary.Undo(v.Context(), v.House.DB, v.Actor, v.Path("task")); err != nil {
		return err
	}
	return v.Done("/tasks", "Back among the tasks.")
}

// backTo is where the button was that sent the form.
func backTo(v *visit.Visit) string {
	if v.Fields.Is("from", "tasks") {
		return "/tasks"
	}
	return "/day"
}

func showMove(v *visit.Visit) error { return moveForm(v, nil) }

func moveTask(v *visit.Visit) error {
	var bad db.Invalid
	to := v.Fields.Date("due", &bad)
	err := bad.Err()
	if err == nil {
		err = diary.Move(v.Context(), v.House.DB, v.Actor, v.Path("task"), to, v.Fields.Text("why"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return moveForm(v, bad) })
	}
	return v.Done(backTo(v), "Moved to "+to.Long()+".")
}

func moveForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		task, err := diary.TheTask(r, v.Actor, v.Path("task"))
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(shell.Page{Title: "Move to another day", Section: "Tasks", Back: &ui.Link{Text: "Back", Href: backTo(v)}},
			movePage(v.Fields, task, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}
