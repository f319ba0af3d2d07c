package instruments

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Wording is what an area loads for an instrument of which only the structure
// is here.
type Wording struct {
	Instrument string                       `json:"instrument"`
	Lead       string                       `json:"lead,omitempty"`
	Questions  map[string]string            `json:"questions"`         // by name
	Answers    map[string]map[string]string `json:"answers,omitempty"` // by set and code
	Ends       map[string][2]string         `json:"ends,omitempty"`    // by name, at the two ends of a scale
}

// Fault is what is wrong with a file of wording, in words for whoever loads it.
type Fault struct{ Words string }

func (f Fault) Error() string { return f.Words }

// longestWording is the length of a text in characters.
const longestWording = 1000

// ReadWording reads a file of wording for a pack. The error is a
// Fault that names all that is missing or too long.
func (p Pack) ReadWording(body []byte) (w Wording, err error) {
	if err := json.Unmarshal(body, &w); err != nil {
		return w, Fault{"This is not a file of wording: " + err.Error()}
	}
	if w.Instrument != p.ID {
		return w, Fault{fmt.Sprintf("This is the wording of %q, not of %s", w.Instrument, p.ID)}
	}
	if lacks := p.lacking(w); len(lacks) > 0 {
		return w, Fault{"The wording lacks " + strings.Join(lacks, ", ")}
	}
	return w, nil
}

func (p Pack) lacking(w Wording) (lacks []string) {
	needs := func(words, what string) {
		if words = strings.TrimSpace(words); words == "" {
			lacks = append(lacks, what)
		} else if utf8.RuneCountInString(words) > longestWording {
			lacks = append(lacks, what+" in fewer words")
		}
	}
	sets := make(map[string]bool)
	for _, q := range p.Questions {
		needs(w.Questions[q.Name], "question "+q.Name)
		if q.Answers != "" {
			sets[q.Answers] = true
		}
	}
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		for _, o := range p.Answers[set] {
			needs(w.Answers[set][o.Code], "answer "+o.Code+" of "+set)
		}
	}
	return lacks
}

// EmptyWording is a wording with everything in it that is to be filled in.
func (p Pack) EmptyWording() Wording {
	w := Wording{Instrument: p.ID, Questions: make(map[string]string), Answers: make(map[string]map[string]string), Ends: make(map[string][2]string)}
	for _, q := range p.Questions {
		w.Questions[q.Name] = ""
		if q.Answers == "" {
			w.Ends[q.Name] = [2]string{}
		}
	}
	for set, options := range p.Answers {
		w.Answers[set] = make(map[string]string)
		for _, o := range options {
			w.Answers[set][o.Code] = ""
		}
	}
	return w
}

// With is the pack with wording in it. What a wording adds beyond the pack is
// passed over.
func (p Pack) With(w Wording) Pack {
	p.Questions = slices.Clone(p.Questions)
	for i := range p.Questions {
		q := &p.Questions[i]
		q.Words = strings.TrimSpace(w.Questions[q.Name])
		if ends, ok := w.Ends[q.Name]; ok {
			q.Low, q.High = ends[0], ends[1]
		}
	}
	answers := make(map[string][]Option, len(p.Answers))
	for set, options := range p.Answers {
		answers[set] = slices.Clone(options)
		for i := range answers[set] {
			answers[set][i].Words = strings.TrimSpace(w.Answers[set][answers[set][i].Code])
		}
	}
	p.Answers = answers
	if w.Lead != "" {
		p.Lead = w.Lead
	}
	return p
}
