package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/openreferral"
)

// Useful says how far services tell what people need to know. Services that are
// listed without their details are not counted.
type Useful struct {
	Services int       `json:"services"` // that were looked at
	Score    int       `json:"score"`    // 0 to 100: the mean share of the measures
	Measures []Measure `json:"measures"`
	Worst    []Worst   `json:"worst"` // services that tell least, at most ten
}

// Measure is one thing that a service should tell.
type Measure struct {
	Name  string `json:"name"` // "contact"
	Words string `json:"words"`
	Have  int    `json:"have"` // services that tell it
}

// Worst is a service that tells little.
type Worst struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Missing []string `json:"missing"` // names of measures
}

const worstShown = 10

// usefulness counts services as they are met.
type usefulness struct {
	today    dates.Date
	services int
	have     [7]int
	worst    []Worst
}

// isListed says whether a record has only what a list has, and so tells nothing
// of what it has.
func isListed(f fields) bool {
	return !f.has("schedules", "service_at_locations", "cost_options", "contacts", "phones", "service_areas", "languages", "attributes", "regular_schedules", "eligibilitys")
}

// add counts a service. It is brought to the shape of version 3 first, as for the
// import, and must not be looked at in its own afterwards.
func (u *usefulness) add(f fields) {
	openreferral.Upgrade(f)
	u.services++
	w := Worst{ID: shown(f.text("id")), Name: shown(f.text("name")), Missing: []string{}}
	for i, m := range measures {
		if m.told(f, u.today) {
			u.have[i]++
		} else {
			w.Missing = append(w.Missing, m.name)
		}
	}
	if len(w.Missing) == 0 {
		return
	}
	u.worst = append(u.worst, w)
	slices.SortStableFunc(u.worst, func(a, b Worst) int { return cmp.Compare(len(b.Missing), len(a.Missing)) })
	u.worst = u.worst[:min(len(u.worst), worstShown)]
}

// judge turns the counts into shares and advice.
func (u *usefulness) judge(x *inspection) Useful {
	result := Useful{Services: u.services, Measures: []Measure{}, Worst: append([]Worst{}, u.worst...)}
	if u.services == 0 {
		return result
	}
	x.looked[Usefulness] = true
	total := 0.0
	for i, m := range measures {
		result.Measures = append(result.Measures, Measure{m.name, m.words, u.have[i]})
		share := float64(u.have[i]) / float64(u.services)
		total += share
		severity := Advice
		if share < 0.5 {
			severity = Warning
		}
		if lack := u.services - u.have[i]; lack > 0 {
			x.notes.add(Finding{Level: Usefulness, Severity: severity, Where: x.endpoint("service"),
				Message: fmt.Sprintf("%d of %d services %s. %s", lack, u.services, m.lack, m.advice)}, Example{})
		}
	}
	result.Score = int(math.Round(100 * total / float64(len(measures))))
	return result
}
