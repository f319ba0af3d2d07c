package find

import (
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/directory"
	sentence "linkwork/internal/search"
)

// understand reads the words. What they ask for is ticked in the boxes, so that
// all that narrows is seen. A form that comes back with the words that it was
// drawn with (said) counts as it stands: what was taken away stays away. With
// other words, what the old ones ticked goes first.
func (s *search) understand() sentence.Understood {
	f := s.Fields
	words, said := f.Text("words"), f.Get("said")
	if said != "" && said != words && !tooLong(said) {
		s.untick(ticksOf(sentence.Understand(said, s.leave()...)))
		f.Del("leave")
	}
	u := sentence.Understand(words, s.leave()...)
	ticks := ticksOf(u)
	if said != words {
		s.tick(ticks)
		if u.Nearby && u.Outcode == "" && s.home != "" {
			f.Set("outcode", s.home)
		}
	}
	f.Del("said")
	if words != "" {
		f.Set("said", words)
	}
	s.Notes = slices.DeleteFunc(u.Notes, func(n sentence.Note) bool { return !s.stands(n.Kind, ticks) })
	return u
}

// leave are the kinds of filter that are looked for as words.
func (s *search) leave() (kinds []sentence.Kind) {
	for _, kind := range s.Fields.All("leave") {
		kinds = append(kinds, sentence.Kind(kind))
	}
	return kinds
}

// ticksOf are the boxes that words tick, as fields of the form.
func ticksOf(u sentence.Understood) url.Values {
	ticks := url.Values{}
	for _, box := range boxes {
		if u.Answers[box.question] == sentence.Yes {
			ticks.Add("only", box.value)
		}
	}
	if u.HasRoom {
		ticks.Add("only", "room")
	}
	days, parts := u.Times.Days(), u.Times.Parts()
	for _, day := range week {
		if days.Has(day) && days != sentence.EveryDay {
			ticks.Add("days", day.String())
		}
	}
	for _, part := range parts {
		if len(parts) < len(sentence.DayParts) {
			ticks.Add("times", part.String())
		}
	}
	for field, value := range map[string]string{"age": number(u.Age), "language": u.Language, "outcode": u.Outcode, "miles": number(int(u.Miles))} {
		if value != "" {
			ticks.Set(field, value)
		}
	}
	return ticks
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// severalOf are the fields with boxes of which several can be ticked.
var severalOf = []string{"only", "days", "times"}

func (s *search) tick(ticks url.Values) {
	for field, values := range ticks {
		if !slices.Contains(severalOf, field) {
			s.Fields.Set(field, values[0])
			continue
		}
		for _, value := range values {
			if !slices.Contains(s.Fields.All(field), value) {
				s.Fields.Add(field, value)
			}
		}
	}
}

// untick takes ticks away. Without the place that was typed, distances are
// counted from home again.
func (s *search) untick(ticks url.Values) {
	for field, values := range ticks {
		s.Fields.Values[field] = slices.DeleteFunc(slices.Clone(s.Fields.All(field)), func(v string) bool { return slices.Contains(values, v) })
		if field == "outcode" && s.Fields.Text("outcode") == "" && s.home != "" {
			s.Fields.Set("outcode", s.home)
		}
	}
}

// ticked are the field and the values in which a kind of filter shows.
var ticked = map[sentence.Kind][]string{
	sentence.KindDay: {"days"}, sentence.KindTime: {"times"}, sentence.KindAge: {"age"}, sentence.KindLanguage: {"language"}, sentence.KindPlace: {"outcode"}, sentence.KindMiles: {"miles"},
	sentence.KindCost: {"only", "free"}, sentence.KindAccess: {"only", "step-free"}, sentence.KindWomen: {"only", "women"}, sentence.KindOnline: {"only", "online"},
	sentence.KindReferrals: {"only", "self", "referrals"}, sentence.KindCarers: {"only", "carers"}, sentence.KindRoom: {"only", "room"},
}

// stands says whether what words ticked is ticked still. What has no box stands
// as long as the words do.
func (s *search) stands(kind sentence.Kind, ticks url.Values) bool {
	box, has := ticked[kind]
	if !has {
		return true
	}
	for _, value := range ticks[box[0]] {
		if (len(box) == 1 || slices.Contains(box[1:], value)) && !s.has(box[0], value) {
			return false
		}
	}
	return true
}

// has says whether a value is among those of a field.
func (s *search) has(field, value string) bool { return slices.Contains(s.Fields.All(field), value) }

// apply puts into the query what the words ask for beyond the boxes.
func (s *search) apply(u sentence.Understood, q *directory.Query) {
	q.Words, q.PreferFree = u.Words, u.PreferFree
	q.Near = u.Nearby || u.Outcode != "" && s.has("outcode", u.Outcode)
	q.Times = timesIn(s.Fields.Values)
	if q.Times == timesIn(ticksOf(u)) { // as typed: boxes cannot say which time belongs to which day
		q.Times = u.Times
	}
}

// timesIn are the days and the times of day that are ticked: evenings and
// Tuesdays are Tuesday evenings.
func timesIn(fields url.Values) sentence.Times {
	var days sentence.Days
	for _, day := range week {
		if slices.Contains(fields["days"], day.String()) {
			days |= sentence.On(day)
		}
	}
	var parts []sentence.Part
	for _, part := range sentence.DayParts {
		if slices.Contains(fields["times"], part.String()) {
			parts = append(parts, part)
		}
	}
	return sentence.TimesOf(days, parts...)
}

// leaving is the same search with one thing looked for as words.
func (s *search) leaving(kind sentence.Kind) url.Values {
	kept := s.with("page", "")
	box, has := ticked[kind]
	if !has {
		kept.Add("leave", string(kind))
		return kept
	}
	ticks := ticksOf(sentence.Understand(s.Fields.Text("words"), s.leave()...))
	kept[box[0]] = slices.DeleteFunc(kept[box[0]], func(v string) bool {
		return slices.Contains(ticks[box[0]], v) && (len(box) == 1 || slices.Contains(box[1:], v))
	})
	if kind == sentence.KindPlace && len(kept["outcode"]) == 0 && s.home != "" {
		kept.Set("outcode", s.home)
	}
	kept.Add("leave", string(kind))
	return kept
}

// taken says what words were taken for.
func (s *search) taken(n sentence.Note) string {
	means := n.Taken
	if n.Kind == sentence.KindPlace && means == "near home" {
		means = s.nearHome()
	}
	if n.Kind == sentence.KindMiles && s.Outcode == "" {
		means += ", which leaves nothing out until you say of where under “" + s.whereLabel() + "”"
	}
	return "Taken “" + n.Typed + "” to mean " + means + "."
}

// nearHome says from where near is counted.
func (s *search) nearHome() string {
	switch {
	case s.Outcode == "":
		return "near home. Say where that is under “" + s.whereLabel() + "”"
	case s.PersonID != "" && s.Fields.Text("outcode") == s.home:
		return "near " + s.Called + "’s home"
	}
	return "near " + s.Outcode
}
