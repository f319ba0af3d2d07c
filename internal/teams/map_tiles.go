package teams

import (
	"net/url"
	"strings"

	"linkwork/internal/db"
)

// MapTiles is a server whose pictures lie under the maps of an area. It sees
// which parts of the country are looked at, and from which network.
type MapTiles struct {
	Address string // with {z}, {x} and {y}, beginning with https://; "" for none
	Credit  string // whom its licence wants named
}

// Origin is the server that browsers may ask for pictures, "" for none.
func (m MapTiles) Origin() string {
	u, err := url.Parse(m.plain())
	if err != nil || m.Address == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// plain is an address without what is filled in.
func (m MapTiles) plain() string {
	return strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(m.Address)
}

func (m MapTiles) check(bad *db.Invalid) {
	if m.Address == "" {
		return
	}
	u, err := url.Parse(m.plain())
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(u.Host, "; ,'\"{}"):
		bad.Add("map_tiles", "Enter the address of the pictures, beginning with https://")
	case !strings.Contains(m.Address, "{z}") || !strings.Contains(m.Address, "{x}") || !strings.Contains(m.Address, "{y}"):
		bad.Add("map_tiles", "The address needs {z}, {x} and {y} where the numbers of a picture go")
	case m.Credit == "":
		bad.Add("map_credit", "Enter whom the licence of the map wants named")
	}
}
