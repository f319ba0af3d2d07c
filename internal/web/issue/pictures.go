package issue

import (
	"linkwork/internal/db"
	"linkwork/internal/studies/photos"
	"linkwork/internal/updates"
)

// Pictures finds the address of what is shown of a picture now; "" where its release was
// taken back since.
type Pictures func(updates.Section) string

// InGallery finds pictures where they hang: in the public gallery of a study. base is the
// address of the house, "" within a page of it.
func InGallery(r db.Reader, base, studyID string) (Pictures, error) {
	hung, err := photos.Gallery(r, studyID)
	item := make(map[string]string, len(hung))
	for _, h := range hung {
		item[h.Photo.ID] = h.Shown.ItemID
	}
	return func(s updates.Section) string {
		if item[s.About] == "" {
			return ""
		}
		return base + "/research/" + studyID + "/gallery/" + s.About + "/" + item[s.About]
	}, err
}
