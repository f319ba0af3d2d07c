package album

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/markdown"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: photos.LinkPurpose, Path: photos.Path, Cookie: "linkwork-album", Frame: visit.ForPeople}

// caller is somebody who came by their link.
type caller struct {
	bylink.Visitor
	Album    photos.Album
	Guidance markdown.Text
}

func enter(handle func(*visit.Visit, caller) error) visit.Handler {
	return bylink.Enter(func(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
		if c.Visitor, err = door.Visitor(r, v); err != nil {
			return c, err
		}
		if c.Album, err = photos.Open(r, c.Link.ID); err != nil {
			return c, err
		}
		if g := c.Album.Guidance; g.MediaType == approvals.Markdown {
			body, err := approvals.Body(r, g.ID)
			c.Guidance = markdown.Text(body)
			return c, err
		}
		return c, nil
	}, handle)
}

func proven(handle func(*visit.Visit, caller) error) func(*visit.Visit, caller) error {
	return bylink.Proven(handle)
}

// ways is how a link can reach somebody from here.
func ways(v *visit.Visit) photos.Ways {
	return photos.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts}
}

// key is that of the form that came, by this link.
func (c caller) key(v *visit.Visit) (key onceKey) {
	key = v.Once()
	key.Actor = "link:" + c.Link.ID
	return key
}

func start(v *visit.Visit, c caller) error { return startPage(v, c, nil) }

func startPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	if !c.Known {
		return c.Form(v, "Your photographs", codeBody(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad)
	}
	return c.Form(v, "Your photographs", startBody(v.Fields, c, visit.NewToken()), bad)
}

// sendCode sends the code that the link asks for.
func sendCode(v *visit.Visit, c caller) error {
	if c.Known {
		return v.Go(c.Href)
	}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return photos.SendCode(tx, v.Path("token"), ways(v)) })
	if errors.Is(err, links.ErrTooMany) {
		err = db.Fault("code", "We sent several codes within an hour. Use the latest, or try again in an hour")
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			if bad.Fields[0].Field == "link" {
				bad = &db.Invalid{Fields: []db.FieldError{{Field: "code", Message: "We have no address for you any more, so we cannot send a code. Ask the team for help"}}}
			}
			v.Fields.Set("code", "")
			return startPage(v, c, bad)
		})
	}
	return v.Go(c.Href + "?code=sent")
}

func confirm(v *visit.Visit, c caller) error {
	return c.Confirm(v, func(bad *db.Invalid) error { return startPage(v, c, bad) }, nil)
}

// stopReminders needs no proof: whoever holds the link can only stop mails.
func stopReminders(v *visit.Visit, c caller) error {
	if err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return photos.StopReminders(tx, c.Link.ID) }); err != nil {
		return err
	}
	return v.Go(c.Href + "?said=unreminded")
}

func finish(v *visit.Visit, c caller) error {
	if err := photos.Finish(v.Context(), v.House.DB, c.key(v), c.Link.ID); err != nil {
		return err
	}
	return v.Go(c.Href + "?said=finished")
}

// sendGuidance sends the guidance on photographs where it is no text for the page.
func sendGuidance(v *visit.Visit, c caller) error {
	g := c.Album.Guidance
	if g.ID == "" {
		return db.ErrNotFound
	}
	var body []byte
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) { body, err = approvals.Body(r, g.ID); return }); err != nil {
		return err
	}
	return v.SendBody("Guidance on photographs.pdf", g.MediaType, body)
}

// said are the words for what was just done.
var said = map[string]string{
	"unreminded": "We do not remind you again.",
	"finished":   "Thank you. You can still see your photographs here, change where they may be shown, and delete them.",
	"missing":    "Thank you for telling us.",
	"deleted":    "The photograph is deleted, with everything that was made from it.",
	"arrived":    "Your photograph is here. Now say where it may be shown.",
	"where":      "Saved. It holds from now on.",
	"taken-back": "It is not shown anywhere any more, as far as we can take it back.",
	"changed":    "Saved.",
	"refused":    "We do not show this one.",
	"allowed":    "It may be shown where you said.",
}
