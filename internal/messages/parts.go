package messages

import (
	"strings"
	"unicode/utf16"
)

// Length is how long a text is on its way.
type Length struct {
	Characters int
	Parts      int  // texts that it is sent as, and paid for
	Wide       bool // it has a letter outside the basic alphabet, which makes parts shorter
}

// The alphabet of texts (3GPP TS 23.038, 6.2.1): a letter of the basic table
// takes one place, one of the extension two.
const (
	basicLetters = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extraLetters = "^{}\\[~]|€\f"
)

// Places in one text, and in each part of a longer one.
const (
	onePart, eachPart         = 160, 153
	oneWidePart, eachWidePart = 70, 67
)

// LengthOf counts a text as networks do. No letter is divided between two
// parts.
func LengthOf(text string) Length {
	l := Length{Characters: len([]rune(text))}
	for _, r := range text {
		l.Wide = l.Wide || !strings.ContainsRune(basicLetters, r) && !strings.ContainsRune(extraLetters, r)
	}
	one, each := onePart, eachPart
	if l.Wide {
		one, each = oneWidePart, eachWidePart
	}
	total, used := 0, 0
	l.Parts = 1
	for _, r := range text {
		n := places(r, l.Wide)
		if total += n; used+n > each {
			l.Parts, used = l.Parts+1, 0
		}
		used += n
	}
	if total <= one {
		l.Parts = 1
	}
	return l
}

func places(r rune, wide bool) int {
	switch {
	case wide:
		return max(1, utf16.RuneLen(r))
	case strings.ContainsRune(extraLetters, r):
		return 2
	}
	return 1
}
