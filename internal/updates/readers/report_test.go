package readers_test

import (
	"strings"
	"testing"

	"linkwork/internal/updates/readers"
)

// bounceOf is a report as RFC 3464 has it.
func bounceOf(address, status, messageID string) string {
	return strings.ReplaceAll(`From: Mail Delivery System <mailer-daemon@mx.example>
To: hello@linkwork.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I am sorry.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; `+address+`
Action: failed
Status: `+status+` (said the server)
Diagnostic-Code: smtp; 550 no

--b1
Content-Type: text/rfc822-headers

Message-Id: `+messageID+`
Subject: What we found

--b1--
`, "\n", "\r\n")
}

// complaintOf is a report as RFC 5965 has it.
func complaintOf(address string) string {
	return `From: abuse@mail.example
Content-Type: multipart/report; report-type=feedback-report; boundary=b2

--b2
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1
Original-Rcpt-To: <` + address + `>

--b2--
`
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(bounceOf("dee@example.org", "5.1.1", "<a.b@linkwork.example>")))
	f.Add([]byte(complaintOf("dee@example.org")))
	f.Add([]byte("From x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\nContent-Type: message/delivery-status\n\nQWN0aW9uOiBmYWlsZWQ=\n--b--"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, address := range readers.ReadReport(raw) {
			if strings.ContainsRune(address, 0) {
				t.Errorf("%q cannot be stored", address)
			}
		}
	})
}
