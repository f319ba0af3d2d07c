package questionnaire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/form/formtest"
	"linkwork/internal/forms/formula"
	"linkwork/internal/instruments"
)

// question is what the engine works out: expressions over one response.
type question struct {
	Questionnaire json.RawMessage `json:"questionnaire"`
	Response      json.RawMessage `json:"response"`
	Expressions   []string        `json:"expressions"`
}

const script = `
const fhirpath = require('fhirpath'), r4 = require('fhirpath/fhir-context/r4');
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = new Map();
const compiled = e => { if (!read.has(e)) read.set(e, fhirpath.compile(e, r4)); return read.get(e); };
const out = asked.map(q => q.expressions.map(e => {
  try { return compiled(e)(q.response, {resource: q.response, questionnaire: q.questionnaire}); }
  catch (fault) { return ['fault: ' + fault.message]; }
}));
process.stdout.write(JSON.stringify(out));`

// engine evaluates FHIRPath in fhirpath.js, by question and expression. Without
// node or its packages the test is skipped, or fails where nothing may be left
// out.
func engine(t *testing.T, asked []question) (results [][][]any) {
	t.Helper()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	_, noNode := exec.LookPath("node")
	_, noPackage := os.Stat(filepath.Join(root, "node_modules", "fhirpath"))
	if noNode != nil || noPackage != nil {
		if strings.TrimSpace(os.Getenv("LINKWORK_TEST_STRICT")) == "1" {
			t.Fatal("no node or no fhirpath in node_modules: run make build")
		}
		t.Skip("no node or no fhirpath in node_modules: FHIRPath is not asked whether it agrees")
	}
	body, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "-e", script)
	node.Dir, node.Stdin, node.Env = root, bytes.NewReader(body), append(os.Environ(), "TZ=Europe/London")
	var faults bytes.Buffer
	node.Stderr = &faults
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, faults.String())
	}
	if err := json.Unmarshal(out, &results); err != nil || len(results) != len(asked) {
		t.Fatal(err)
	}
	return results
}

func pathOf(t *testing.T, i item, url string) string {
	t.Helper()
	e, ok := find(i.Extension, url)
	if !ok || e.Expression == nil {
		t.Fatalf("%s has no %s", i.LinkID, url)
	}
	return e.Expression.Expression
}

// said draws answers to an instrument: at its edges, in between, missing and
// declined.
func said(p instruments.Pack, chance *rand.Rand) form.Answers {
	answers := make(form.Answers)
	gaps := chance.IntN(8) // of eight answers
	edge := chance.IntN(4)
	for _, q := range p.Questions {
		if chance.IntN(8) < gaps {
			if chance.IntN(2) == 0 {
				answers[q.Name] = form.Answer{Missing: form.Reasons[chance.IntN(len(form.Reasons))]}
			}
			continue
		}
		if options := p.Answers[q.Answers]; len(options) > 0 {
			at := map[int]int{0: 0, 1: len(options) - 1}
			n, ok := at[edge]
			if !ok {
				n = chance.IntN(len(options))
			}
			answers[q.Name] = form.Answer{Text: options[n].Code}
			continue
		}
		v := map[int]float64{0: q.From, 1: q.To}
		n, ok := v[edge]
		if !ok {
			n = q.From + float64(chance.IntN(int(q.To-q.From)+1))
		}
		answers[q.Name] = form.Answer{Text: numeral(n).String()}
	}
	return answers
}

// Every instrument that may be given on has the same scores here and in an
// engine of FHIRPath that knows its Questionnaire alone; what is missing is
// missing in both.
func TestScoresAgreeWithFHIRPath(t *testing.T) {
	chance := rand.New(rand.NewPCG(39, 1))
	var asked []question
	var packs []instruments.Pack
	var given []form.Answers
	for _, p := range instruments.All() {
		if p.Class != instruments.WithWording {
			continue
		}
		body, _, err := WriteInstrument(p)
		if err != nil {
			t.Fatal(err)
		}
		var q resource
		if err := json.Unmarshal(body, &q); err != nil {
			t.Fatal(err)
		}
		var expressions []string
		for _, i := range q.Item {
			if strings.HasPrefix(i.LinkID, scorePrefix) {
				expressions = append(expressions, pathOf(t, i, calculatedPath))
			}
		}
		if len(expressions) != len(p.Scales) {
			t.Fatalf("%s has %d scores", p.Name, len(expressions))
		}
		f, _ := p.Form()
		for range 120 {
			answers := said(p, chance)
			response, lost, err := WriteResponse(f, p.ID, p.Version, answers, Completed{At: at})
			if err != nil || len(lost) > 0 {
				t.Fatal(err, lost)
			}
			asked = append(asked, question{body, response, expressions})
			packs, given = append(packs, p), append(given, answers)
		}
	}
	results := engine(t, asked)
	known, missing := 0, 0
	for n, of := range results {
		for s, score := range packs[n].Scores(given[n]) {
			got := of[s]
			v, number := 0.0, false
			if len(got) == 1 {
				v, number = got[0].(float64)
			}
			switch {
			case !score.Known && len(got) == 0:
				missing++
			case score.Known && number && math.Abs(v-score.Value) < 1e-9:
				known++
			default:
				t.Errorf("%s of %s: %+v here, %v in FHIRPath, of %v", score.Scale, packs[n].Name, score, got, given[n])
			}
		}
	}
	t.Logf("%d scores agree and %d are missing in both", known, missing)
	if known < 500 || missing < 500 {
		t.Error("too few of either kind were tried")
	}
}

func TestWordingOfOthersIsNotGivenOn(t *testing.T) {
	for _, p := range instruments.All() {
		_, _, err := WriteInstrument(p)
		if (err == nil) != (p.Class == instruments.WithWording) {
			t.Errorf("%s, %s: %v", p.Name, p.Class, err)
		}
		if p.Class != instruments.Structure {
			continue
		}
		w := p.EmptyWording()
		w.Instrument = p.ID
		for name := range w.Questions {
			w.Questions[name] = "Secret"
		}
		for _, set := range w.Answers {
			for code := range set {
				set[code] = "Secret"
			}
		}
		if body, _, err := WriteInstrument(p.With(w)); err == nil || len(body) > 0 {
			t.Errorf("the wording that an area loaded for %s is given on", p.Name)
		}
	}
}

// filled is a form and answers to it.
type filled struct {
	form    form.Form
	answers form.Answers
}

// What is asked, refused and worked out is the same here and in FHIRPath.
func TestFormulasAgreeWithFHIRPath(t *testing.T) {
	today := dates.Of(time.Now())
	drawn := rapid.Custom(func(rt *rapid.T) filled {
		f := formtest.Sound().Draw(rt, "form")
		return filled{f, formtest.Answered(rt, f)}
	})
	type expected struct {
		formula formula.Formula
		said    string
		value   any
	}
	var asked []question
	var expect [][]expected
	for seed := range 600 {
		one := drawn.Example(seed)
		f, w := one.form, &writing{form: one.form, kinds: one.form.Kinds()}
		response, _, err := WriteResponse(f, "f", 1, one.answers, Completed{At: at})
		if err != nil {
			t.Fatal(err)
		}
		q := question{Questionnaire: json.RawMessage("{}"), Response: response}
		var wanted []expected
		for i := range f.All() {
			for _, said := range []formula.Formula{i.When, i.Rule, i.Worth} {
				if said.Empty() || !plainly(f, one.answers, said) {
					continue
				}
				words, ok := w.path(i, "", said, false)
				if !ok {
					continue
				}
				q.Expressions = append(q.Expressions, words)
				wanted = append(wanted, expected{said, words, said.Of(values(f, one.answers), today)})
			}
		}
		if len(wanted) > 0 {
			asked, expect = append(asked, q), append(expect, wanted)
		}
	}
	count, known := 0, 0
	for n, of := range engine(t, asked) {
		for k, got := range of {
			want := expect[n][k]
			count++
			if want.value != nil {
				known++
			}
			if !agrees(want.value, got) {
				t.Errorf("%s\n%s\nis %v here and %v in FHIRPath\n%s", want.formula, want.said, want.value, got, asked[n].Response)
			}
		}
	}
	t.Logf("%d formulas agree, %d of them not missing", count, known)
	if known < 100 {
		t.Error("too few formulas were tried")
	}
}

func agrees(want any, got []any) bool {
	switch want := want.(type) {
	case nil:
		return len(got) == 0
	case float64:
		v, ok := first(got).(float64)
		return ok && math.Abs(v-want) < 1e-9
	}
	return len(got) == 1 && fmt.Sprint(want) == fmt.Sprint(got[0])
}

func first(all []any) any {
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

// plainly says whether a formula speaks of nothing whose answers FHIRPath sees
// otherwise: rows, and that no choice was selected (docs/forms.md).
func plainly(f form.Form, answers form.Answers, of formula.Formula) bool {
	for _, name := range of.Names() {
		if _, outside := known(f.Items, name); !outside || answers[name].None {
			return false
		}
		if i, _ := f.Item(name); i.Kind == form.Repeat {
			return false
		}
	}
	return true
}

// values are answers as formulas see them.
func values(f form.Form, answers form.Answers) formula.Values {
	kinds := f.Kinds()
	return func(name string) formula.Value {
		a := answers[name]
		if a.Missing != "" || a.Text == "" && len(a.Codes) == 0 {
			return nil
		}
		switch kinds[name] {
		case formula.Number:
			if v, ok := a.Number(); ok {
				return v
			}
			return nil
		case formula.Set:
			return a.Codes
		case formula.Date:
			day, _ := dates.Parse(a.Text)
			return day
		case formula.Truth:
			return a.Text == form.Yes
		}
		return a.Text
	}
}
