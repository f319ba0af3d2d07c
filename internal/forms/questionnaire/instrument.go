package questionnaire

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
)

// scorePrefix stands before the id of a scale in the linkId of its score.
const scorePrefix = "score."

// WriteInstrument writes an instrument that may be given on as a Questionnaire:
// what each answer counts, and its scores in FHIRPath, by the same rules about
// missing answers as here. The error says that the wording is not ours to give
// on, wherever it came from.
func WriteInstrument(p instruments.Pack) (body []byte, lost []form.Lost, err error) {
	if p.Class != instruments.WithWording {
		return nil, nil, fmt.Errorf("questionnaire: the wording of %s may not be given on", p.Name)
	}
	f, err := p.Form()
	if err != nil {
		return nil, nil, err
	}
	w := &writing{form: f, kinds: f.Kinds()}
	q := w.resource(strings.ReplaceAll(p.ID, "_", "-"), p.Version)
	q.Copyright = p.Licence.Words
	for n := range q.Item {
		weigh(&q.Item[n], p)
	}
	for _, s := range p.Scales {
		said, err := scoring(p, s)
		if err != nil {
			return nil, nil, err
		}
		q.Item = append(q.Item, item{LinkID: scorePrefix + s.ID, Text: s.Name, Type: "decimal", ReadOnly: true, Extension: []extension{path(calculatedPath, said)}})
	}
	body, err = json.MarshalIndent(q, "", "  ")
	return body, w.lost, err
}

// weigh says what each answer to a question counts, in the words of R4 and of
// later versions.
func weigh(out *item, p instruments.Pack) {
	for n := range out.AnswerOption {
		o := &out.AnswerOption[n]
		if points, ok := p.Points(out.LinkID, form.Answers{out.LinkID: {Text: o.Coding.Code}}); ok {
			o.Extension = append(o.Extension, decimal(ordinalValue, points), decimal(itemWeight, points))
		}
	}
}

// scoring is a score in FHIRPath; empty where too much is missing.
func scoring(p instruments.Pack, s instruments.Scale) (string, error) {
	points := make([]string, len(s.Items))
	for i, name := range s.Items {
		points[i] = pointsOf(p, s, name)
	}
	all := points[0]
	for _, one := range points[1:] {
		all += ".combine(" + one + ")" // a union would count equal points once
	}
	needed := s.Needs
	if needed == 0 {
		needed = len(s.Items)
	}
	value := all + ".sum()"
	switch s.How {
	case instruments.Item, instruments.Sum:
	case instruments.Mean:
		value = "(" + value + " / " + all + ".count())"
	default:
		return "", fmt.Errorf("questionnaire: a score that is made by %s cannot be said in FHIRPath", s.How)
	}
	return fmt.Sprintf("iif(%s.count() >= %d, %s, {})", all, needed, value), nil
}

// pointsOf is what the answer to a question counts for a scale.
func pointsOf(p instruments.Pack, s instruments.Scale, name string) string {
	q := p.Questions[slices.IndexFunc(p.Questions, func(q instruments.Question) bool { return q.Name == name })]
	points := "%resource.repeat(item).where(linkId = '" + name + "').answer.value"
	low, high := q.From, q.To
	if options := p.Answers[q.Answers]; len(options) > 0 {
		points += ".weight()"
		byPoints := func(a, b instruments.Option) int { return int(a.Points - b.Points) }
		low, high = slices.MinFunc(options, byPoints).Points, slices.MaxFunc(options, byPoints).Points
	} else {
		points += fmt.Sprintf(".where(($this >= %s) and ($this <= %s) and (($this mod 1) = 0))", numeral(low), numeral(high))
	}
	if slices.Contains(s.Reverse, name) {
		points += fmt.Sprintf(".select(%s - $this)", numeral(low+high))
	}
	return points
}
