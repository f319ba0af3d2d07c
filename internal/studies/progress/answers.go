package progress

import (
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/questionnaires"
)

// answersLate lists the waves of open questionnaires in which participants have not
// answered within their window, or will soon be beyond it, for whoever meets them.
func answersLate(r db.Reader, s studies.Seat, today dates.Date) (late []Late, err error) {
	if !s.Has(studies.Meet) {
		return nil, nil
	}
	all, err := questionnaires.List(r, s)
	for _, q := range all {
		if err != nil || q.State != questionnaires.Open || !q.Numbered() {
			continue
		}
		list, failed := questionnaires.DueList(r, s, q)
		if failed != nil {
			return nil, failed
		}
		late = append(late, byWave(q, list, today)...)
	}
	return late, err
}

// byWave makes one line of each wave, due on the first of its days.
func byWave(q questionnaires.Questionnaire, list []questionnaires.Due, today dates.Date) (late []Late) {
	at := make(map[string]int)
	many := make(map[string]int)
	for _, d := range list {
		open := d.Standing == questionnaires.Late || d.Standing == questionnaires.ToAsk || d.Standing == questionnaires.Waiting
		if !open || d.To.IsZero() || d.To.Sub(today) > soon {
			continue
		}
		i, there := at[d.Wave.ID]
		if !there {
			i = len(late)
			at[d.Wave.ID] = i
			late = append(late, Late{Due: d.To, At: "/questionnaires/" + q.ID + "/due?wave=" + d.Wave.Code})
		}
		many[d.Wave.ID]++
		if d.To.Before(late[i].Due) {
			late[i].Due = d.To
		}
		late[i].What = "Answers to “" + q.Title + "”, " + d.Wave.Name + ": " + strconv.Itoa(many[d.Wave.ID]) + " to come"
	}
	return late
}
