package taxonomies

import "strings"

// Keys are by what a published term is recognised, the surest first: its
// address, its id if that is a UUID, and its code or its name within its
// vocabulary. A term of which nothing is known has none.
func (p Published) Keys() (keys []string) {
	add := func(kind string, parts ...string) {
		for _, part := range parts {
			if part == "" {
				return
			}
		}
		keys = append(keys, kind+" "+clip(strings.Join(parts, " / "), maxName))
	}
	add(keyURI, URIKey(p.URI))
	if id, ok := uuidOf(p.ID); ok {
		add(keyID, id)
	}
	add(keyCode, nameKey(p.Vocabulary), strings.ToLower(p.Code))
	add(keyName, nameKey(p.Vocabulary), nameKey(p.Name))
	return keys
}

// The kinds of keys.
const (
	keyURI  = "uri"
	keyID   = "id"
	keyCode = "code"
	keyName = "name"
)

func kindOfKey(key string) string {
	kind, _, _ := strings.Cut(key, " ")
	return kind
}
