package disclosure

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkwork/internal/db"
)

// Release is a table on its way to an audience, with who is counted in it.
type Release struct {
	Audience string       // who can put tables side by side: public, commissioner, study:<id>; compared by AudienceOf
	Subject  string       // what is counted, in words
	Table    Table        // as Protect made it
	Members  [][][]string // ids of those counted in each cell, by row and column
	Behind   []Behind     // of other numbers that go with the table
	TeamID   string       // that lets it go; "" for none
	File     string       // as it is sent; "" for none
	ByID     string
	ByName   string
}

// Behind is who stands behind a number that is no count, such as a mean. Two
// means of nearly the same people tell of those few by whom they differ, and
// rounding blurs that less than it seems to: they are always compared.
type Behind struct {
	Words   string
	Members []string // what the number is made of: people, with their values where these can change
}

// AudienceOf is the name under which releases to somebody are put side by side,
// whatever the capitals and spaces.
func AudienceOf(words string) string {
	return strings.ToLower(strings.Join(strings.Fields(words), " "))
}

// Refused says that a table would tell of a few people by what it differs in
// from an earlier one.
type Refused struct {
	Cell    string // row and column of the new table
	Subject string // of the earlier table
	Earlier string // its row and column
	At      time.Time
	People  int // whom the difference tells of: staff only
}

func (r *Refused) Error() string {
	return fmt.Sprintf("%s differs from %s in a table that was released on %s by so few people that the difference tells of them", r.Cell, r.Earlier, r.At.Format("2 January 2006"))
}

// Record writes a release down, in the write that lets it go, and returns its
// id. The error is *Refused where the difference from an earlier table tells of
// few people; one that says exactly the same again is no difference. Tables
// whose numbers are rounded are written down and not refused: their differences
// are blurred.
func Record(tx *db.Tx, r Release) (id string, err error) {
	cells, err := r.cells(r.Audience)
	if err != nil {
		return "", err
	}
	if err := r.compare(tx); err != nil {
		return "", err
	}
	return r.keep(tx, slices.Concat(cells, r.behind(r.Audience)))
}

// compared are the numbers of a release that are looked at beside earlier ones,
// with their people as an audience's are kept.
func (r Release) compared(audience string) ([]counted, error) {
	behind := r.behind(audience)
	if p := r.Table.Preset; p.Round > 1 || p.Mid6 {
		return behind, nil
	}
	cells, err := r.cells(audience)
	return slices.Concat(cells, behind), err
}

// counted is who is counted in a number that is shown.
type counted struct {
	words   string
	total   bool
	behind  bool     // a number that is no count
	members []uint64 // sorted
}

// cells are the numbers that a release shows. A total is of those who are
// counted in what it is a total of.
func (r Release) cells(audience string) (all []counted, err error) {
	t := r.Table
	if len(r.Members) != len(t.Rows) {
		return nil, fmt.Errorf("disclosure: members of %d rows for %d", len(r.Members), len(t.Rows))
	}
	columns := make([][]uint64, len(t.Columns))
	var everybody []uint64
	for i, row := range t.Cells {
		if len(r.Members[i]) != len(t.Columns) {
			return nil, fmt.Errorf("disclosure: members of %d columns for %d", len(r.Members[i]), len(t.Columns))
		}
		var ofRow []uint64
		for j, c := range row {
			members := digests(audience, r.Members[i][j])
			_, shown := c.Value()
			if shown || t.Preset.True {
				ofRow, columns[j] = append(ofRow, members...), append(columns[j], members...)
			}
			if shown {
				all = append(all, counted{words: t.Rows[i] + ", " + t.Columns[j], members: members})
			}
		}
		everybody = append(everybody, ofRow...)
		all = appendTotal(all, t.RowTotals[i], t.Rows[i]+", all", ofRow)
	}
	for j, members := range columns {
		all = appendTotal(all, t.ColumnTotals[j], t.Columns[j]+", all", members)
	}
	return appendTotal(all, t.Total, "All", everybody), nil
}

// behind are those behind the numbers that are no counts.
func (r Release) behind(audience string) (all []counted) {
	for _, b := range r.Behind {
		all = append(all, counted{words: b.Words, behind: true, members: digests(audience, b.Members)})
	}
	return all
}

func appendTotal(all []counted, c Cell, words string, members []uint64) []counted {
	if _, shown := c.Value(); !shown {
		return all
	}
	slices.Sort(members)
	return append(all, counted{words: words, total: true, members: members})
}

// digests are the ids as they are kept: enough to compare, and only within one
// audience.
func digests(audience string, ids []string) []uint64 {
	all := make([]uint64, len(ids))
	for i, id := range ids {
		sum := sha256.Sum256([]byte(AudienceOf(audience) + "\n" + id))
		all[i] = binary.BigEndian.Uint64(sum[:8])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// compare looks at every number that is new beside every one that its readers can
// have, and at each of either table beside what several of the other add up to.
// What is public everybody has.
func (r Release) compare(tx *db.Tx) error {
	earlier, err := readBeside(tx, r.Audience)
	if err != nil {
		return err
	}
	for _, e := range earlier {
		before, err := cellsOf(tx, e.ID)
		if err != nil {
			return err
		}
		cells, err := r.compared(e.Audience)
		if err != nil {
			return err
		}
		for _, c := range cells {
			for _, b := range append(before, unionWithin(before, c)) {
				if b.behind != c.behind || c.behind && b.words != c.words {
					continue
				}
				few := tells(c.members, b.members, r.Table.Preset)
				if c.behind {
					few = tellsBehind(c.members, b.members, r.Table.Preset)
				}
				if few > 0 {
					return &Refused{c.words, e.Subject, b.words, e.At, few}
				}
			}
		}
		for _, b := range before {
			if c := unionWithin(cells, b); !b.behind && tells(c.members, b.members, r.Table.Preset) > 0 {
				return &Refused{c.words, e.Subject, b.words, e.At, tells(c.members, b.members, r.Table.Preset)}
			}
		}
	}
	return nil
}

// unionWithin is what the cells of one table add up to that are mostly within a
// cell of another: somebody can add them up too.
func unionWithin(cells []counted, c counted) counted {
	u := counted{words: "the sum of others"}
	for _, b := range cells {
		if !b.total && !b.behind && len(b.members) > 0 && 2*(len(b.members)-onlyIn(b.members, c.members)) > len(b.members) {
			u.members = append(u.members, b.members...)
		}
	}
	slices.Sort(u.members)
	return u
}

// tells is how many people the difference of two numbers tells of: 0 where one
// is not within the other, where they are the same, and where the difference is
// of many.
func tells(a, b []uint64, p Preset) int {
	if len(a) == 0 || len(b) == 0 {
		return 0 // a 0 says nothing, or is hidden
	}
	onlyA, onlyB := onlyIn(a, b), onlyIn(b, a)
	if onlyA > 0 && onlyB > 0 {
		return 0
	}
	if n := onlyA + onlyB; n > 0 && n <= p.Upto {
		return n
	}
	return 0
}

// tellsBehind is tells for numbers that are no counts: a mean in which one person
// stands for another, or one answer for an earlier one of the same person, tells
// of them as much as one that has a person more.
func tellsBehind(a, b []uint64, p Preset) int {
	if few := max(onlyIn(a, b), onlyIn(b, a)); few <= p.Upto {
		return few
	}
	return 0
}

// onlyIn counts what is in one sorted list and not in another.
func onlyIn(a, b []uint64) (n int) {
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			n++
		}
	}
	return n
}

func (r Release) keep(tx *db.Tx, cells []counted) (id string, err error) {
	shown, err := json.Marshal(r.Table)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO disclosure_releases (id, audience, subject, preset, shown, by_id, by_name, at, team_id, file) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, strings.Join(strings.Fields(r.Audience), " "), r.Subject, r.Table.Preset.ID, string(shown), r.ByID, r.ByName, db.Ms(tx.Now()), r.TeamID, r.File); err != nil {
		return "", err
	}
	for i, c := range cells {
		if _, err := tx.Exec(`INSERT INTO disclosure_cells (release_id, position, words, total, behind, members) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, i, c.words, c.total, c.behind, packed(c.members)); err != nil {
			return "", err
		}
	}
	return id, nil
}

func packed(members []uint64) string {
	body := make([]byte, 0, 8*len(members))
	for _, m := range members {
		body = binary.BigEndian.AppendUint64(body, m)
	}
	return base64.StdEncoding.EncodeToString(body)
}

func unpacked(text string) ([]uint64, error) {
	body, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(body)%8 != 0 {
		return nil, fmt.Errorf("disclosure: members that cannot be read: %w", err)
	}
	members := make([]uint64, len(body)/8)
	for i := range members {
		members[i] = binary.BigEndian.Uint64(body[8*i:])
	}
	return members, nil
}

// Released is an entry of the ledger.
type Released struct {
	ID, Audience, Subject, Preset, TeamID, ByName string
	At                                            time.Time
}

// Ledger lists what was released, the newest first.
func Ledger(r db.Reader, limit int) ([]Released, error) {
	return db.List(r, scanReleased, selectReleased+` ORDER BY at DESC, id DESC LIMIT $1`, limit)
}

// ReleasedBy lists what a team released, the newest first.
func ReleasedBy(r db.Reader, teamID string, limit int) ([]Released, error) {
	return db.List(r, scanReleased, selectReleased+` WHERE team_id = $1 ORDER BY at DESC, id DESC LIMIT $2`, teamID, limit)
}

// FileOf is a release with its file, as it was sent. The caller checks who asks
// by the team that released it; db.ErrNotFound for an unknown one.
func FileOf(r db.Reader, id string) (of Released, file string, err error) {
	if of, err = db.One(r, scanReleased, selectReleased+` WHERE id = $1`, id); err != nil {
		return of, "", err
	}
	err = r.QueryRow(`SELECT file FROM disclosure_releases WHERE id = $1`, id).Scan(&file)
	return of, file, err
}

// Public is the audience whose releases everybody has.
const Public = "public"

// readBeside are the releases that can be put beside one to an audience: its own
// and public ones; all of them beside a public one.
func readBeside(r db.Reader, audience string) ([]Released, error) {
	all, err := db.List(r, scanReleased, selectReleased+` ORDER BY at, id`)
	own := AudienceOf(audience)
	return slices.DeleteFunc(all, func(of Released) bool {
		theirs := AudienceOf(of.Audience) // names are kept as they were typed
		return theirs != own && theirs != Public && own != Public
	}), err
}

const selectReleased = `SELECT id, audience, subject, preset, team_id, by_name, at FROM disclosure_releases`

func scanReleased(row db.Scanner) (r Released, err error) {
	err = row.Scan(&r.ID, &r.Audience, &r.Subject, &r.Preset, &r.TeamID, &r.ByName, db.At(&r.At))
	return r, err
}

func cellsOf(r db.Reader, releaseID string) ([]counted, error) {
	return db.List(r, func(row db.Scanner) (c counted, err error) {
		var members string
		if err := row.Scan(&c.words, &c.total, &c.behind, &members); err != nil {
			return c, err
		}
		c.members, err = unpacked(members)
		return c, err
	}, `SELECT words, total, behind, members FROM disclosure_cells WHERE release_id = $1 ORDER BY position`, releaseID)
}
