package day

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// taskList is the page of tasks: one page of one list, and how many are in
// each.
type taskList struct {
	diary.List
	Manages    bool // may look at the team's
	Counts     map[diary.Which]int
	Page       int
	Tasks      []diary.Task
	People     map[string]people.Person
	Names      map[string]string // of accounts
	Me         string
	Day        dates.Date
	SearchText string
}

func showTasks(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t := taskList{List: listAsked(v), Page: max(1, v.Fields.Number("page")), Counts: make(map[diary.Which]int)}
		var err error
		for _, which := range diary.Lists {
			if t.Counts[which], err = diary.CountTasks(r, v.Actor, diary.List{Team: t.Team, Which: which}); err != nil {
				return visit.View{}, err
			}
		}
		t.Page = min(t.Page, t.pages())
		if t.Tasks, err = diary.Tasks(r, v.Actor, t.List, (t.Page-1)*pageSize, pageSize); err != nil {
			return visit.View{}, err
		}
		err = t.furnish(r, v.Actor)
		return visit.View{Page: shell.Page{Title: "Tasks", Section: "Tasks", Wide: true}, Body: tasksPage(t, visit.NewToken())}, err
	})
}

// listAsked reads which list is wanted; the team's is for managers.
func listAsked(v *visit.Visit) diary.List {
	l := diary.List{Which: diary.All, Team: v.Actor.Is(access.Manager) && !v.Fields.Is("whose", "mine")}
	if which := diary.Which(v.Fields.Get("list")); slices.Contains(diary.Lists, which) {
		l.Which = which
	}
	return l
}

// furnish finds the names of whom the tasks are about and whose they are.
func (t *taskList) furnish(r db.Reader, by access.Actor) (err error) {
	t.Day, t.Me, t.Manages = dates.Of(r.Now()), by.AccountID, by.Is(access.Manager)
	about, workers := make(map[string]bool), make(map[string]bool)
	for _, task := range t.Tasks {
		workers[task.AccountID] = true
		if task.PersonID != "" {
			about[task.PersonID] = true
		}
	}
	if t.People, err = people.Named(r, slices.Sorted(maps.Keys(about))); err != nil {
		return err
	}
	t.Names, err = identity.Names(r, slices.Sorted(maps.Keys(workers)))
	return err
}

func (t taskList) pages() int { return max(1, (t.Counts[t.Which]+pageSize-1)/pageSize) }

func (t taskList) href(l diary.List, page int) string {
	href := "/tasks?list=" + string(l.Which)
	if t.Manages && !l.Team {
		href += "&whose=mine"
	}
	if page > 1 {
		href += "&page=" + strconv.Itoa(page)
	}
	return href
}

// searched is the most that is looked through; nobody has as much to do.
const searched = 2000

// searchTasks looks for words in open tasks and in the names of whom they are
// about. The words are posted, and looking is audited for everybody found.
func searchTasks(v *visit.Visit) error {
	t := taskList{List: diary.List{Which: diary.All, Team: true}, SearchText: v.Fields.Text("words")}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		if t.Tasks, err = diary.Tasks(tx, v.Actor, t.List, 0, searched); err != nil {
			return err
		}
		if err := t.furnish(tx, v.Actor); err != nil {
			return err
		}
		t.Tasks = slices.DeleteFunc(t.Tasks, func(task diary.Task) bool { return !t.matches(task) })
		return t.noteFound(tx, v.Actor.Audit())
	})
	if err != nil {
		return err
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		return visit.View{Page: shell.Page{Title: "Search tasks", Section: "Tasks", Wide: true, Back: &ui.Link{Text: "Back to tasks", Href: "/tasks"}}, Body: foundTasksPage(t, visit.NewToken())}, nil
	})
}

// matches reports whether every word is somewhere in the task or in the name.
func (t taskList) matches(task diary.Task) bool {
	text := people.Fold(task.Title + " " + t.People[task.PersonID].FullName())
	words := strings.Fields(people.Fold(t.SearchText))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func (t taskList) noteFound(tx *db.Tx, by audit.Actor) error {
	noted := make(map[string]bool)
	for _, task := range t.Tasks {
		if task.PersonID == "" || noted[task.PersonID] {
			continue
		}
		noted[task.PersonID] = true
		if err := audit.View(tx, by, task.PersonID, "search"); err != nil {
			return err
		}
	}
	return nil
}
