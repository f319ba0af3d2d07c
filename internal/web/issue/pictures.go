package issue

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies/photos"
	"linkwork/internal/updates"
)

// Pictures finds the address of what is shown of a picture now; "" where its release or
// the agreement of whom it shows was taken back since.
type Pictures func(updates.Section) string

// PortraitPath is where everybody sees the picture of a person whom an issue shows.
const PortraitPath = "/updates/portraits/"

// PicturesOf finds the pictures of an issue where everybody sees them: photographs in the
// public gallery of the study, people at an address of their own. base is the address of
// the house, "" within a page of it.
func PicturesOf(r db.Reader, base string, i updates.Issue) (Pictures, error) {
	hung, err := photos.Gallery(r, i.StudyID)
	if err != nil {
		return nil, err
	}
	item := make(map[string]string, len(hung))
	for _, h := range hung {
		item[h.Photo.ID] = h.Shown.ItemID
	}
	people, err := updates.Portraits(r, i)
	return func(s updates.Section) string {
		switch {
		case s.Kind == updates.Profile && slices.Contains(people, s.Portrait.ID):
			return base + PortraitPath + i.EditionID + "/" + s.ID + "/" + s.Portrait.ID
		case s.Kind == updates.Picture && item[s.About] != "":
			return base + "/research/" + i.StudyID + "/gallery/" + s.About + "/" + item[s.About]
		}
		return ""
	}, err
}
