package updates

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/photos"
	"linkwork/internal/updates/readers"
)

// Issue is an edition as it is read: everything that stands in it. A draft's is made from
// the records each time; a published one stays as it was.
type Issue struct {
	EditionID, StudyID string
	Number             int // 1, and more for corrections
	Edition            int
	Title              string
	Study              string // its title
	StudyPage          bool   // there is one to lead to
	Dated              dates.Date
	Series             string
	Final              bool
	Next               Next // of a final one
	Masthead           Masthead
	Sections           []Section
	Figures            []Figure // those that are told, with their rows
	Funder, Award      string
	Acknowledgement    string
	Disclaimer         string
	Enquiries          string
	Reconstruction     bool
	Correction         string // what it corrects
	PublishedAt        time.Time
	PublishedBy        string
	ApprovedBy         string
}

// Next is the list of a study that follows on, which readers of a final edition can
// subscribe to; zero for none.
type Next struct{ StudyID, Title string }

// Section is a block as it is read.
type Section struct {
	Block
	Links     []Link
	Withdrawn bool `json:"-"` // of a published issue: what it shows was taken back since
}

// Link leads to what a section is about.
type Link struct{ Text, Href string }

// compose makes the issue of an edition from the records as they are, with what is wrong
// with it.
func compose(r db.Reader, s studies.Seat, e Edition) (i Issue, faults []Check, err error) {
	i = Issue{EditionID: e.ID, StudyID: e.StudyID, Number: e.Issues + 1, Edition: e.Number, Title: e.Title, Study: s.Study.Title, StudyPage: s.Study.Published, Dated: e.Dated, Series: e.Series, Final: e.Final, Masthead: e.Masthead,
		Funder: s.Study.Funder, Award: s.Study.Award, Acknowledgement: s.Study.Acknowledgement, Disclaimer: s.Study.Disclaimer, Enquiries: s.Study.Enquiries, Reconstruction: s.Study.Reconstruction, Correction: e.Correction}
	if faults, err = i.goOn(r, e.FollowsOn); err != nil {
		return i, nil, err
	}
	all, err := Figures(r, s, e.Dated)
	if err != nil {
		return i, nil, err
	}
	records, err := Records(r, s)
	if err != nil {
		return i, nil, err
	}
	for _, b := range e.Blocks {
		for _, name := range Mentioned(b.Text) {
			n := slices.IndexFunc(all, func(f Figure) bool { return f.Name == name })
			switch {
			case n < 0:
				faults = append(faults, Check{b.ID, "There is no figure called “" + name + "”. Choose one from the list", true})
			case !slices.ContainsFunc(i.Figures, func(f Figure) bool { return f.Name == name }):
				i.Figures = append(i.Figures, all[n])
			}
		}
		section, fault := records.section(b)
		if fault != "" {
			faults = append(faults, Check{b.ID, fault, true})
		}
		i.Sections = append(i.Sections, section)
	}
	return i, faults, nil
}

// goOn names the list that goes on after a final edition.
func (i *Issue) goOn(r db.Reader, studyID string) ([]Check, error) {
	if studyID == "" {
		return nil, nil
	}
	l, _, err := readers.OpenList(r, studyID)
	if errors.Is(err, db.ErrNotFound) {
		return []Check{{"", "The list that follows on takes nobody new. Choose another under “Change title and masthead”", true}}, nil
	}
	i.Next = Next{l.StudyID, l.Title}
	return nil, err
}

// Preview is an edition as it would be published now.
func Preview(r db.Reader, s studies.Seat, e Edition) (Issue, error) {
	i, _, err := compose(r, s, e)
	return i, err
}

// Choice is a record that a block can be about.
type Choice struct {
	ID, Words string
	Links     []Link
	Alt       string // of a picture
	Quote     string // Markdown
}

// Of are the records that blocks can be about, by the kind of block.
type Of map[BlockKind][]Choice

// Records are what blocks of a study's editions can be about now.
func Records(r db.Reader, s studies.Seat) (Of, error) {
	of := Of{}
	hung, err := photos.Gallery(r, s.Study.ID)
	if err != nil {
		return nil, err
	}
	for _, h := range hung {
		if h.Shown.ItemID != "" {
			of[Picture] = append(of[Picture], Choice{ID: h.Photo.ID, Words: h.Shown.Alt, Alt: h.Shown.Alt})
		}
	}
	list, err := outputs.List(r, s)
	if err != nil {
		return nil, err
	}
	for _, o := range list {
		c := Choice{ID: o.ID, Words: o.Title}
		if o.Address != "" {
			c.Links = []Link{{"Read “" + o.Title + "”", o.Address}}
		}
		of[Output] = append(of[Output], c)
	}
	if of[Event], err = eventChoices(r, s); err != nil {
		return nil, err
	}
	if of[Group], err = groupChoices(r, s); err != nil {
		return nil, err
	}
	if of[Quote], err = quoteChoices(r, s); err != nil {
		return nil, err
	}
	pages, err := studies.Pages(r)
	for _, x := range pages {
		if x.FollowsID == s.Study.ID {
			of[Study] = append(of[Study], Choice{ID: x.ID, Words: x.Title, Links: []Link{{"About “" + x.Name + "”", "/research/" + x.ID}}})
		}
	}
	return of, err
}

// section is a block with what it is about, or why that cannot be shown.
func (of Of) section(b Block) (x Section, fault string) {
	x.Block = b
	if !b.Kind.AboutRecord() {
		return x, ""
	}
	list := of[b.Kind]
	n := slices.IndexFunc(list, func(c Choice) bool { return c.ID == b.About })
	if n < 0 {
		if b.Kind == Picture {
			return x, "The photograph is not released for the web, or is not in the gallery. Choose another or remove it"
		}
		if b.Kind == Quote {
			return x, "These words may not be quoted any more, or are not there any more. Choose others or remove them"
		}
		return x, "What this is about is not there any more. Choose something else or remove it"
	}
	x.Links = list[n].Links
	if x.Text == "" || list[n].Quote == "" {
		x.Text += list[n].Quote
	} else {
		x.Text += "\n\n" + list[n].Quote
	}
	if x.Alt == "" {
		x.Alt = list[n].Alt
	}
	if x.Heading == "" && b.Kind != Picture && b.Kind != Quote {
		x.Heading = list[n].Words
	}
	return x, ""
}

func scanIssue(s db.Scanner) (i Issue, err error) {
	var body string
	var number int
	var published time.Time
	var correction, publishedBy, approvedBy string
	if err = s.Scan(&body, &number, &correction, db.At(&published), &publishedBy, &approvedBy); err != nil {
		return i, err
	}
	err = json.Unmarshal([]byte(body), &i)
	i.Number, i.Correction, i.PublishedAt, i.PublishedBy, i.ApprovedBy = number, correction, published, publishedBy, approvedBy
	return i, err
}

const issueColumns = `SELECT i.body, i.number, i.correction, i.published_at, i.published_by, i.approved_by FROM update_issues i JOIN update_editions e ON e.id = i.edition_id`

// Issues are the issues of an edition, the latest first: everybody reads them. Words that
// were taken back since are not in them.
func Issues(r db.Reader, editionID string) ([]Issue, error) {
	all, err := db.List(r, scanIssue, issueColumns+` WHERE i.edition_id = $1 ORDER BY i.number DESC`, editionID)
	if err != nil {
		return nil, err
	}
	for n := range all {
		if err := all[n].withdraw(r); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Archive is the latest issue of each edition of every study, the latest first.
func Archive(r db.Reader) ([]Issue, error) {
	return db.List(r, scanIssue, issueColumns+` WHERE i.number = (SELECT max(l.number) FROM update_issues l WHERE l.edition_id = i.edition_id) ORDER BY e.dated DESC, i.edition_id`)
}

// Difference is a figure of an issue that would come out otherwise now.
type Difference struct {
	Told        Figure
	Now         int // -1: there is no such figure any more
	Added, Gone []Row
}

// Differences are the figures of an issue whose rows are others now.
func Differences(r db.Reader, s studies.Seat, i Issue) (all []Difference, err error) {
	now, err := Figures(r, s, i.Dated)
	for _, told := range i.Figures {
		d := Difference{Told: told, Now: -1, Gone: told.Rows}
		if n := slices.IndexFunc(now, func(f Figure) bool { return f.Name == told.Name }); n >= 0 {
			d.Now, d.Added, d.Gone = now[n].Value(), without(now[n].Rows, told.Rows), without(told.Rows, now[n].Rows)
		}
		if d.Now != told.Value() || len(d.Added)+len(d.Gone) > 0 {
			all = append(all, d)
		}
	}
	return all, err
}

// without are the rows of a that are not in b, each as often as it is there more.
func without(a, b []Row) (rest []Row) {
	count := make(map[Row]int)
	for _, x := range b {
		count[x]++
	}
	for _, x := range a {
		if count[x]--; count[x] < 0 {
			rest = append(rest, x)
		}
	}
	return rest
}
