package readers

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"linkwork/internal/db"
)

// MostReport is how large a returned mail may be, in bytes.
const MostReport = 1 << 20

// report is what a mail server or provider tells of a mail that we sent: that it was not
// delivered (RFC 3464), or that its reader complained of it (RFC 5965).
type report struct {
	MessageID string // of our mail; "" where the report does not say
	Complaint bool
	About     []recipient
}

// recipient is what a report says of one address.
type recipient struct {
	Address string // as we wrote it, if the report says so
	Action  string // failed, delayed, delivered, relayed, expanded
	Status  string // "5.1.1"
}

// hard reports whether mail to the address is hopeless. 5.7 is about the sender.
func (x recipient) hard() bool {
	return x.Action == "failed" && strings.HasPrefix(x.Status, "5.") && !strings.HasPrefix(x.Status, "5.7.")
}

// soft reports whether it came back for now.
func (x recipient) soft() bool { return x.Action == "failed" && !x.hard() }

var errNoReport = errors.New("not a report about a mail that came back")

// readReport reads a mail as it came.
func readReport(raw []byte) (x report, err error) {
	if len(raw) > MostReport {
		return x, errNoReport
	}
	m, err := mail.ReadMessage(bytes.NewReader(withoutEnvelope(raw)))
	if err != nil {
		return x, errNoReport
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/report" || params["boundary"] == "" {
		return x, errNoReport
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for range 20 { // a report has three
		part, err := parts.NextRawPart()
		if err != nil {
			break // what is cut off at the end said enough
		}
		x.read(part)
	}
	if len(x.About) == 0 {
		return x, errNoReport
	}
	return x, nil
}

// withoutEnvelope takes away what a mailbox file or a paste has before the first header.
func withoutEnvelope(raw []byte) []byte {
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) {
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	return raw
}

func (x *report) read(part *multipart.Part) {
	kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
	switch kind {
	case "message/delivery-status", "message/global-delivery-status":
		for _, fields := range blocks(decoded(part)) {
			if r := recipientOf(fields); r.Address != "" && r.Action != "" {
				x.About = append(x.About, r)
			}
		}
	case "message/feedback-report":
		for _, fields := range blocks(decoded(part)) {
			if kind := strings.ToLower(fields.Get("Feedback-Type")); kind == "abuse" || kind == "opt-out" {
				x.Complaint = true
				x.About = append(x.About, recipient{Address: address(fields.Get("Original-Rcpt-To")), Action: "complaint"})
			}
		}
	case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers":
		if all := blocks(decoded(part)); len(all) > 0 {
			x.MessageID = db.Storable(all[0].Get("Message-Id"))
		}
	}
}

// decoded undoes the coding of a part, which reports should not have and some do.
func decoded(part *multipart.Part) io.Reader {
	switch strings.ToLower(strings.TrimSpace(part.Header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, part)
	case "quoted-printable":
		return quotedprintable.NewReader(part)
	}
	return part
}

// blocks reads groups of header fields, divided by empty lines.
func blocks(r io.Reader) (all []textproto.MIMEHeader) {
	in := textproto.NewReader(bufio.NewReader(io.LimitReader(r, MostReport)))
	for range 1000 {
		fields, err := in.ReadMIMEHeader()
		if len(fields) > 0 {
			all = append(all, fields)
		}
		if err != nil {
			return all
		}
	}
	return all
}

func recipientOf(fields textproto.MIMEHeader) recipient {
	r := recipient{Address: address(fields.Get("Original-Recipient")), Action: strings.ToLower(firstWord(fields.Get("Action"))), Status: firstWord(fields.Get("Status"))}
	if r.Address == "" {
		r.Address = address(fields.Get("Final-Recipient"))
	}
	return r
}

// address is the address in a field like "rfc822; a@example.org".
func address(field string) string {
	if _, after, ok := strings.Cut(field, ";"); ok {
		field = after
	}
	return db.Storable(strings.Trim(strings.TrimSpace(field), "<>"))
}

func firstWord(field string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(field), " ")
	return word
}
