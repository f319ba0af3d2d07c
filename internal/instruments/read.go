package instruments

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/forms/formula"
)

//go:embed packs/*.json
var files embed.FS

// shipped are the packs that come with Linkwork, by id.
var shipped = mustRead()

func mustRead() map[string]Pack {
	all := make(map[string]Pack)
	names, err := fs.Glob(files, "packs/*.json")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for _, name := range names {
		body, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		p, err := Read(body)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // a test reads them all
		}
		all[p.ID] = p
	}
	return all
}

// Find is a pack that comes with Linkwork.
func Find(id string) (p Pack, ok bool) {
	p, ok = shipped[id]
	return p, ok
}

// All are the packs that come with Linkwork, by name.
func All() []Pack {
	all := make([]Pack, 0, len(shipped))
	for _, p := range shipped {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Pack) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Read reads and checks a pack. The error says what is wrong with it.
func Read(body []byte) (p Pack, err error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		return p, fmt.Errorf("instruments: not a pack: %w", err)
	}
	if faults := p.Check(); len(faults) > 0 {
		return p, fmt.Errorf("instruments: %s", faults[0])
	}
	return p, nil
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)

// Check returns what is wrong with a pack, as sentences.
func (p Pack) Check() []string {
	c := &checking{pack: p}
	c.head()
	for _, q := range p.Questions {
		c.question(q)
	}
	ids := make(map[string]bool)
	for _, s := range p.Scales {
		c.unless(idForm.MatchString(s.ID) && !ids[s.ID], "scale %q has no id of its own", s.ID)
		ids[s.ID] = true
		c.scale(s)
	}
	known := make(map[string]formula.Kind)
	for _, q := range p.Questions {
		known[q.Name] = formula.Number
	}
	for id := range ids {
		known[id] = formula.Number
	}
	for _, w := range p.Worrying {
		err := w.When.Check(known, formula.Truth)
		c.unless(err == nil && !w.When.Empty() && w.Words != "", "a worry says when and why: %q %v", w.Words, err)
	}
	return c.faults
}

type checking struct {
	pack   Pack
	faults []string
}

func (c *checking) unless(sound bool, format string, values ...any) {
	if !sound {
		c.faults = append(c.faults, fmt.Sprintf(format, values...))
	}
}

func (c *checking) head() {
	p := c.pack
	c.unless(idForm.MatchString(p.ID), "%q is no id", p.ID)
	c.unless(p.Version >= 1, "version %d", p.Version)
	c.unless(p.Name != "" && p.Licence.Words != "" && len(p.Sources) > 0, "the name, the licence and a source are needed")
	c.unless(p.For == "people" || p.For == "workers", "it is for people or for workers")
	c.unless(len(p.Scales) > 0, "there is no scale")
	switch p.Class {
	case WithWording:
		c.unless(p.HasWording(), "the wording is not whole")
	case Structure:
		c.unless(len(p.Questions) > 0, "there are no questions")
	case TotalsOnly:
		c.unless(len(p.Questions) == 0, "totals only, and questions")
	default:
		c.unless(false, "there is no class %q", p.Class)
	}
}

func (c *checking) question(q Question) {
	n := 0
	for _, other := range c.pack.Questions {
		if other.Name == q.Name {
			n++
		}
	}
	c.unless(n == 1 && idForm.MatchString(q.Name), "question %q has no name of its own", q.Name)
	options, ok := c.pack.Answers[q.Answers]
	if q.Answers == "" {
		c.unless(q.From < q.To, "question %s has no answers", q.Name)
		return
	}
	c.unless(ok && len(options) >= 2, "question %s has no answers", q.Name)
}

func (c *checking) scale(s Scale) {
	for _, item := range append(append([]string{}, s.Items...), s.Reverse...) {
		_, ok := c.pack.question(item)
		c.unless(ok && slices.Contains(s.Items, item), "scale %s has no item %q", s.ID, item)
	}
	switch s.How {
	case Item:
		c.unless(len(s.Items) == 1, "scale %s is of one item", s.ID)
	case Sum, Mean, Lookup:
		c.unless(len(s.Items) >= 2, "scale %s has items", s.ID)
	case Typed, Valued:
		c.unless(len(s.Items) == 0, "scale %s is typed in", s.ID)
	case Digit:
		c.unless(c.pack.Profile != "" && slices.Contains(Dimensions, s.ID), "scale %s is no digit of a profile", s.ID)
	default:
		c.unless(false, "scale %s is made in no way that is known: %q", s.ID, s.How)
	}
	c.unless(s.Needs >= 0 && s.Needs <= len(s.Items), "scale %s needs %d items", s.ID, s.Needs)
	c.unless(s.Min < s.Max, "scale %s has no range", s.ID)
	c.unless(s.Better == "" || s.Better == Higher || s.Better == Lower, "scale %s is better %q", s.ID, s.Better)
	for i, b := range s.Bands {
		c.unless(b.Words != "" && (i == 0 && b.From == s.Min || i > 0 && b.From > s.Bands[i-1].From), "the bands of scale %s are not in order", s.ID)
	}
	for _, t := range s.Change {
		c.unless(t.Points > 0 && t.Source != "" && slices.Contains([]string{Reliable, Important, Case}, t.Kind), "a threshold of scale %s has no source", s.ID)
	}
	c.lookup(s)
}

// lookup wants a table to have every sum that the items can make.
func (c *checking) lookup(s Scale) {
	if s.How != Lookup {
		c.unless(len(s.Table) == 0, "scale %s has a table and does not use it", s.ID)
		return
	}
	least, most := 0.0, 0.0
	for _, item := range s.Items {
		low, high := c.pack.ends(item)
		least, most = least+low, most+high
	}
	const longest = 1000
	if most-least > longest {
		c.unless(false, "the table of scale %s would have more than %d sums", s.ID, longest)
		return
	}
	for sum := least; sum <= most; sum++ {
		_, ok := s.Table[strconv.FormatFloat(sum, 'f', -1, 64)]
		c.unless(ok, "the table of scale %s lacks %g", s.ID, sum)
	}
}
