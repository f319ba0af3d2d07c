package archive

import (
	"encoding/xml"
	"io"
	"strconv"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/teams"
	"linkwork/internal/updates"
	"linkwork/internal/web/issue"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /updates", Who: visit.Public, Handle: showList},
		{Pattern: "GET /updates/feed.xml", Who: visit.Public, Handle: sendFeed},
		{Pattern: "GET /updates/{edition}", Who: visit.Public, Handle: showLatest},
		{Pattern: "GET /updates/counted/{edition}", Who: visit.Public, Handle: showCounted},
		{Pattern: "GET " + issue.PortraitPath + "{edition}/{block}/{picture}", Who: visit.Public, Handle: sendPortrait},
		{Pattern: "GET /updates/issues/{edition}/{number}", Who: visit.Public, Handle: showIssue},
	}
}

func showList(v *visit.Visit) error {
	return show(v, "Study updates", nil, func(r *db.Snapshot, p *shell.Page) (visit.View, error) {
		all, err := updates.Archive(r)
		return visit.View{Body: listBody(all)}, err
	})
}

// show shows a page that everybody may read.
func show(v *visit.Visit, title string, back *ui.Link, read func(*db.Snapshot, *shell.Page) (visit.View, error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: title, Public: visit.ForOrganisations(area), Back: back}
		view, err := read(r, &page)
		view.Page = page
		return view, err
	})
}

// issues are the issues of the edition in the address; db.ErrNotFound where nothing of it
// is published.
func issues(v *visit.Visit, r db.Reader) ([]updates.Issue, error) {
	all, err := updates.Issues(r, v.Path("edition"))
	if err == nil && len(all) == 0 {
		err = db.ErrNotFound
	}
	return all, err
}

func showLatest(v *visit.Visit) error {
	return show(v, "", &ui.Link{Text: "All study updates", Href: "/updates"}, func(r *db.Snapshot, p *shell.Page) (visit.View, error) {
		all, err := issues(v, r)
		if err != nil {
			return visit.View{}, err
		}
		return article(r, p, all[0])
	})
}

func article(r db.Reader, p *shell.Page, i updates.Issue) (visit.View, error) {
	p.Title, p.Totals = i.Title, true
	pictures, err := issue.PicturesOf(r, "", i)
	counted, earlier := "/updates/counted/"+i.EditionID+"?issue="+strconv.Itoa(i.Number), ""
	if i.Number > 1 {
		earlier = "/updates/issues/" + i.EditionID + "/" + strconv.Itoa(i.Number-1)
	}
	return visit.View{Body: issue.Article(i, pictures, counted, earlier)}, err
}

// theIssue is the issue of a number, the latest for "".
func theIssue(v *visit.Visit, r db.Reader, number string) (updates.Issue, error) {
	all, err := issues(v, r)
	if err != nil {
		return updates.Issue{}, err
	}
	for _, i := range all {
		if number == "" || strconv.Itoa(i.Number) == number {
			return i, nil
		}
	}
	return updates.Issue{}, db.ErrNotFound
}

func showIssue(v *visit.Visit) error {
	return show(v, "", &ui.Link{Text: "The update as it is now", Href: "/updates/" + v.Path("edition")}, func(r *db.Snapshot, p *shell.Page) (visit.View, error) {
		i, err := theIssue(v, r, v.Path("number"))
		if err != nil {
			return visit.View{}, err
		}
		return article(r, p, i)
	})
}

// sendPortrait sends the picture of a person whom an issue shows.
func sendPortrait(v *visit.Visit) error {
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		return updates.PublishedPortrait(r, v.Path("edition"), v.Path("block"), v.Path("picture"))
	})
}

func showCounted(v *visit.Visit) error {
	return show(v, "How the numbers were counted", &ui.Link{Text: "Back to the update", Href: "/updates/" + v.Path("edition")}, func(r *db.Snapshot, p *shell.Page) (visit.View, error) {
		i, err := theIssue(v, r, v.Fields.Get("issue"))
		return visit.View{Body: countedBody(i)}, err
	})
}

type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    []link   `xml:"link"`
	Author  string   `xml:"author>name"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Link    link   `xml:"link"`
	Summary string `xml:"summary"`
}

// mostInFeed is how many updates the feed holds.
const mostInFeed = 50

// sendFeed sends the latest updates as an Atom feed (RFC 4287).
func sendFeed(v *visit.Visit) error {
	var all []updates.Issue
	var area teams.Area
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if area, err = teams.TheArea(r); err != nil {
			return err
		}
		all, err = updates.Archive(r)
		return err
	}); err != nil {
		return err
	}
	at := v.House.BaseURL + "/updates"
	f := feed{ID: at, Title: "Study updates, " + area.Name, Updated: moment(time.Unix(0, 0)), Author: area.Name, Link: []link{{"self", at + "/feed.xml"}, {"", at}}}
	for _, i := range all[:min(len(all), mostInFeed)] {
		f.Entries = append(f.Entries, entry{ID: "urn:uuid:" + i.EditionID, Title: i.Title, Updated: moment(i.PublishedAt), Link: link{"", at + "/" + i.EditionID}, Summary: about(i)})
		f.Updated = max(f.Updated, moment(i.PublishedAt))
	}
	body, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = io.WriteString(v.W, xml.Header+string(body))
	return err
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
