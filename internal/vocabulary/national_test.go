package vocabulary

import "testing"

func TestUnconfirmedCodeIsNeverSent(t *testing.T) {
	unconfirmed := 0
	for _, code := range NationalCodes() {
		system, sent, term, ok := code.Coding()
		if ok != code.Confirmed || (sent != "") != code.Confirmed || (system != "") != code.Confirmed || (term != "") != code.Confirmed {
			t.Errorf("%s: sent %q %q %q, %v", code.Code, system, sent, term, ok)
		}
		if !code.Confirmed {
			unconfirmed++
		}
	}
	if unconfirmed == 0 || Offered.Confirmed {
		t.Error("the offered code has no published source; this test must see an unconfirmed one")
	}
}

func TestNationalCodesAreWellFormed(t *testing.T) {
	seen := make(map[string]bool)
	for _, code := range NationalCodes() {
		if code.Source == "" || code.Use == "" || code.Term == "" || code.System != SNOMED {
			t.Errorf("%+v", code)
		}
		if !VerhoeffValid(code.Code) {
			t.Errorf("%s has a wrong check digit", code.Code)
		}
		if seen[code.Code] {
			t.Errorf("%s twice", code.Code)
		}
		seen[code.Code] = true
	}
	if Referred.Code != "871731000000106" || Declined.Code != "871711000000103" {
		t.Error("the two codes of the practice's record changed")
	}
}

func TestVerhoeff(t *testing.T) {
	for number, want := range map[string]bool{
		"2363": true, "2364": false, // 236 with check digit 3: the textbook example
		"871731000000106": true, "871731000000160": false, "871730000000106": false,
		"": false, "3": false, "87173100000010x": false,
	} {
		if got := VerhoeffValid(number); got != want {
			t.Errorf("VerhoeffValid(%q) = %v", number, got)
		}
	}
}

func FuzzVerhoeff(f *testing.F) {
	f.Add("871731000000106")
	f.Fuzz(func(t *testing.T, text string) {
		if !VerhoeffValid(text) {
			return
		}
		for i := range text { // one wrong digit is always caught
			for digit := byte('0'); digit <= '9'; digit++ {
				if digit != text[i] && VerhoeffValid(text[:i]+string(digit)+text[i+1:]) {
					t.Fatalf("%q passes with digit %d changed to %c", text, i, digit)
				}
			}
		}
	})
}
