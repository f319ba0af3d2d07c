package instruments

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/forms/form"
	"linkwork/internal/shareddata"

	"pgregory.net/rapid"
)

func find(t testing.TB, id string) Pack {
	t.Helper()
	p, ok := Find(id)
	if !ok {
		t.Fatal(id)
	}
	return p
}

// said answers the questions of a pack in their order: codes, "-" for not
// answered, "?" for rather not say.
func said(p Pack, words string) form.Answers {
	answers := make(form.Answers)
	codes := strings.Fields(words)
	for i, q := range p.Questions {
		switch {
		case i >= len(codes) || codes[i] == "-":
		case codes[i] == "?":
			answers[q.Name] = form.Answer{Missing: form.Declined}
		default:
			answers[q.Name] = form.Answer{Text: codes[i]}
		}
	}
	return answers
}

func repeated(code string, n int) string { return strings.TrimSpace(strings.Repeat(code+" ", n)) }

// Every instrument with questions: its lowest, its highest, one in between
// whose sum is worked out by hand, and what happens where answers are missing.
// The rules are those of the sources in each pack.
func TestScoringTables(t *testing.T) {
	const none = math.MaxFloat64
	for id, table := range map[string][]struct {
		answers string
		want    []float64 // of the scales in their order; none for no score
	}{
		"ons4": {
			{"0 0 0 0", []float64{0, 0, 0, 0}}, {"10 10 10 10", []float64{10, 10, 10, 10}}, {"7 8 6 3", []float64{7, 8, 6, 3}},
			{"? 8 - 3", []float64{none, 8, none, 3}}, {"11 -1 2.5 x", []float64{none, none, none, none}},
		},
		"ucla3": {
			{"1 1 1 1", []float64{3, 1}}, {"3 3 3 5", []float64{9, 5}}, {"1 2 3 4", []float64{6, 4}}, {"1 2 - 4", []float64{none, 4}}, {"3 3 3 ?", []float64{9, none}}, {"4 1 1 1", []float64{none, 1}},
		},
		"phq9": {
			{repeated("0", 9), []float64{0}}, {repeated("3", 9), []float64{27}}, {"1 2 3 0 1 2 3 0 1", []float64{13}}, {"1 2 3 0 1 2 3 0 -", []float64{none}}, {"? " + repeated("3", 8), []float64{none}},
		},
		"gad7": {{repeated("0", 7), []float64{0}}, {repeated("3", 7), []float64{21}}, {"0 1 2 3 0 1 2", []float64{9}}, {"0 1 2 3 0 1 -", []float64{none}}},
		"gse":  {{repeated("1", 10), []float64{10}}, {repeated("4", 10), []float64{40}}, {"1 2 3 4 1 2 3 4 1 2", []float64{23}}, {repeated("4", 9), []float64{none}}},
		"tis6": {{repeated("1", 6), []float64{6}}, {repeated("5", 6), []float64{30}}, {"1 2 3 4 5 3", []float64{18}}, {"1 2 3 4 5 ?", []float64{none}}},
		"cbi": {
			{repeated("never", 6) + " " + repeated("very-low", 3) + " " + repeated("never", 4) + " " + repeated("very-low", 4) + " never never", []float64{0, 100.0 / 7, 0}},
			{repeated("always", 6) + " " + repeated("very-high", 3) + " " + repeated("always", 4) + " " + repeated("very-high", 4) + " always always", []float64{100, 600.0 / 7, 100}},
			{"always often sometimes - - - high somewhat low seldom - - - very-high ? - - never -", []float64{75, 43.75, none}},
			{"always often - - - - high somewhat low - - - - very-high very-low - - often -", []float64{none, none, 175.0 / 3}},
			{repeated("-", 12) + " always " + repeated("-", 6), []float64{none, none, none}},
		},
		"swemwbs": {{repeated("1", 7), []float64{7, 7}}, {repeated("5", 7), []float64{35, 35}}, {"3 3 3 3 3 3 3", []float64{19.25, 21}}, {"3 3 3 3 3 3 -", []float64{none, none}}},
		"wemwbs":  {{repeated("1", 14), []float64{14}}, {repeated("5", 14), []float64{70}}, {repeated("3", 14), []float64{42}}, {repeated("3", 13), []float64{none}}},
		"djg6": {
			{"no no no yes yes yes", []float64{0, 0, 0}}, {"yes yes yes no no no", []float64{6, 3, 3}}, {repeated("more-or-less", 6), []float64{6, 3, 3}},
			{"yes no more-or-less yes - no", []float64{3, 2, none}}, {"yes no - yes - no", []float64{none, none, none}},
		},
		"mycaw":    {{"6 5 4", []float64{6, 5, 4}}, {"6 - 4", []float64{6, none, 4}}, {"7 0 0", []float64{none, 0, 0}}},
		"icecap_a": {{"1 2 3 4 ?", []float64{1, 2, 3, 4, none}}},
		"oss6":     {{repeated("1", 6), []float64{6}}, {repeated("6", 6), []float64{36}}, {repeated("6", 5), []float64{none}}},
	} {
		p := find(t, id)
		for _, k := range table {
			scores := p.Scores(said(p, k.answers))
			for i, s := range scores {
				want := k.want[i]
				if s.Known != (want != none) || s.Known && math.Abs(s.Value-want) > 1e-9 || s.Known == (s.Why != "") {
					t.Errorf("%s, %q: %+v, not %v", id, k.answers, s, want)
				}
			}
		}
	}
}

func TestEveryInstrumentIsSound(t *testing.T) {
	all := All()
	if len(all) != 16 {
		t.Errorf("%d instruments", len(all))
	}
	for _, p := range all {
		if faults := p.Check(); len(faults) > 0 {
			t.Errorf("%s: %v", p.ID, faults)
		}
		f, err := p.Form()
		if (err == nil) != (p.Class != Structure) {
			t.Errorf("%s, %s: %v", p.ID, p.Class, err)
		}
		if problems := f.Check(); err == nil && len(problems) > 0 {
			t.Errorf("%s: %v", p.ID, problems)
		}
		if p.NeedsReader != (p.ID == "phq9" || p.ID == "gad7") {
			t.Errorf("%s needs a reader: %v", p.ID, p.NeedsReader)
		}
	}
	if p := find(t, "phq9"); p.Main().ID != "phq9" {
		t.Error(p.Main())
	}
	if _, ok := Find("mbi"); ok {
		t.Error("an instrument that is sold is here")
	}
}

// The lowest option of GAD-7 and PHQ-9 is "Not at all"; a wrong one is
// widespread.
func TestTheLowestOption(t *testing.T) {
	for _, id := range []string{"phq9", "gad7"} {
		if o := find(t, id).Answers["days"][0]; o.Words != "Not at all" || o.Points != 0 {
			t.Errorf("%s: %+v", id, o)
		}
	}
}

func TestTheMetricOfSWEMWBS(t *testing.T) {
	file, err := os.Open(shareddata.Path(t, "research", "swemwbs_raw_to_metric.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	p, compared := find(t, "swemwbs"), 0
	for _, line := range lines[1:] {
		raw, _ := strconv.Atoi(line[0])
		want, _ := strconv.ParseFloat(line[1], 64)
		codes, left := []string{}, raw-7
		for range 7 {
			more := min(left, 4)
			codes, left = append(codes, strconv.Itoa(1+more)), left-more
		}
		if s := p.Scores(said(p, strings.Join(codes, " "))); s[0].Value != want || s[1].Value != float64(raw) {
			t.Errorf("%d: %+v", raw, s)
		}
		compared++
	}
	if compared != 29 {
		t.Errorf("%d sums were compared", compared)
	}
}

func TestBandsAndChange(t *testing.T) {
	phq := find(t, "phq9").Main()
	for value, want := range map[float64]string{0: "None or minimal", 4: "None or minimal", 5: "Mild", 9: "Mild", 10: "Moderate", 19: "Moderately severe", 27: "Severe"} {
		if got := phq.Band(value); got != want {
			t.Errorf("%v: %s", value, got)
		}
	}
	swem := find(t, "swemwbs").Main()
	satisfied, anxious := find(t, "ons4").Scales[0], find(t, "ons4").Scales[3]
	aside := Scale{}
	for _, k := range []struct {
		scale        Scale
		first, later float64
		kind         string
		want         Verdict
	}{
		{phq, 15, 9, Reliable, BetterNow}, {phq, 15, 10, Reliable, Same}, {phq, 9, 15, Reliable, WorseNow}, {phq, 15, 14, "", BetterNow}, {phq, 15, 15, "", Same},
		{swem, 19.25, 22.12, Reliable, BetterNow}, {swem, 19.25, 22.11, Reliable, Same},
		{satisfied, 3, 4, Reliable, BetterNow}, {anxious, 3, 4, "", WorseNow}, {anxious, 8, 2, "", BetterNow}, {aside, 1, 2, "", NoSide},
	} {
		if got := k.scale.Compare(k.first, k.later, k.kind); got != k.want {
			t.Errorf("%s from %v to %v: %s", k.scale.Name, k.first, k.later, got)
		}
	}
}

func TestWorries(t *testing.T) {
	for _, k := range []struct {
		id, answers string
		want        int
	}{
		{"ons4", "7 7 7 3", 0}, {"ons4", "1 7 7 3", 1}, {"ons4", "4 7 7 8", 1}, {"ons4", "0 7 7 9", 2}, {"ons4", "? ? ? 10", 0}, {"ons4", "4 ? ? 8", 1}, {"ons4", "4 5 5 7", 0},
		{"phq9", repeated("0", 9), 0}, {"phq9", repeated("0", 8) + " 1", 1}, {"phq9", "- - - - - - - - 1", 1}, {"phq9", repeated("3", 9), 2}, {"phq9", "3 3 3 3 3 3 2 0 0", 1},
		{"gad7", repeated("2", 7), 0}, {"gad7", "3 2 2 2 2 2 2", 1}, {"gad7", "3 3 3 3 3 3 -", 1}, {"phq9", "3 3 3 3 3 3 3 - 0", 1}, {"ucla3", "3 3 3 5", 0},
	} {
		p := find(t, k.id)
		if got := p.Worries(said(p, k.answers)); len(got) != k.want {
			t.Errorf("%s, %q: %+v", k.id, k.answers, got)
		}
	}
}

func TestTypedTotals(t *testing.T) {
	p := find(t, "pam13")
	for typed, want := range map[string]Score{
		"47.2": {Scale: "pam", Value: 47.2, Known: true, Answered: 1, Of: 1}, "101": {Scale: "pam", Of: 1, Why: "101 lies outside 0 to 100"}, "": {Scale: "pam", Of: 1, Why: "not answered"},
	} {
		if got := p.Scores(form.Answers{"pam": {Text: typed}})[0]; got != want {
			t.Errorf("%q: %+v", typed, got)
		}
	}
	if p.Main().Band(47.2) != "Level 2" {
		t.Error(p.Main().Band(47.2))
	}
}

// More answered never takes a score away, and turning an item round turns it
// within its ends.
func TestMoreAnswersKeepAScore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := rapid.SampledFrom(slices.DeleteFunc(All(), func(p Pack) bool { return p.Class == TotalsOnly })).Draw(rt, "instrument")
		answers := make(form.Answers)
		var before []Score
		for _, i := range rapid.Permutation(p.Questions).Draw(rt, "order") {
			code := strconv.Itoa(int(i.From) + rapid.IntRange(0, int(i.To-i.From)).Draw(rt, "value"))
			if options := p.Answers[i.Answers]; len(options) > 0 {
				code = rapid.SampledFrom(options).Draw(rt, "option").Code
			}
			answers[i.Name] = form.Answer{Text: code}
			scores := p.Scores(answers)
			for n, s := range scores {
				scale := p.Scales[n]
				if s.Known && (s.Value < scale.Min || s.Value > scale.Max) {
					rt.Fatalf("%s: %v lies outside of the scale", scale.ID, s.Value)
				}
				if before != nil && before[n].Known && !s.Known {
					rt.Fatalf("%s: a further answer takes the score away", scale.ID)
				}
			}
			before = scores
		}
		for _, s := range before {
			if !s.Known {
				rt.Fatalf("%s: everything is answered and there is no score: %s", s.Scale, s.Why)
			}
		}
	})
}

func TestWordingIsLoaded(t *testing.T) {
	p := find(t, "djg6")
	file := `{"instrument":"djg6","lead":"Now some statements.","questions":{"djg_1":"A","djg_2":"B","djg_3":"C","djg_4":"D","djg_5":"E","djg_6":"F"},
		"answers":{"emotional":{"yes":"Yes","more-or-less":"More or less","no":"No"},"social":{"yes":"Yes","more-or-less":"More or less","no":"No"}}}`
	w, err := p.ReadWording([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	whole := p.With(w)
	f, err := whole.Form()
	if err != nil || len(f.Check()) > 0 || f.Items[5].Label["en"] != "F" || f.Items[0].Choices[1].Label["en"] != "More or less" || f.Intro["en"] != "Now some statements." {
		t.Errorf("%+v %v", f, err)
	}
	if p.HasWording() {
		t.Error("the pack itself has changed")
	}
	if s := whole.Scores(said(whole, "yes yes yes no no no")); s[0].Value != 6 {
		t.Error(s)
	}
	for body, want := range map[string]string{
		"[]": "not a file of wording", "{": "not a file of wording", `{"instrument":"phq9"}`: `wording of "phq9"`,
		strings.Replace(file, `"djg_3":"C",`, "", 1): "lacks question djg_3", strings.Replace(file, `"social":{"yes":"Yes",`, `"social":{`, 1): "lacks answer yes of social",
	} {
		if _, err := p.ReadWording([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30s: %v", body, err)
		}
	}
}

func TestPacksThatAreNone(t *testing.T) {
	for change, want := range map[[2]string]string{
		{`"version": 1`, `"version": 0`}: "version 0", {`"id": "gad7",`, `"id": "G 7",`}: "is no id", {`"class": "wording"`, `"class": "free"`}: "no class",
		{`"gad_7"`, `"gad_8"`}: "has no item", {`"how": "sum"`, `"how": "guess"`}: "in no way that is known", {`"from": 5`, `"from": 0`}: "not in order",
		{`"source": "NHS Talking Therapies manual"`, `"source": ""`}: "has no source", {`"words": "Several days",`, ``}: "wording is not whole",
		{`first(gad_7, 0)`, `first(gad_9, 0)`}: "says when and why", {`"minutes"`, `"hours"`}: "not a pack", {`"better": "lower"`, `"better": "up"`}: "is better",
	} {
		body, err := files.ReadFile("packs/gad7.json")
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(body), change[0], change[1], 1)
		if changed == string(body) {
			t.Errorf("%s is not there", change[0])
		}
		if _, err := Read([]byte(changed)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", change[1], err)
		}
	}
	swem, _ := files.ReadFile("packs/swemwbs.json")
	if _, err := Read([]byte(strings.Replace(string(swem), `"21": 19.25,`, "", 1))); err == nil || !strings.Contains(err.Error(), "lacks 21") {
		t.Error(err)
	}
}

func FuzzPacks(f *testing.F) {
	for _, name := range []string{"packs/gad7.json", "packs/swemwbs.json", "packs/pam13.json"} {
		body, err := files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := Read(body)
		if err != nil {
			return
		}
		p.Scores(form.Answers{})
		p.Worries(form.Answers{})
		if f, err := p.Form(); err == nil {
			f.Check()
		}
	})
}
