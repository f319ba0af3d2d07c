package formula

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
)

var today = dates.Date{Year: 2026, Month: time.November, Day: 23}

var kinds = map[string]Kind{"age": Number, "mood": Code, "help": Set, "born": Date, "notes": Text, "visits": List, "photo": File, "calm": Number, "rested": Number, "agreed": Code}

// people answered some of the questions.
func answers(question string) Value {
	return map[string]Value{"age": 34.0, "mood": "2", "help": []string{"money", "food"}, "born": dates.Date{Year: 1990, Month: time.November, Day: 24},
		"notes": "Résumé", "visits": []Value{1.0, 3.0}, "calm": 4.0}[question]
}

func TestValues(t *testing.T) {
	for words, want := range map[string]Value{
		"1 + 2 * 3": 7.0, "(1 + 2) * 3": 9.0, "7 mod 4": 3.0, "-age + 1": -33.0, "10 / 4": 2.5, "1 / (2 - 2)": nil, "1 mod (2 - 2)": nil, "2 - 3 - 4": -5.0,
		"age >= 18": true, "age < 18": false, "age == 34": true, "age = 34": true, "age != 34": false,
		"mood == '2'": true, "mood != '2'": false, "number(mood) > 1": true, "number(notes)": nil,
		"has(help, 'money')": true, "has(help, 'housing')": false, "has(mood, '2')": true, "count(help)": 2.0,
		"born < '1990-11-25'": true, "years(born)": 35.0, "today() - born > 13000": true, "born + 1 == '1990-11-25'": true, "today() == '2026-11-23'": true,
		"length(notes)": 6.0, "sum(visits)": 4.0, "mean(visits)": 2.0, "max(visits)": 3.0, "min(visits, age)": 1.0, "count(visits)": 2.0,
		"round(2.5)": 3.0, "round(-2.5)": -3.0, "round(2.345, 2)": 2.35, "abs(-2)": 2.0,
		"if(age > 18, 'old', 'young')": "old", "first(rested, calm)": 4.0, "if(rested > 1, 1, 2)": nil,
		// missing
		"rested + 1": nil, "rested > 1": nil, "not (rested > 1)": nil, "sum(calm, rested)": nil, "answered(rested)": false, "answered(calm)": true,
		"rested > 1 or age > 1": true, "rested > 1 and age > 1": nil, "rested > 1 and age < 1": false, "rested > 1 or age < 1": nil,
		"not answered(rested) and not (age < 5)": true, "rested == ''": true, "calm != ''": true,
		"true": true, "true and not false": true,
	} {
		f, err := Read(words)
		if err != nil {
			t.Errorf("%s: %v", words, err)
			continue
		}
		if err := f.Check(kinds); err != nil {
			t.Errorf("%s: %v", words, err)
		}
		if got := f.Of(answers, today); got != want {
			t.Errorf("%s is %v, not %v", words, got, want)
		}
	}
}

func TestFaultsAreSaid(t *testing.T) {
	for words, want := range map[string]string{
		"1 +": "breaks off", "(1": `")" is missing at the end`, "1 2": `"2" stands where the formula could end`, "1 < 2 < 3": "could end",
		"'abc": "does not end", "age # 3": `"#" means nothing`, "wages(3)": `no function "wages"`, "has(help)": "another number of values",
		"has(1, 'a')": "asks about a question", ", 1": "could be", "1.2.3": "is not a number", "*": "could be",
		strings.Repeat("(", 900) + "1": "nested too deeply", strings.Repeat("-", 900) + "1": "nested too deeply", strings.Repeat("not ", 400) + "true": "nested too deeply",
		strings.Repeat("1+", 1500): "longer than 2000",
	} {
		_, err := Read(words)
		var f Fault
		if !errors.As(err, &f) || !strings.Contains(f.Words, want) {
			t.Errorf("%.40s: %v", words, err)
		}
	}
	for words, want := range map[string]string{
		"height > 3": `called "height"`, "age / 0 > 1": "divided by 0", "age mod 0 > 1": "divided by 0", "age": "yes or no is needed", "help == 'food'": "has(help, 'code')", "mood > 3": "cannot be compared", "mood > '3'": "number(…)", "age == '3'": "cannot be compared",
		"not age": "yes or no is needed", "age and true": "yes or no is needed", "born > 'soon'": "not a date", "born > notes": "compared with a date", "sum(help) > 1": "takes a number",
		"years(age) > 1": "takes a date", "has(help, mood)": "names a choice", "if(age, true, false)": "begins with something that is yes or no", "first(age, mood) == 1": "one or the other",
		"length(photo) > 1": "takes words", "born * 2 > 1": "put together", "count(age) > 1": "takes several choices",
	} {
		f, err := Read(words)
		if err != nil {
			t.Errorf("%s: %v", words, err)
			continue
		}
		if err := f.Check(kinds, Truth); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", words, err)
		}
	}
}

func TestUnknownIsNeitherTrueNorFalse(t *testing.T) {
	f, err := Read("rested > 2")
	if err != nil || f.True(answers, today) || f.False(answers, today) {
		t.Error("something unknown was taken for known", err)
	}
	if nothing := (Formula{}); !nothing.True(answers, today) || nothing.False(answers, today) || nothing.String() != "" || nothing.Check(kinds, Truth) != nil {
		t.Error("a formula that says nothing says something")
	}
	if names := Names("calm + age > calm and answered(mood)"); strings.Join(names, " ") != "calm age mood" {
		t.Error(names)
	}
}

func Names(words string) []string {
	f, err := Read(words)
	if err != nil {
		return nil
	}
	return f.Names()
}

// grown draws a tree that means something.
func grown(rt *rapid.T, depth int, want Kind) node {
	pick := func(n int) int {
		if depth <= 0 {
			return 0
		}
		return rapid.IntRange(0, n).Draw(rt, "pick")
	}
	in := func(k Kind) node { return grown(rt, depth-1, k) }
	if want == Number {
		switch pick(6) {
		case 0:
			return rapid.SampledFrom([]node{name{"age"}, name{"calm"}, name{"rested"}, number{2}, number{0.5}, number{0}}).Draw(rt, "leaf")
		case 1:
			op, left, right := rapid.SampledFrom([]string{"+", "-", "*", "/"}).Draw(rt, "op"), in(Number), in(Number)
			if op == "/" && right == node(number{0}) {
				right = number{2}
			}
			return binary{op, left, right}
		case 2:
			return call{"sum", []node{in(Number), in(Number)}}
		case 3:
			return call{"round", []node{in(Number), number{1}}}
		case 4:
			return call{"if", []node{in(Truth), in(Number), in(Number)}}
		case 5:
			return call{"number", []node{name{"mood"}}}
		}
		return call{"max", []node{in(Number), number{3}}}
	}
	switch pick(8) {
	case 6:
		return call{"if", []node{in(Truth), in(Truth), in(Truth)}}
	case 7:
		return binary{rapid.SampledFrom([]string{"==", "!="}).Draw(rt, "op"), in(Truth), in(Truth)}
	case 8:
		return binary{rapid.SampledFrom([]string{"<", ">=", "=="}).Draw(rt, "op"), name{"born"}, text{"1990-11-24"}}
	case 0:
		return rapid.SampledFrom([]node{call{"has", []node{name{"help"}, text{"money"}}}, call{"has", []node{name{"mood"}, text{"2"}}}, call{"answered", []node{name{"rested"}}}, binary{"==", name{"mood"}, text{"2"}}, binary{"<", name{"calm"}, number{3}}}).Draw(rt, "leaf")
	case 1:
		return binary{rapid.SampledFrom([]string{"and", "or"}).Draw(rt, "op"), in(Truth), in(Truth)}
	case 2:
		return not{in(Truth)}
	case 3:
		return binary{rapid.SampledFrom([]string{"<", "<=", ">", ">=", "==", "!="}).Draw(rt, "op"), in(Number), in(Number)}
	case 4:
		return binary{"!=", name{"mood"}, text{"it's"}}
	}
	return binary{"and", in(Truth), in(Truth)}
}

// What was written is read as the same, in every dialect that can say it, and
// means the same.
func TestWrittenIsReadAsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := Formula{grown(rt, 4, Truth)}
		if err := f.Check(kinds, Truth); err != nil {
			rt.Fatal(err)
		}
		want := f.Of(answers, today)
		again, err := Read(f.String())
		if err != nil || again.String() != f.String() || again.Of(answers, today) != want {
			rt.Fatalf("%s\n%s: %v", f, again, err)
		}
		xpath, err := f.XPath("calm", kinds)
		if err != nil {
			rt.Fatal(err)
		}
		if again, err = ReadXPath(xpath, "calm"); err != nil || again.Fitted(kinds).Of(answers, today) != want {
			rt.Fatalf("%s\n%s\n%s: %v", f, xpath, again, err)
		}
		redcap, err := f.REDCap(kinds)
		if err != nil {
			return // REDCap cannot say everything
		}
		if again, err = ReadREDCap(redcap); err != nil || again.Fitted(kinds).Of(answers, today) != want {
			rt.Fatalf("%s\n%s\n%s is %v, not %v: %v", f, redcap, again, again.Fitted(kinds).Of(answers, today), want, err)
		}
	})
}

func TestXPath(t *testing.T) {
	for words, want := range map[string]string{
		"${age} >= 18 and selected(${help}, 'money')":        "age >= 18 and has(help, 'money')",
		". > 0 and . <= 120":                                 "age > 0 and age <= 120",
		"not(selected(${help}, 'food')) or ${calm} = ''":     "not has(help, 'food') or not answered(calm)",
		"count-selected(${help}) > 1":                        "count(help) > 1",
		"string-length(${notes}) div 2 > .5 * 3":             "",
		"${age} div 2 = 3":                                   "age / 2 == 3",
		"${born} < date('2000-01-01')":                       "born < '2000-01-01'",
		"${mood} = 2 and ${mood} > 1":                        "mood == '2' and number(mood) > 1",
		"if(${age} > 3, true(), false())":                    "if(age > 3, true, false)",
		"if(${age} > 3, 'true', 'false') = 'true'":           "age > 3",
		"if(${age} > 3, 'true', 'no')":                       "if(age > 3, 'true', 'no')",
		"coalesce(${calm}, ${rested})":                       "first(calm, rested)",
		"round(sum(${visits}) div 3, 1) > today() - ${born}": "round(sum(visits) / 3, 1) > today() - born",
	} {
		f, err := ReadXPath(words, "age")
		if want == "" {
			if err == nil {
				t.Errorf("%s is read as %s", words, f)
			}
			continue
		}
		if got := f.Fitted(kinds).String(); err != nil || got != want {
			t.Errorf("%s is %s, not %s: %v", words, got, want, err)
		}
	}
	for _, words := range []string{"pulldata('x', 'y')", "${a", "${a b}", "../b", "regex(., '^a')", ". > 1", "instance('x')/root", "position(..)"} {
		if f, err := ReadXPath(words, ""); err == nil {
			t.Errorf("%s is read as %s", words, f)
		}
	}
	for words, want := range map[string]string{
		"born < '2000-01-01' or today() == '2026-11-23'":         "${born} < date('2000-01-01') or today() = date('2026-11-23')",
		"notes == '2000-01-01'":                                  "${notes} = '2000-01-01'",
		"answered(calm) == has(help, 'food')":                    "(${calm} != '') = selected(${help}, 'food')",
		"not answered(calm) == true":                             "(${calm} != '') != true()",
		"not (age > 3) and not has(help, 'food')":                ". <= 3 and not(selected(${help}, 'food'))",
		"not (age > 3 and answered(calm)) or not has(mood, '2')": ". <= 3 or ${calm} = '' or not(selected(${mood}, '2'))",
		"count(help) > count(visits)":                            "count-selected(${help}) > count(${visits})",
	} {
		f, err := Read(words)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.XPath("age", kinds)
		again, readErr := ReadXPath(got, "age")
		if got != want || err != nil || readErr != nil || !strings.Contains(words, "not") && again.String() != f.String() {
			t.Errorf("%s is %s, not %s, and read again %s: %v %v", words, got, want, again, err, readErr)
		}
	}
	if _, err := (Formula{call{"years", []node{name{"born"}}}}).XPath("", kinds); err == nil {
		t.Error("XLSForm has no years")
	}
}

func TestREDCap(t *testing.T) {
	for words, want := range map[string]string{
		"[age] >= 18 AND [help(money)] = '1'":         "age >= 18 and has(help, 'money')",
		"[help(food)]<>1 or [calm] = \"\"":            "not has(help, 'food') or not answered(calm)",
		"[mood] = '2' or [mood] > 1 or [mood] >= '1'": "mood == '2' or number(mood) > 1 or number(mood) >= 1",
		"[mood] = 2 and [age] > '5'":                  "mood == '2' and age > 5",
		"round(([calm]+[rested])/2, 1)":               "round((calm + rested) / 2, 1)",
		"sum([mood], [calm])":                         "sum(number(mood), calm)",
		"datediff([born], 'today', 'y') > 17":         "years(born) > 17",
		"datediff([born], 'today', 'd', true) > 17":   "today() - born > 17",
		"datediff([born], 'today', \"d\") > 17":       "abs(today() - born) > 17",
		"if([age] > 3, 1, 0)":                         "if(age > 3, 1, 0)",
	} {
		f, err := ReadREDCap(words)
		if got := f.Fitted(kinds).String(); err != nil || got != want {
			t.Errorf("%s is %s, not %s: %v", words, got, want, err)
		}
	}
	for _, words := range []string{"[event][age] > 1", "[age", "[help(food)]", "[help(food)] > 1", "datediff([a], [b], 'M')", "left([a], 2)", "[a b] = 1", "stdev([a])"} {
		if f, err := ReadREDCap(words); err == nil {
			t.Errorf("%s is read as %s", words, f)
		}
	}
	for words, want := range map[string]string{
		"not if(age > 3, calm > 1, has(help, 'food'))": "if([age] > 3, [calm] <= 1, [help(food)] = '0')",
		"if(not has(help, 'food'), 1, 2) > 1":          "if([help(food)] = '0', 1, 2) > 1",
		"answered(calm) == has(help, 'food')":          "([calm] <> '') = ([help(food)] = '1')",
		"not has(help, 'food') == true":                "([help(food)] = '1') <> (1 = 1)",
		"number(age + 1) * 2 > 3":                      "([age] + 1) * 2 > 3",
		"has(mood, '2') and not has(mood, '3')":        "[mood] = '2' and [mood] <> '3'",
		"born < '2000-01-01'":                          "[born] < '2000-01-01'",
		"age mod 2 == 1":                               "",
		"not (first(age > 3, calm > 1))":               "",
		"answered(help)":                               "",
		"count(help) > 1":                              "",
	} {
		f, err := Read(words)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.REDCap(kinds)
		if got != want || (want == "") != (err != nil) {
			t.Errorf("%s is %s, not %s: %v", words, got, want, err)
		}
	}
	f, _ := Read("not (age > 3 and (has(help, 'food') or answered(calm)))")
	if got, err := f.REDCap(kinds); err != nil || got != "[age] <= 3 or [help(food)] = '0' and [calm] = ''" {
		t.Errorf("%s %v", got, err)
	}
}

func FuzzFormulas(f *testing.F) {
	for _, words := range []string{"age >= 18 and has(help, 'money')", "${a} div -3", "[a(1)] = '1' and datediff([b],'today','y')>1", "((", "'", "not not true", "if(a,b,c)"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, read := range []func(string) (Formula, error){Read, ReadREDCap, func(w string) (Formula, error) { return ReadXPath(w, "age") }} {
			got, err := read(words)
			if err != nil {
				continue
			}
			got = got.Fitted(kinds)
			again, err := Read(got.String())
			if err != nil || again.String() != got.String() {
				t.Fatalf("%q is written as %q and read as %q: %v", words, got, again, err)
			}
			if got.Check(kinds) == nil {
				got.Of(answers, today)
			}
		}
	})
}
