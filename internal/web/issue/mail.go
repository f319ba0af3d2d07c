package issue

import (
	"context"
	"strings"

	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
)

// Addresses are where mail leads. All are whole addresses.
type Addresses struct {
	Base          string // of the house, without a slash at the end
	Page          string // the issue on the web
	Leave, Choose string // stop, or choose what one gets; "" where nobody in particular reads
}

// absolute is an address as it has to stand in mail.
func (a Addresses) absolute(href string) string {
	if strings.HasPrefix(href, "/") {
		return a.Base + href
	}
	return href
}

// Mail is an issue as mail.
type Mail struct{ Subject, HTML, Text string }

// MostMail is the size in bytes above which mail programs cut the HTML of a mail off:
// Gmail at 102 kB.
const MostMail = 100_000

// AsMail writes an issue as mail: HTML, and the same in plain text.
func AsMail(ctx context.Context, i updates.Issue, at Addresses, pictures Pictures) (m Mail, err error) {
	m.Subject = i.Title + ": " + strings.ToLower(i.Series[:1]) + i.Series[1:] + ", " + i.Dated.MonthWords()
	var b strings.Builder
	if err := mailBody(i, at, pictures).Render(ctx, &b); err != nil {
		return m, err
	}
	m.HTML = b.String()
	m.Text, err = asText(i, at, pictures)
	return m, err
}

// asText writes an issue in plain text.
func asText(i updates.Issue, at Addresses, pictures Pictures) (string, error) {
	parts := mastheadLines(i.Masthead)
	parts = append(parts, caption(i), strings.ToUpper(i.Title), "On the web: "+at.Page)
	if i.Reconstruction {
		parts = append(parts, instudy.Reconstruction)
	}
	if i.Correction != "" {
		parts = append(parts, "Corrected. "+i.Correction)
	}
	if i.Final {
		text := last(i)
		if i.Next.StudyID != "" {
			text += " " + goesOn + "\nSubscribe to “" + i.Next.Title + "”: " + at.absolute(subscribePath(i.Next))
		}
		parts = append(parts, text)
	}
	for _, s := range i.Sections {
		if s.Heading != "" {
			parts = append(parts, s.Heading+"\n"+strings.Repeat("-", len([]rune(s.Heading))))
		}
		if s.Kind == updates.Picture && pictures(s) != "" {
			parts = append(parts, "[Photograph: "+s.Alt+"]")
		}
		if s.Kind == updates.Profile && pictures(s) != "" {
			parts = append(parts, "[Picture: "+s.Portrait.Alt+"]")
		}
		text, err := plainProse(i, s.Text)
		if err != nil {
			return "", err
		}
		if text != "" {
			parts = append(parts, text)
		}
		for _, l := range s.Links {
			parts = append(parts, l.Text+": "+at.absolute(l.Href))
		}
	}
	parts = append(parts, "Acknowledgement: "+acknowledgement(i), "Disclaimer: "+i.Disclaimer)
	if at.Leave != "" {
		parts = append(parts, "You get this because you asked for it.\nStop these emails: "+at.Leave+"\nChoose what you get: "+at.Choose)
	}
	return strings.Join(parts, "\n\n") + "\n", nil
}
