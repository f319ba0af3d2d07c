package day

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/lonework"
	"linkwork/internal/outreach"
	"linkwork/internal/people"
	"linkwork/internal/proactive"
	"linkwork/internal/referrals"
	"linkwork/internal/reflections"
	"linkwork/internal/safeguarding"
	"linkwork/internal/supervision"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// today is everything on the page. Each figure is the length of its list.
type today struct {
	Now          time.Time
	Day          dates.Date
	Unrecorded   []diary.Appointment // over, and nobody has recorded them
	Appointments []diary.Appointment // the rest of today
	Late, Due    []diary.Task        // before today, and today, but for:
	Answers      []diary.Task        // what services and people answered, to look at
	Messages     []desk.Note         // what came in
	CheckIns     []casework.Holding  // those whose day has come
	Safety       int                 // safeguarding concerns that nobody has acknowledged, for those in charge
	Opened       []safeguarding.Look // records of one's people that others opened in an emergency
	Brought      []reflections.Reflection
	Supervisions []supervision.Supervision // planned
	Registers    []outreach.Session        // to take, of groups that the reader leads
	Offers       []proactive.Line          // people on lists of practices whom the reader is to ask
	Reader       string                    // account
	Holdings     []casework.Holding        // longest first
	New          []referrals.Referral
	ForMe        []referrals.Referral // those of New that wait for the reader
	Visits       []lonework.Visit     // at home, of the reader, that are not over
	Alarms       []lonework.Visit     // of colleagues, which lie with the reader
	Team         teams.Team
	NotThereYet  []referrals.PracticeEntry
	Unanswered   []connections.Connection
	ByPhone      []connections.Connection // answers that the reader wrote down and can take back
	Handed       []workforce.Handing      // given to the reader, not read yet
	Covering     []coveredPerson          // whom the reader covers for today
	Returns      []workforce.Return       // what happened while the reader was away
	Away         []workforce.Absence      // of the reader, now or to come
	Declined     []workforce.Transfer     // which another team declined, not read yet
	Asked        int                      // transfers that wait for the reader's team
	Measures     []casework.MeasureDue    // questionnaires to ask
	Quiet        []casework.Row           // no conversation for 4 weeks
	People       map[string]people.Person
	Open         int
}

// unopened is after how many days an unanswered referral shows on the day.
const unopened = 3

func showDay(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := read(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: t.Day.WithDay(), Section: "My day"}, Body: dayPage(t, visit.NewToken())}, nil
	})
}

func read(r *db.Snapshot, by access.Actor) (t today, err error) {
	t.Now, t.Day = r.Now(), dates.Of(r.Now())
	planned, err := diary.Planned(r, by.AccountID, t.Day)
	if err != nil {
		return t, err
	}
	for _, a := range planned {
		if a.Past(t.Now) {
			t.Unrecorded = append(t.Unrecorded, a)
		} else {
			t.Appointments = append(t.Appointments, a)
		}
	}
	tasks, err := diary.ToDo(r, by.AccountID, t.Day)
	if err != nil {
		return t, err
	}
	for _, task := range tasks {
		if task.Kind == diary.Answer || task.Kind == diary.Measures || task.Kind == diary.Form {
			t.Answers = append(t.Answers, task)
		} else if task.DaysLate(t.Day) > 0 {
			t.Late = append(t.Late, task)
		} else {
			t.Due = append(t.Due, task)
		}
	}
	if t.Handed, err = workforce.Unread(r, by); err != nil {
		return t, err
	}
	if t.Declined, err = workforce.Declined(r, by); err != nil {
		return t, err
	}
	waiting, err := workforce.TransfersTo(r, by)
	if err != nil {
		return t, err
	}
	t.Asked = len(waiting)
	if err := t.readCover(r, by); err != nil {
		return t, err
	}
	if t.Holdings, err = casework.HeldBy(r, by.AccountID); err != nil {
		return t, err
	}
	t.CheckIns = checkInsDue(t.Holdings, t.Day)
	if t.Messages, err = desk.Waiting(r, by); err != nil {
		return t, err
	}
	if t.Safety, err = safeguarding.Unseen(r, by); err != nil {
		return t, err
	}
	if t.Opened, err = safeguarding.OpenedLately(r, by); err != nil {
		return t, err
	}
	if t.Brought, err = reflections.BroughtBy(r, by); err != nil {
		return t, err
	}
	if t.Visits, err = lonework.Mine(r, by); err != nil {
		return t, err
	}
	if t.Alarms, err = lonework.WaitingFor(r, by); err != nil {
		return t, err
	}
	if t.Offers, err = proactive.DueTo(r, by); err != nil {
		return t, err
	}
	t.Reader = by.AccountID
	if t.Registers, err = outreach.ToRegister(r, by); err != nil {
		return t, err
	}
	if t.Supervisions, err = supervision.Mine(r, by); err != nil {
		return t, err
	}
	inbox, err := referrals.TeamInbox(r, by)
	if err != nil {
		return t, err
	}
	t.New = inbox.New
	given, err := workforce.GivenIn(r, by.TeamID())
	if err != nil {
		return t, err
	}
	for _, ref := range t.New {
		if given[ref.ID].AccountID == by.AccountID {
			t.ForMe = append(t.ForMe, ref)
		}
	}
	entries, err := referrals.NotThereYet(r, by)
	if err != nil {
		return t, err
	}
	t.NotThereYet = unsent(entries)
	if t.Unanswered, err = connections.Unanswered(r, by.AccountID, t.Day.AddDays(-unopened)); err != nil {
		return t, err
	}
	if t.ByPhone, err = connections.ByPhone(r, by); err != nil {
		return t, err
	}
	if t.Quiet, err = casework.Quiet(r, by, t.Day.AddDays(-28)); err != nil {
		return t, err
	}
	if t.Measures, err = casework.MeasuresDue(r, by); err != nil {
		return t, err
	}
	if t.Open, err = casework.Count(r, by, casework.Mine); err != nil {
		return t, err
	}
	if t.Team, err = teams.TheTeam(r, by.TeamID()); err != nil {
		return t, err
	}
	t.People, err = people.Named(r, t.ids())
	return t, err
}

func (t today) ids() []string {
	seen := make(map[string]bool)
	var ids []string
	add := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, a := range slices.Concat(t.Unrecorded, t.Appointments) {
		add(a.PersonID)
	}
	for _, task := range slices.Concat(t.Late, t.Due, t.Answers) {
		add(task.PersonID)
	}
	for _, h := range t.Holdings {
		add(h.PersonID)
	}
	for _, n := range t.Messages {
		add(n.PersonID)
	}
	for _, c := range t.Covering {
		add(c.PersonID)
	}
	for _, back := range t.Returns {
		for _, c := range back.Contacts {
			add(c.PersonID)
		}
	}
	for _, d := range t.Declined {
		add(d.PersonID)
	}
	for _, h := range t.Handed {
		add(h.PersonID)
	}
	for _, o := range t.Opened {
		add(o.PersonID)
	}
	for _, c := range slices.Concat(t.Unanswered, t.ByPhone) {
		add(c.PersonID)
	}
	return ids
}

// checkInsDue are the holdings whose check-in is today or was before.
func checkInsDue(holdings []casework.Holding, today dates.Date) []casework.Holding {
	var due []casework.Holding
	for _, h := range holdings {
		if !h.NextCheckIn.After(today) {
			due = append(due, h)
		}
	}
	slices.SortStableFunc(due, func(x, y casework.Holding) int { return x.NextCheckIn.Sub(y.NextCheckIn) })
	return due
}

// longestWait is the number of working days of the referral that waits longest.
func (t today) longestWait() int {
	if len(t.New) == 0 {
		return 0
	}
	return t.New[0].Waited(t.Now)
}
