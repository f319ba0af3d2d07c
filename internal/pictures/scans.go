package pictures

// mostScans is how often a JPEG may go over its pixels. Cameras do so once, and
// ten times where a picture gets sharper as it arrives; a few kilobytes that go
// over fifty million pixels thousands of times would keep a server busy for hours.
const mostScans = 50

// scans counts how often a JPEG goes over its pixels, up to its end.
func scans(b []byte) (n int) {
	const scan, end = 0xda, 0xd9
	for at := 2; at+1 < len(b); {
		if b[at] != 0xff || b[at+1] == 0 || b[at+1] == 0xff || b[at+1] >= 0xd0 && b[at+1] <= 0xd7 {
			at++ // pixels, filling, or a mark among pixels
			continue
		}
		marker := b[at+1]
		if marker == end {
			return n
		}
		if marker == scan {
			n++
		}
		if at += 2; at+1 < len(b) {
			at += int(b[at])<<8 | int(b[at+1])
		}
	}
	return n
}
