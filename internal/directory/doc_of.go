package directory

import (
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/search"
)

// docsOf is what the index is to know of listings: all those of a scope.
func docsOf(r db.Reader, listings []Listing, of scope) ([]search.Doc, error) {
	capacity, err := currentCapacities(r, of)
	if err != nil {
		return nil, err
	}
	docs := make([]search.Doc, len(listings))
	for i := range listings {
		docs[i] = listings[i].doc()
		seen := capacity[listings[i].ID]
		docs[i].Room, docs[i].RoomUntil = answer(seen.HasRoom(seen.ObservedAt)), seen.holdsTo()
	}
	return docs, nil
}

func (l *Listing) doc() search.Doc {
	d := search.Doc{ID: l.ID, Languages: l.Languages, Openings: l.openings, MinimumAge: l.MinimumAge, MaximumAge: l.MaximumAge}
	d.Texts = l.texts()
	for _, place := range l.Places {
		if place.Point.Known() {
			d.Points = append(d.Points, place.Point)
		}
	}
	for _, topic := range l.Topics {
		d.Terms = append(d.Terms, search.Fold(strings.TrimSpace(topic)))
	}
	for _, need := range l.Needs {
		d.Needs = append(d.Needs, search.Need{Code: need.Need, In: fieldOf(need.FoundIn)})
	}
	for question := range search.Questions {
		d.Answers[question] = answer(l.answerTo(question))
	}
	d.Assured, _ = dates.Parse(l.AssuredOn) // written by Date.String
	return d
}

func fieldOf(foundIn string) search.Field {
	switch foundIn {
	case InChoice, InTerm, InTopic:
		return search.InTopic
	case InName:
		return search.InName
	}
	return search.InDescription
}

func answer(a Answer) search.Answer {
	switch a {
	case Yes:
		return search.Yes
	case No:
		return search.No
	}
	return search.NotStated
}

// texts are those that are searched, by field.
func (l *Listing) texts() [search.Fields][]string {
	texts := [search.Fields][]string{
		search.InName: {l.Name}, search.InAlternateName: {l.AlternateName}, search.InTopic: l.Topics, search.InOrganisation: {l.Organisation},
		search.InLanguage: l.Languages, search.InEligibility: {l.Eligibility}, search.InDescription: {l.Description},
	}
	for _, place := range l.Places {
		texts[search.InPlace] = append(texts[search.InPlace], place.Name, place.Address, place.Access)
	}
	return texts
}

var dayCodes = map[string]time.Weekday{
	"MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday, "SU": time.Sunday,
}

// openingsOf reads a schedule's days and times. Times that run past midnight
// are as if they were not stated: most are a slip of whoever wrote them.
func openingsOf(days, opens, closes string) (all []search.Span) {
	for code := range strings.SplitSeq(days, ",") {
		if day, ok := dayCodes[strings.TrimSpace(code)]; ok {
			all = append(all, spanOf(day, opens, closes))
		}
	}
	return all
}

// spanOf is a day with its times, as far as they make sense.
func spanOf(day time.Weekday, opens, closes string) search.Span {
	from, to := minutes(opens), minutes(closes)
	switch {
	case from >= 0 && to < 0:
		to = 0
	case from < 0 || to <= from:
		from, to = 0, 0
	}
	return search.Span{Day: day, From: from, To: to}
}

// minutes reads "18:30" as minutes after midnight, -1 for anything else.
func minutes(clock string) int {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}
