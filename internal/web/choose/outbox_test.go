package choose

import (
	"slices"
	"testing"

	"linkwork/internal/messages"
)

func TestAddressesInAMessageAreLinks(t *testing.T) {
	const home = "http://127.0.0.1:8080"
	for line, want := range map[string][]piece{
		"":      nil,
		"Hello": {{"Hello", ""}},
		"Open http://127.0.0.1:8080/answer/x_-1?a=b.": {{"Open ", ""}, {home + "/answer/x_-1?a=b", "/answer/x_-1?a=b"}, {".", ""}},
		"(" + home + "/a) and https://b.example":      {{"(", ""}, {home + "/a", "/a"}, {") and https://b.example", ""}},
		"http://127.0.0.1:8080.evil.example/x":        {{"http://127.0.0.1:8080.evil.example/x", ""}},
		"javascript:alert(1)":                         {{"javascript:alert(1)", ""}},
	} {
		if got := pieces(line, home); !slices.Equal(got, want) {
			t.Errorf("%q: %+v", line, got)
		}
	}
}

func TestWordsAreFoundInAMessage(t *testing.T) {
	e := messages.Entry{Message: messages.Message{To: "hello@lunch.example", Subject: "Your code", Text: "It is {secret}.", Secret: "123456"}}
	for words, want := range map[string]bool{"": true, "LUNCH": true, "code": true, "123456": true, "supper": false} {
		if says(e, words) != want {
			t.Errorf("%q: %v", words, !want)
		}
	}
}
