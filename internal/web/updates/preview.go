package updates

import (
	"io"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/issue"
	"linkwork/internal/web/visit"
)

// gallery finds the pictures of a draft: they hang in the public gallery.
func gallery(base, study string) issue.Pictures {
	return func(s updates.Section) string {
		if s.Item == "" {
			return ""
		}
		return base + "/research/" + study + "/gallery/" + s.About + "/" + s.Item
	}
}

func showPreview(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := read(v, r, s)
		return visit.View{Page: d.below("Preview"), Body: issue.Article(d.Issue, gallery("", s.Study.ID), d.Href("/counted"), "")}, err
	}, studies.Follow)
}

func showCounted(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := read(v, r, s)
		return visit.View{Page: d.below("How the numbers are counted"), Body: countedBody(d)}, err
	}, studies.Follow)
}

// asMail is the edition as mail to nobody in particular.
func asMail(v *visit.Visit) (m issue.Mail, err error) {
	var d desk
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err == nil {
			d, err = read(v, r, s)
		}
		return err
	})
	if err != nil {
		return m, err
	}
	base := v.House.BaseURL
	at := issue.Addresses{Base: base, Page: base + "/updates/" + d.Edition.ID}
	return issue.AsMail(v.Context(), d.Issue, at, gallery(base, d.StudyID))
}

// mailPolicy lets a mail be looked at in a page of its own: its styles stand in its
// elements, and nothing in it runs or is sent anywhere.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; sandbox allow-popups"

func showMail(v *visit.Visit) error {
	m, err := asMail(v)
	if err != nil {
		return err
	}
	return send(v, "text/html; charset=utf-8", m.HTML)
}

func showText(v *visit.Visit) error {
	m, err := asMail(v)
	if err != nil {
		return err
	}
	return send(v, "text/plain; charset=utf-8", m.Text)
}

func send(v *visit.Visit, mediaType, body string) error {
	h := v.W.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Security-Policy", mailPolicy)
	_, err := io.WriteString(v.W, body)
	return err
}
