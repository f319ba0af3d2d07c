package formula

import "testing"

func TestAFormulaInWords(t *testing.T) {
	for formula, want := range map[string]string{
		"":                                      "",
		"mood < 5":                              "<mood> is less than 5",
		"mood <= 5 and mood >= 1":               "<mood> is at most 5 and <mood> is at least 1",
		"(a == 'x' or b != 'y') and mood > 2":   "(<a> is [a x] or <b> is not [b y]) and <mood> is more than 2",
		"has(help, 'money') or answered(phone)": "<help> includes [help money] or <phone> is answered",
		"not answered(phone)":                   "<phone> is not answered",
		"not has(help, 'money')":                "it is not so that <help> includes [help money]",
		"agrees":                                "<agrees>",
		"sum(a, b) > 3":                         "sum(a, b) is more than 3",
		"since <= today()":                      "<since> is at most today()",
		"number(a) + 1 == 2":                    "number(a) + 1 is 2",
	} {
		f, err := Read(formula)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Words(func(n string) string { return "<" + n + ">" }, func(n, code string) string { return "[" + n + " " + code + "]" }); got != want {
			t.Errorf("%s: %s, want %s", formula, got, want)
		}
	}
}
