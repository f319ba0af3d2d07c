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

func showPreview(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := read(v, r, s)
		if err != nil {
			return visit.View{}, err
		}
		pictures, err := issue.InGallery(r, "", s.Study.ID)
		return visit.View{Page: d.below("Preview"), Body: issue.Article(d.Issue, pictures, d.Href("/counted"), "")}, err
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
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		d, err := read(v, r, s)
		if err == nil {
			m, err = written(v, r, d.Issue, "", "")
		}
		return err
	})
	return m, err
}

// written is an issue as mail, with where its reader leaves and chooses what they get.
func written(v *visit.Visit, r db.Reader, i updates.Issue, leave, choose string) (issue.Mail, error) {
	base := v.House.BaseURL
	pictures, err := issue.InGallery(r, base, i.StudyID)
	if err != nil {
		return issue.Mail{}, err
	}
	return issue.AsMail(v.Context(), i, issue.Addresses{Base: base, Page: base + "/updates/" + i.EditionID, Leave: leave, Choose: choose}, pictures)
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
