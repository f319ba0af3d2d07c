package updates

import (
	"encoding/base64"
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
		pictures, err := draftPictures(r, d, func(b string) (string, error) { return d.Href("/blocks/" + b + "/portrait.jpg"), nil })
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
		if err != nil {
			return err
		}
		pictures, err := draftPictures(r, d, func(b string) (string, error) { return within(r, d, b) })
		if err == nil {
			m, err = written(v, d.Issue, "", "", pictures)
		}
		return err
	})
	return m, err
}

// written is an issue as mail, with where its reader leaves and chooses what they get.
func written(v *visit.Visit, i updates.Issue, leave, choose string, pictures issue.Pictures) (issue.Mail, error) {
	base := v.House.BaseURL
	return issue.AsMail(v.Context(), i, issue.Addresses{Base: base, Page: base + "/updates/" + i.EditionID, Leave: leave, Choose: choose}, pictures)
}

// draftPictures finds the pictures of a draft: those of people are not before everybody
// yet, so where says where each block's is.
func draftPictures(r db.Reader, d desk, where func(block string) (string, error)) (issue.Pictures, error) {
	public, err := issue.PicturesOf(r, "", d.Issue)
	if err != nil {
		return nil, err
	}
	people := make(map[string]string)
	for _, s := range d.Issue.Sections {
		if public(s) == "" || s.Kind != updates.Profile {
			continue
		}
		if people[s.ID], err = where(s.ID); err != nil {
			return nil, err
		}
	}
	return func(s updates.Section) string {
		if s.Kind == updates.Profile {
			return people[s.ID]
		}
		return public(s)
	}, nil
}

// within is the picture of a block within the address: a mail that is looked at stands in
// a sandbox, which fetches nothing as the reader.
func within(r db.Reader, d desk, block string) (string, error) {
	p, err := updates.PortraitOf(r, d.Edition, block)
	return "data:" + p.MediaType + ";base64," + base64.StdEncoding.EncodeToString(p.Body), err
}

// mailPolicy lets a mail be looked at in a page of its own: its styles stand in its
// elements, and nothing in it runs or is sent anywhere.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; sandbox allow-popups"

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
