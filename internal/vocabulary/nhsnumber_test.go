package vocabulary

import (
	"errors"
	"strings"
	"testing"
)

func TestParseNHSNumber(t *testing.T) {
	for text, want := range map[string]string{
		"9000000009":                "9000000009", // worked by hand: 90 mod 11 = 2, 11-2 = 9
		"654 100 3238":              "6541003238",
		"654-100-3238":              "6541003238",
		" 654\u00a0100\u20133238\t": "6541003238",
		"654.100.3238":              "6541003238",
	} {
		if got, err := ParseNHSNumber(text); err != nil || got != want {
			t.Errorf("ParseNHSNumber(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestParseNHSNumberRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"":               ErrNHSNumberEmpty,
		" - ":            ErrNHSNumberEmpty,
		"QQ 12 34 56 C":  ErrNHSNumberNI,
		"qq123456":       ErrNHSNumberNI,
		"07700 900123":   ErrNHSNumberPhone,
		"+44 7700900123": ErrNHSNumberPhone,
		"654100323X":     ErrNHSNumberCharacters,
		"٦٥٤١٠٠٣٢٣٨":     ErrNHSNumberCharacters,
		"6541003239":     ErrNHSNumberCheck,
		"6451003238":     ErrNHSNumberCheck, // two neighbours swapped
		"0000000000":     ErrNHSNumberRepeated,
		"9999999999":     ErrNHSNumberRepeated,
	} {
		if got, err := ParseNHSNumber(text); !errors.Is(err, want) || got != "" {
			t.Errorf("ParseNHSNumber(%q) = %q, %v; want error %v", text, got, err, want)
		}
	}
	if _, err := ParseNHSNumber("65410032"); err == nil || !strings.Contains(err.Error(), "This has 8") {
		t.Errorf("too short: %v", err)
	}
}

func TestEverySingleDigitErrorIsCaught(t *testing.T) {
	number := MakeNHSNumber(12345)
	for i := range number {
		for digit := byte('0'); digit <= '9'; digit++ {
			if digit == number[i] {
				continue
			}
			wrong := number[:i] + string(digit) + number[i+1:]
			if ValidNHSNumber(wrong) {
				t.Errorf("%s passes although %s was meant", wrong, number)
			}
		}
	}
}

func TestMakeNHSNumber(t *testing.T) {
	seen := make(map[string]bool)
	for n := range 50_000 {
		number := MakeNHSNumber(n)
		if !strings.HasPrefix(number, "999") || !ValidNHSNumber(number) {
			t.Fatalf("MakeNHSNumber(%d) = %q", n, number)
		}
		if seen[number] {
			t.Fatalf("MakeNHSNumber(%d) = %q again", n, number)
		}
		seen[number] = true
	}
	for _, n := range []int{-1, madeUpNumbers - 1, madeUpNumbers, 1 << 40} {
		if number := MakeNHSNumber(n); !ValidNHSNumber(number) {
			t.Errorf("MakeNHSNumber(%d) = %q", n, number)
		}
	}
}

func TestFormatNHSNumber(t *testing.T) {
	for digits, want := range map[string]string{
		"6541003238": "654 100 3238", "": "", "abc": "abc", "654100323X": "654100323X",
	} {
		if got := FormatNHSNumber(digits); got != want {
			t.Errorf("FormatNHSNumber(%q) = %q, want %q", digits, got, want)
		}
	}
}

func FuzzNHSNumber(f *testing.F) {
	for _, seed := range []string{"654 100 3238", "QQ123456C", "", "07700900123", "654100323\u0663", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		digits, err := ParseNHSNumber(text)
		if err != nil {
			if digits != "" {
				t.Fatalf("%q: digits %q with an error", text, digits)
			}
			return
		}
		again, err := ParseNHSNumber(FormatNHSNumber(digits))
		if err != nil || again != digits || !ValidNHSNumber(digits) {
			t.Fatalf("%q: %q does not survive: %q, %v", text, digits, again, err)
		}
	})
}
