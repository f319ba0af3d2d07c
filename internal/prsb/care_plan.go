package prsb

import (
	"strings"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/vocabulary"
)

// requested stands for the top of any message: what others are asked to do,
// said even when it is nothing.
func (rec record) requested() Node {
	asks := "None requested"
	if len(rec.letters) > 0 && rec.letters[0].Asks != "" {
		asks = rec.letters[0].Asks
	}
	var own []string
	for _, g := range rec.goals {
		for _, a := range g.Actions {
			if a.Who == "person" && a.State == "to-do" {
				own = append(own, a.Words)
			}
		}
	}
	return group("Plan and requested actions", group("Plan and requested actions record entry",
		item("Actions for professionals", asks), item("Actions for person or their carer", strings.Join(own, "\n")),
		item("Agreed with the person or their legitimate representative", rec.agreedWords())))
}

func (rec record) agreedWords() string {
	a := rec.plan.Agreed()
	switch {
	case a.On.IsZero():
		return "Not agreed yet"
	case a.By == "person":
		return "Agreed with the person on " + a.On.String()
	}
	return "Agreed with " + a.Name + ", " + a.Role + ", on " + a.On.String()
}

func (rec record) carePlan() Node {
	nodes := each(rec.strengths, func(s casework.Strength) Node { return words("Strengths", s.Words) })
	nodes = append(nodes, rec.needsWithGoals()...)
	agreed := rec.plan.Agreed()
	if !agreed.On.IsZero() {
		whom, name := "Person", rec.person.FullName()
		if agreed.By != "person" {
			whom, name = "Legitimate representative", agreed.Name
		}
		nodes = append(nodes, group("Agreed with person or legitimate representative", item("Person or legitimate representative", whom), item("Person full name", name), item("Role", agreed.Role)))
	}
	nodes = append(nodes, words("Care funding source", rec.plan.Funding), day("Date this plan was last updated", rec.lastUpdated()),
		item("Other care planning documents", rec.plan.Documents), day("Planned review date/interval", rec.plan.ReviewOn),
		group("Responsibility for review", item("Name", rec.worker), item("Role", rec.area.JobTitle), item("Contact details", rec.team.Phone)))
	return group("Care and support plan", nodes...)
}

// lastUpdated is the latest change of the plan, or of a step in it.
func (rec record) lastUpdated() dates.Date {
	latest := dates.Of(rec.plan.ChangedAt)
	for _, g := range rec.goals {
		for _, a := range g.Actions {
			if latest.IsZero() || a.ChangedOn.After(latest) {
				latest = a.ChangedOn
			}
		}
	}
	return latest
}

// needsWithGoals puts each goal under its need; a goal that serves no single
// need has a place of its own.
func (rec record) needsWithGoals() []Node {
	const name = "Needs, concerns or problems"
	nodes, placed := []Node{}, make(map[string]bool)
	for _, n := range rec.needs {
		parts := []Node{item("Free text", firstOf(n.OwnWords, vocabulary.NeedLabel(n.Code)))}
		for _, g := range rec.goals {
			if g.NeedCode == n.Code {
				parts, placed[g.ID] = append(parts, rec.goal(g)), true
			}
		}
		nodes = append(nodes, group(name, parts...))
	}
	for _, g := range rec.goals {
		if !placed[g.ID] {
			nodes = append(nodes, group(name, rec.goal(g)))
		}
	}
	return nodes
}

func (rec record) goal(g casework.Goal) Node {
	parts := []Node{item("Free text", g.Words), score("Goal importance score", g.Importance)}
	parts = append(parts, each(g.Actions, rec.action)...)
	parts = append(parts, words("Outcomes", g.OutcomeWords), item("Goal status", goalStatus(g.Outcome)))
	return group("Goals and hopes", parts...)
}

func goalStatus(code string) string {
	for _, o := range casework.GoalOutcomes {
		if o.Code == code {
			return o.Words
		}
	}
	return "Under way"
}

func (rec record) action(a casework.Action) Node {
	status := map[string]string{"to-do": "To do", "done": "Done", "stopped": "Stopped"}[a.State]
	stage := Node{}
	if a.StageGoal != "" {
		stage = group("Stage goal", words("Stage goal", a.StageGoal), words("Outcome", a.StageOutcome), item("Goal status", goalStatus(a.StageState)))
	}
	return group("Actions and activities", words("What", a.Words), rec.who(a), day("When", a.Due), item("Suggested strategies", a.Strategies), words("Status", status),
		score("Confidence", a.Confidence), day("Date last updated", a.ChangedOn), day("Review date", a.ReviewOn), stage)
}

func (rec record) who(a casework.Action) Node {
	switch a.Who {
	case "person":
		return group("Who", item("Name", rec.person.FullName()), item("Role", "The person themselves"))
	case "worker":
		return group("Who", item("Name", rec.worker), item("Role", rec.area.JobTitle), item("Team", rec.team.Name), item("Contact details", rec.team.Phone))
	case "service":
		return group("Who", item("Name", a.WhoName), item("Role", "A service"))
	}
	return group("Who", item("Name", a.WhoName))
}
