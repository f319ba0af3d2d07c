package openreferral

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// utf8Of returns a file as UTF-8 without a mark at its beginning, and says
// what it was otherwise. Spreadsheets are often saved in the alphabet of
// Windows.
func utf8Of(body []byte) (text []byte, was string) {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		if text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(body); err == nil {
			return text, "UTF-16"
		}
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return body[3:], ""
	}
	if utf8.Valid(body) {
		return body, ""
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(body)
	if err != nil { // it has a letter for every byte
		return bytes.ToValidUTF8(body, []byte("\ufffd")), "no alphabet that is known"
	}
	return text, "the alphabet of Windows (Latin-1)"
}
