package groups

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// Stake is what a member's organisation has to do with social prescribing.
type Stake string

// The stakes.
const (
	Delivers  Stake = "delivers"
	Funds     Stake = "funds"
	Both      Stake = "both"
	Voluntary Stake = "voluntary"
	Other     Stake = "other"
)

// Stakes lists all stakes.
var Stakes = []Stake{Delivers, Funds, Both, Voluntary, Other}

// Words says a stake to a reader; "" for somebody without an organisation.
func (s Stake) Words() string {
	return map[Stake]string{Delivers: "Delivers social prescribing", Funds: "Funds social prescribing", Both: "Delivers and funds social prescribing",
		Voluntary: "Voluntary, community, faith or social enterprise organisation", Other: "Something else"}[s]
}

// Member is somebody in a group. Name, Email and Needs are empty for a reader who does
// not run the group.
type Member struct {
	ID, GroupID  string
	Name, Email  string
	Part         string // what they are in the group: "chair"
	Organisation string
	Stake        Stake
	Needs        string // access needs and preferences
	From         dates.Date
	To           dates.Date // on which they leave or left, zero for no end
	Version      int
}

// Left reports whether their time in the group is over on a day.
func (m Member) Left(day dates.Date) bool { return !m.To.IsZero() && !m.To.After(day) }

// Now reports whether they are in the group on a day.
func (m Member) Now(day dates.Date) bool {
	return !m.From.After(day) && (m.To.IsZero() || m.To.After(day))
}

const memberColumns = `SELECT m.id, m.group_id, m.name, m.email, m.part, m.organisation, m.stake, m.needs, m.from_day, m.to_day, m.version
	FROM study_group_members m JOIN study_groups g ON g.id = m.group_id`

func scanMember(row db.Scanner) (m Member, err error) {
	err = row.Scan(&m.ID, &m.GroupID, &m.Name, &m.Email, &m.Part, &m.Organisation, &m.Stake, &m.Needs, &m.From, &m.To, &m.Version)
	return
}

// members lists members as far as the seat may know them.
func members(r db.Reader, s studies.Seat, where string, args ...any) ([]Member, error) {
	all, err := db.List(r, scanMember, memberColumns+` WHERE g.study_id = $1 AND `+where+` ORDER BY m.from_day, lower(m.name), m.id`, append([]any{s.Study.ID}, args...)...)
	if !s.Has(studies.Involve) {
		for i := range all {
			all[i].Name, all[i].Email, all[i].Needs, all[i].Part = "", "", "", ""
		}
	}
	return all, err
}

// Members lists who is or was in a group, the first to come first.
func Members(r db.Reader, s studies.Seat, groupID string) ([]Member, error) {
	return members(r, s, `m.group_id = $2`, groupID)
}

// Contributors are the members of a group who were at one of its meetings at least.
func Contributors(r db.Reader, s studies.Seat, groupID string) ([]Member, error) {
	return members(r, s, `m.group_id = $2 AND EXISTS (SELECT 1 FROM study_group_attendance a WHERE a.member_id = m.id AND a.was IN ('there', 'online'))`, groupID)
}

func getMember(r db.Reader, s studies.Seat, id string) (Member, error) {
	return db.One(r, scanMember, memberColumns+` WHERE m.id = $1 AND g.study_id = $2`, id, s.Study.ID)
}

// TheMember is one member, for somebody who runs the group; else db.ErrNotFound.
func TheMember(r db.Reader, s studies.Seat, groupID, id string) (Member, error) {
	m, err := getMember(r, s, id)
	if err == nil && (m.GroupID != groupID || !s.Has(studies.Involve)) {
		return Member{}, db.ErrNotFound
	}
	return m, err
}

// Organisation is one that has somebody in the groups of a study.
type Organisation struct {
	Name     string
	Stake    Stake
	GroupIDs []string
}

// Organisations lists those that have or had somebody in a study's groups, by name. A
// name that is written with other capitals is the same.
func Organisations(r db.Reader, s studies.Seat) (all []Organisation, err error) {
	everybody, err := members(r, s, `m.organisation <> ''`)
	for _, m := range everybody {
		i := slices.IndexFunc(all, func(o Organisation) bool { return strings.EqualFold(o.Name, m.Organisation) })
		if i < 0 {
			all = append(all, Organisation{Name: m.Organisation, Stake: m.Stake, GroupIDs: []string{m.GroupID}})
		} else if !slices.Contains(all[i].GroupIDs, m.GroupID) {
			all[i].GroupIDs = append(all[i].GroupIDs, m.GroupID)
		}
	}
	slices.SortFunc(all, func(a, b Organisation) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return all, err
}

// Join takes somebody into a group. *db.Invalid with the fields "name", "email", "part",
// "organisation", "stake", "needs", "from" or "to".
func Join(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, m Member) (id string, err error) {
	return act(ctx, d, by, key, studyID, "group-member.joined", func(tx *db.Tx, s studies.Seat) (string, error) {
		m := m
		if _, err := Get(tx, s, m.GroupID); err != nil {
			return "", err
		}
		if m.From.IsZero() {
			m.From = dates.Of(tx.Now())
		}
		if err := m.tidy(tx, s); err != nil {
			return "", err
		}
		m.ID = tx.NewID()
		if _, err := tx.Exec(`INSERT INTO study_group_members (id, group_id, name, email, part, organisation, stake, needs, from_day, to_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			m.ID, m.GroupID, m.Name, m.Email, m.Part, m.Organisation, m.Stake, m.Needs, m.From, m.To); err != nil {
			return "", err
		}
		return m.ID, m.planLeaving(tx)
	})
}

// ChangeMember saves a member as they are now. Errors as Join, and db.ErrConflict if
// somebody saved first. A new address ends the links that went to the old one. Of whoever
// has left the day stays, and there is no address and no need to keep.
func ChangeMember(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, m Member) error {
	_, err := act(ctx, d, by, key, studyID, "group-member.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		m := m
		before, err := TheMember(tx, s, m.GroupID, m.ID)
		if err != nil {
			return "", err
		}
		if m.From.IsZero() {
			m.From = before.From
		}
		if before.Left(dates.Of(tx.Now())) {
			m.To, m.Email, m.Needs = before.To, "", ""
		}
		if err := m.tidy(tx, s); err != nil {
			return "", err
		}
		if m.Email != before.Email {
			if err := shut(tx, m.ID); err != nil {
				return "", err
			}
		}
		n, err := tx.Exec(`UPDATE study_group_members SET name = $3, email = $4, part = $5, organisation = $6, stake = $7, needs = $8, from_day = $9, to_day = $10, version = version + 1 WHERE id = $1 AND version = $2`,
			m.ID, m.Version, m.Name, m.Email, m.Part, m.Organisation, m.Stake, m.Needs, m.From, m.To)
		if err := oneOr(n, err); err != nil {
			return "", err
		}
		return m.ID, m.planLeaving(tx)
	})
	return err
}

// Leave ends somebody's time in a group today. Their link ends with it, and what is known
// of their needs and their address goes: it was there for meetings that they come to.
func Leave(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, memberID string) error {
	_, err := act(ctx, d, by, key, studyID, "group-member.left", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := getMember(tx, s, memberID); err != nil {
			return "", err
		}
		today := dates.Of(tx.Now())
		n, err := tx.Exec(`UPDATE study_group_members SET to_day = $2, version = version + 1 WHERE id = $1 AND (to_day IS NULL OR to_day > $2)`, memberID, today)
		if err := oneOr(n, err); err != nil {
			return "", err
		}
		return memberID, forget(tx, memberID)
	})
	return err
}

// forget ends the links of a member who has left, and deletes their address and what they
// need.
func forget(tx *db.Tx, memberID string) error {
	if err := shut(tx, memberID); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_group_attendance SET needs = '' WHERE member_id = $1`, memberID); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE study_group_members SET email = '', needs = '', version = version + 1 WHERE id = $1 AND (email <> '' OR needs <> '')`, memberID)
	return err
}

// shut ends the links of a member, those in mails that wait too.
func shut(tx *db.Tx, memberID string) error {
	if _, err := messages.StopAbout(tx, aboutMember, memberID); err != nil {
		return err
	}
	return links.RevokeFor(tx, LinkPurpose, memberID)
}

func (m *Member) tidy(r db.Reader, s studies.Seat) error {
	var bad db.Invalid
	bad.Trim("name", &m.Name, 100, "Enter the name")
	bad.Trim("email", &m.Email, 200, "")
	if m.Email != "" && !messages.IsAddress(m.Email) {
		bad.Add("email", "Enter an email address in the correct format, like name@example.com")
	}
	bad.Trim("part", &m.Part, 100, "")
	bad.Trim("organisation", &m.Organisation, 200, "")
	bad.Trim("needs", &m.Needs, 1000, "")
	switch {
	case m.Organisation == "":
		m.Stake = ""
	case m.Stake.Words() == "":
		bad.Add("stake", "Choose what the organisation has to do with social prescribing")
	}
	today := dates.Of(r.Now())
	if m.Left(m.From) {
		bad.Add("to", "Enter a day after the one on which they joined")
	}
	all, err := members(r, s, `m.group_id = $2 AND (m.to_day IS NULL OR m.to_day > $3)`, m.GroupID, today)
	for _, x := range all {
		if m.Email != "" && x.ID != m.ID && strings.EqualFold(x.Email, m.Email) {
			bad.Add("email", "Somebody else in the group has this address. Each needs their own, because their page is theirs alone")
		}
	}
	if err != nil {
		return err
	}
	return bad.Err()
}
