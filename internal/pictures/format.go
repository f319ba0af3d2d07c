package pictures

import "bytes"

type format int

const (
	asNothing format = iota
	asJPEG
	asPNG
	asHEIC
)

// formatOf tells a format by the bytes that a file begins with. A web page, an
// archive or a document that has a photograph further inside begins otherwise.
func formatOf(body []byte) format {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xd8\xff")):
		return asJPEG
	case bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")):
		return asPNG
	case len(body) >= 12 && string(body[4:8]) == "ftyp" && heic[string(body[8:12])]:
		return asHEIC
	}
	return asNothing
}

// heic are the brands of HEIF, ISO/IEC 23008-12 annexes B and E.
var heic = map[string]bool{"heic": true, "heix": true, "heim": true, "heis": true, "hevc": true, "hevx": true, "mif1": true, "msf1": true}
