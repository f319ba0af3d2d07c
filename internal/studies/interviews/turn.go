package interviews

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"linkwork/internal/db"
)

// Turn is what one speaker said in one go.
type Turn struct {
	Who  string `json:"who"` // "Interviewer", "P017"
	Said string `json:"said"`
}

// The limits of a transcript: a talk of three hours has about 2,000 turns and 30,000
// words.
const (
	mostTurns = 10_000
	// MostBytes is the longest transcript.
	MostBytes = 2 << 20
)

var (
	speaker = regexp.MustCompile(`^([^\s:][^:\n]{0,39}?)\s*:\s*(.*)$`)
	cue     = regexp.MustCompile(`^(\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->`)
	number  = regexp.MustCompile(`^\d+$`)
	voice   = regexp.MustCompile(`^<v\s+([^>]{1,40})>\s*(.*?)(</v>)?$`)
	clock   = regexp.MustCompile(`^\[?\(?\d{1,2}:\d{2}(:\d{2})?\)?\]?\s*`)
)

// ReadTurns reads a transcript: lines that begin with a speaker and a colon, as people
// type them, or the captions of a video call (WebVTT, SRT). A line without a speaker
// goes on with the turn before; an empty line ends nothing. *db.Invalid with the field
// "transcript" says what is wrong.
func ReadTurns(text string) ([]Turn, error) {
	if len(text) > MostBytes {
		return nil, db.Fault("transcript", "This is longer than any interview. Choose the transcript only")
	}
	if !utf8.ValidString(text) {
		return nil, db.Fault("transcript", "This is no plain text. Save it as plain text (UTF-8) and choose that")
	}
	var turns []Turn
	for _, line := range strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "", "\ufeff", "").Replace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line == "WEBVTT" || cue.MatchString(line) || number.MatchString(line) || strings.HasPrefix(line, "NOTE ") {
			continue
		}
		line = clock.ReplaceAllString(line, "")
		if m := voice.FindStringSubmatch(line); m != nil {
			line = m[1] + ": " + m[2]
		}
		if m := speaker.FindStringSubmatch(line); m != nil && speaks(m[1]) {
			turns = said(turns, strings.TrimSpace(m[1]), m[2])
			continue
		}
		if len(turns) == 0 {
			return nil, db.Fault("transcript", "Begin each turn with who speaks and a colon, like Interviewer: or P017:")
		}
		turns[len(turns)-1].Said = strings.TrimSpace(turns[len(turns)-1].Said + " " + line)
	}
	switch {
	case len(turns) == 0:
		return nil, db.Fault("transcript", "Paste the transcript, or choose a file")
	case len(turns) > mostTurns:
		return nil, db.Fault("transcript", fmt.Sprintf("This has more than %d turns. Choose the transcript of one session", mostTurns))
	}
	return turns, nil
}

// speaks reports whether what stands before a colon is a speaker: a few words, no
// sentence.
func speaks(who string) bool {
	return len(strings.Fields(who)) <= 4 && !strings.ContainsAny(who, ".?!,;")
}

// said adds a turn, or goes on with the one before where the same speaks.
func said(turns []Turn, who, words string) []Turn {
	if n := len(turns); n > 0 && turns[n-1].Who == who {
		turns[n-1].Said = strings.TrimSpace(turns[n-1].Said + " " + words)
		return turns
	}
	return append(turns, Turn{who, strings.TrimSpace(words)})
}

// Write is a transcript as text that ReadTurns reads.
func Write(turns []Turn) string {
	var b strings.Builder
	for _, t := range turns {
		b.WriteString(t.Who + ": " + t.Said + "\n\n")
	}
	return b.String()
}
