package document

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	remarkMark  = "The text begins with a byte order mark. It was dropped; publish without it."
	remarkUTF16 = "The text is UTF-16. It was converted; publish UTF-8."
	remarkLatin = "The text is not UTF-8, and was read as Windows-1252 (Latin-1). Publish UTF-8, or names with accents may be wrong."
)

// Text returns a body as UTF-8 without a byte order mark, and remarks on what
// had to be done.
func Text(body []byte) (text []byte, remarks []string) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		body, remarks = body[3:], append(remarks, remarkMark)
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		return convert(body, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), []string{remarkUTF16}
	}
	if utf8.Valid(body) {
		return body, remarks
	}
	return convert(body, charmap.Windows1252), append(remarks, remarkLatin)
}

// convert keeps a body that cannot be converted: its JSON will say what is
// wrong with it.
func convert(body []byte, from encoding.Encoding) []byte {
	text, err := from.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return text
}
