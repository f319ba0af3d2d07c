package person

import (
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/web/ui"
)

// workerItems offers the workers of a team but the one who has the case now.
func workerItems(workers []casework.Worker, now string) []ui.Choice {
	var items []ui.Choice
	for _, w := range workers {
		if w.ID != now {
			name := w.Name
			if w.Invited {
				name += " (has not logged in yet)"
			}
			items = append(items, ui.Choice{Value: w.ID, Text: name, Hint: dates.Count(w.Open, "person", "people") + " open, " + dates.Count(w.Held, "of them held", "of them held")})
		}
	}
	return items
}
