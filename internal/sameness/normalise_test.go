package sameness

import (
	"errors"
	"slices"
	"testing"
)

func TestParsePhone(t *testing.T) {
	for text, want := range map[string]string{
		"01632 960001":             "+441632960001",
		"(01632) 960 001":          "+441632960001",
		"01632-960-001":            "+441632960001",
		"+44 (0)1632 960001":       "+441632960001",
		"+44 1632 960001":          "+441632960001",
		"0044 1632 960001":         "+441632960001",
		"441632960001":             "+441632960001",
		"Tel: 01632 960001":        "+441632960001",
		"tel:+44-1632-960001":      "+441632960001",
		"01632 960001 ext. 12":     "+441632960001",
		"01632 960001 x12":         "+441632960001",
		"01632 960001 (option 2)":  "",
		"01632\u00a0960\u200b001":  "+441632960001",
		"07700 900123":             "+447700900123",
		"0800 1111":                "+448001111",
		"0800 157000":              "+44800157000",
		"01632 96001":              "+44163296001", // some area codes have five digits after them
		"960001":                   "",
		"+33 1 23 45 67 89":        "",
		"999":                      "",
		"ask at reception":         "",
		"0163296000１":              "", // a full-width digit
		"04632 960001":             "",
		"01632 960001 or 07700900": "",
	} {
		got, err := ParsePhone(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParsePhone(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	if _, err := ParsePhone(" "); !errors.Is(err, ErrPhoneEmpty) {
		t.Errorf("empty: %v", err)
	}
}

func TestParseSite(t *testing.T) {
	for text, want := range map[string]string{
		"https://www.harbour.example/Lunch-Club/": "harbour.example/lunch-club",
		"harbour.example":                         "harbour.example",
		"http://harbour.example:8080/#top":        "harbour.example",
		"WWW.Harbour.Example/index.html":          "harbour.example",
		"https://harbour.example/a/../b?utm_x=1":  "harbour.example/b",
		"https://harbour.example/service?id=7&x":  "harbour.example/service?id=7",
		"https://harbour.example./":               "harbour.example",
	} {
		if got, ok := ParseSite(text); !ok || got.String() != want {
			t.Errorf("ParseSite(%q) = %q, %t; want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "n/a", "none yet", "javascript:alert(1)", "ftp://harbour.example", "https://a@b.example", "https://", "..", "https://x..example"} {
		if got, ok := ParseSite(text); ok {
			t.Errorf("ParseSite(%q) = %q", text, got)
		}
	}
}

func TestParseEmail(t *testing.T) {
	for text, want := range map[string]string{
		" Hello@Harbour.Example ": "hello@harbour.example", "mailto:a.b+c@harbour.example?subject=x": "a.b+c@harbour.example",
		"hello at harbour": "", "a@b": "", "@harbour.example": "", "Ann <a@harbour.example>": "", "a@b.example, c@d.example": "", "": "",
	} {
		if got, ok := ParseEmail(text); got != want || ok != (want != "") {
			t.Errorf("ParseEmail(%q) = %q, %t; want %q", text, got, ok, want)
		}
	}
}

func TestTidyIdentifier(t *testing.T) {
	for _, c := range []struct{ is, want Identifier }{
		{Identifier{"GB-CHC", "9000001"}, Identifier{EnglishCharity, "9000001"}},
		{Identifier{"Registered charity number", " 900 0001 "}, Identifier{EnglishCharity, "9000001"}},
		{Identifier{"charity", "SC 009001"}, Identifier{ScottishCharity, "SC9001"}},
		{Identifier{"", "GB-CHC-9000001"}, Identifier{EnglishCharity, "9000001"}},
		{Identifier{"Companies House", "90001"}, Identifier{Company, "00090001"}},
		{Identifier{"company", "sc090001"}, Identifier{Company, "SC090001"}},
		{Identifier{"uprn", "000900000001"}, Identifier{UPRN, "900000001"}},
		{Identifier{"Our list", "A-7"}, Identifier{"ourlist", "A7"}},
		{Identifier{"charity", "0000000"}, Identifier{}},
		{Identifier{"charity", "not known"}, Identifier{}},
		{Identifier{"charity", ""}, Identifier{}},
	} {
		if got := c.is.Tidy(); got != c.want {
			t.Errorf("%v.Tidy() = %v, want %v", c.is, got, c.want)
		}
	}
}

func TestOrganisationKey(t *testing.T) {
	for _, same := range [][]string{
		{"Harbour Friends", "The Harbour Friends Ltd", "HARBOUR FRIENDS C.I.C.", "Harbour Friends (registered charity)", "Harbour Friends Charitable Trust", "Harbour’s Friends CIO"},
		{"Age & Action", "Age and Action Limited"},
	} {
		for _, name := range same[1:] {
			if a, b := OrganisationKey(same[0]), OrganisationKey(name); a != b {
				t.Errorf("%q is %q, %q is %q", same[0], a, name, b)
			}
		}
	}
	if a, b := OrganisationKey("Harbour Friends"), OrganisationKey("Harbour Care"); a == b {
		t.Errorf("two organisations are %q", a)
	}
	for _, name := range []string{"The Trust", "Company", "(Harbour)"} {
		if OrganisationKey(name) == "" {
			t.Errorf("%q has no key", name)
		}
	}
}

func TestReadName(t *testing.T) {
	for text, want := range map[string]audience{
		"Over 60s lunch club":           {ages: span{60, oldest}},
		"Lunch club (60+)":              {ages: span{60, oldest}},
		"Lunch club for 60 and over":    {ages: span{60, oldest}},
		"Under 5's stay and play":       {ages: span{0, 4}},
		"Stay and play, ages 0-4":       {ages: span{0, 4}},
		"Youth club 11 to 16":           {ages: span{11, 16}},
		"Toddler group":                 {ages: span{0, 4}},
		"Men's shed":                    {sex: "men"},
		"Ladies’ choir":                 {sex: "women"},
		"Choir for men and women":       {},
		"Yoga for beginners":            {levels: []string{"beginners"}},
		"First aid level 2":             {numbers: []string{"2"}},
		"Carers' coffee":                {groups: []string{"carer"}},
		"Tuesday lunch club":            {},
		"Sunday Group for older people": {ages: span{50, oldest}},
	} {
		if got := readName(text).audience; got.ages != want.ages || !got.same(want) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	if n := readName("Tuesdays & Fridays: Lunch"); n.days != days(0).with(2).with(5) || len(n.words) != 1 {
		t.Errorf("%+v", n)
	}
}

func TestWithoutOrganisation(t *testing.T) {
	for name, want := range map[string]string{
		"Harbour Friends: Lunch club":    ": lunch club",
		"Lunch club (Harbour Friends)":   "lunch club (",
		"Lunch club at Harbour Friends":  "lunch club at ",
		"Harbour friendship club":        "Harbour friendship club",
		"Harbour Friends":                "Harbour Friends",
		"The Harbour Friends lunch club": "The Harbour Friends lunch club",
	} {
		if got := withoutOrganisation(name, "Harbour Friends"); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	if got := withoutOrganisation("Yoga for all", "Yoga"); got != "Yoga for all" {
		t.Errorf("a name of one word is dropped: %q", got)
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, seed := range []string{"01632 960001", "+44 (0)1632 960001 ext 3", "tel:0044", "", "\xff", "x1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		phone, err := ParsePhone(text)
		if err != nil {
			return
		}
		if again, err := ParsePhone(phone); err != nil || again != phone || len(phone) > 13 {
			t.Fatalf("%q is %q and then %q, %v", text, phone, again, err)
		}
	})
}

func FuzzParseSite(f *testing.F) {
	for _, seed := range []string{"https://www.harbour.example/a?id=1", "www.www.a.b", "a.b/%2e%2e/%41", "http://[::1]/", "a.b/index.html/index.html", "0..", "0.0/indeX.html/indeX.htm", "\xff.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		site, ok := ParseSite(text)
		if !ok {
			return
		}
		if again, ok := ParseSite(site.String()); !ok || again != site {
			t.Fatalf("%q is %q and then %q, %t", text, site, again, ok)
		}
	})
}

func FuzzParseEmail(f *testing.F) {
	for _, seed := range []string{"a@harbour.example", "mailto:mailto:a@b.example", "İ@b.example", "a?@b.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		email, ok := ParseEmail(text)
		if !ok {
			return
		}
		if again, ok := ParseEmail(email); !ok || again != email {
			t.Fatalf("%q is %q and then %q, %t", text, email, again, ok)
		}
	})
}

func FuzzTidyIdentifier(f *testing.F) {
	f.Add("charity", "SC 0012")
	f.Add("", "GB-CHC-GB-COH-123456")
	f.Add("company", "0")
	f.Add("", "GB CHC0GB COH00000000001")
	f.Fuzz(func(t *testing.T, scheme, number string) {
		tidy := Identifier{scheme, number}.Tidy()
		if again := tidy.Tidy(); again != tidy {
			t.Fatalf("%q %q is %v and then %v", scheme, number, tidy, again)
		}
	})
}

func FuzzOrganisationKey(f *testing.F) {
	for _, seed := range []string{"The Harbour Trust Ltd", "C.I.C.", "(a) b (c", "of the and", "w a l k s", "ŀ", "ﬁne Ltd"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key := OrganisationKey(text)
		if again := OrganisationKey(key); again != key {
			t.Fatalf("%q is %q and then %q", text, key, again)
		}
	})
}

func FuzzReadName(f *testing.F) {
	for _, seed := range []string{"Over 60s Tuesday lunch", "11-16 to 5+", "0 - 0", "men women", "99999 to 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := readName(text)
		if n.ages.from > oldest || n.ages.to > oldest || n.ages.to < n.ages.from-1 {
			t.Fatalf("ages %v", n.ages)
		}
		if l := alike(n, n, nil); n.key != "" && l.percent != 100 {
			t.Fatalf("%q is like itself by %d: %+v", text, l.percent, n)
		}
		if !slices.IsSorted(n.groups) || !slices.IsSorted(n.numbers) {
			t.Fatalf("%+v is not in order", n.audience)
		}
	})
}
