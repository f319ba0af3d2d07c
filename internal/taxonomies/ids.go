package taxonomies

import "github.com/google/uuid"

// loadedIDs is the namespace of ids of loaded taxonomies and terms that were
// published without a UUID. It must never change: ids depend on it.
var loadedIDs = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://terms.linkwork.example/loaded"))

// uuidOf returns a published id in its usual form, if it is a UUID.
func uuidOf(published string) (id string, ok bool) {
	if len(published) != 36 {
		return "", false
	}
	u, err := uuid.Parse(published)
	return u.String(), err == nil
}

// idOf is the id under which a taxonomy is kept, the same whenever it is loaded
// again: as published, or made from its address, or else from its name.
func (t *Taxonomy) idOf() string {
	if id, ok := uuidOf(t.ID); ok {
		return id
	}
	return uuid.NewSHA1(loadedIDs, []byte(firstOf(URIKey(t.URI), nameKey(t.Name), t.ID))).String()
}

// idOf is the id under which a term of a taxonomy is kept.
func (t Term) idOf(taxonomyID string) string {
	if id, ok := uuidOf(t.ID); ok {
		return id
	}
	return uuid.NewSHA1(loadedIDs, []byte(taxonomyID+"\n"+firstOf(URIKey(t.URI), t.ID))).String()
}
