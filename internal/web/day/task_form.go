package day

import (
	"cmp"
	"strconv"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// taskForm is the form of a new task, or of one that is edited.
type taskForm struct {
	Task   diary.Task // zero when new
	Action string
	Takers []ui.Choice
}

func showNewTask(v *visit.Visit) error { return newTask(v, nil) }

func newTask(v *visit.Visit, bad *db.Invalid) error {
	if bad == nil {
		v.Fields.SetDate("due", dates.Of(v.House.DB.Now()).NextWorkingDay())
		v.Fields.Set("account", v.Actor.AccountID)
	}
	return taskPage(v, "Add a task", diary.Task{PersonID: v.Path("person")}, bad)
}

// taskPage shows the form; about a person under their banner and audited.
func taskPage(v *visit.Visit, title string, task diary.Task, bad *db.Invalid) error {
	read := func(r *db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: title, Section: "Tasks", Back: &ui.Link{Text: "Back to tasks", Href: "/tasks"}}
		if task.PersonID != "" {
			s, err := about.Of(r, v.Actor, task.PersonID)
			if err != nil {
				return visit.View{}, err
			}
			s.Furnish(&page, "")
		}
		f := taskForm{Task: task, Action: v.R.URL.Path}
		takers, err := takers(r, v.Actor, task.PersonID)
		f.Takers = takers
		return v.FormView(page, taskFormPage(v.Fields, f, title, visit.NewToken(), visit.Faults(bad)), bad), err
	}
	if task.PersonID == "" {
		return v.Show(read)
	}
	return v.ShowPerson(task.PersonID, title, read)
}

func takers(r db.Reader, by access.Actor, personID string) ([]ui.Choice, error) {
	ids, err := diary.Takers(r, by, personID)
	if err != nil {
		return nil, err
	}
	names, err := identity.Names(r, ids)
	var items []ui.Choice
	for _, id := range ids {
		name := names[id]
		if id == by.AccountID {
			name += " (you)"
		}
		items = append(items, ui.Choice{Value: id, Text: name})
	}
	return items, err
}

// taskOf reads what was typed about a task.
func taskOf(v *visit.Visit) diary.Task {
	f := v.Fields
	task := diary.Task{PersonID: v.Path("person"), AccountID: f.Get("account"), Title: f.Text("title")}
	if unit := f.Get("unit"); unit != once {
		task.Repeat = diary.Repeat{Every: f.Number("every"), Unit: diary.Unit(unit)}
	}
	return task
}

func addTask(v *visit.Visit) error {
	task, bad := taskOf(v), new(db.Invalid)
	task.Due = v.Fields.Date("due", bad)
	err := bad.Err()
	if err == nil {
		_, err = diary.Note(v.Context(), v.House.DB, v.Actor, v.Once(), task)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newTask(v, bad) })
	}
	return v.Done("/tasks?whose=mine", "Task added for "+task.Due.Long()+".")
}

func showEditTask(v *visit.Visit) error { return editTask(v, nil) }

func editTask(v *visit.Visit, bad *db.Invalid) error {
	var task diary.Task
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		task, err = diary.TheTask(r, v.Actor, v.Path("task"))
		return err
	})
	if err != nil {
		return err
	}
	if bad == nil {
		f := v.Fields
		f.Set("title", task.Title)
		f.Set("account", task.AccountID)
		f.Set("unit", cmp.Or(string(task.Repeat.Unit), once))
		f.Set("every", strconv.Itoa(max(1, task.Repeat.Every)))
	} else {
		task.Version = v.Fields.Version()
	}
	return taskPage(v, "Change a task", task, bad)
}

func changeTask(v *visit.Visit) error {
	task := taskOf(v)
	task.ID, task.Version = v.Path("task"), v.Fields.Version()
	if err := diary.Change(v.Context(), v.House.DB, v.Actor, task); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editTask(v, bad) })
	}
	return v.Done("/tasks", "Task changed.")
}

// repeatItems are the answers to "does it come again?"; "" is once.
func repeatItems() []ui.Choice {
	return []ui.Choice{{Value: once, Text: "No"}, {Value: string(diary.EveryDay), Text: "Every so many days"},
		{Value: string(diary.EveryWeek), Text: "Every so many weeks"}, {Value: string(diary.EveryMonth), Text: "Every so many months"}}
}

// once is the answer that a task does not come again.
const once = "once"
