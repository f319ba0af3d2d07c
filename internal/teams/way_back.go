package teams

import (
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// WayBack is how a person may answer a message of a team. Its zero value means
// that nobody reads replies, and then every message says so.
type WayBack struct {
	TeamID        string
	Replies       string // number or address that is monitored
	ReadBy        string // who reads it, in words
	Opens, Closes int    // minutes after midnight in London, Monday to Friday
	AwayText      string // what is said outside these hours
	Version       int
}

// There reports whether somebody reads replies.
func (w WayBack) There() bool { return w.Replies != "" }

// Open reports whether somebody reads replies at an instant.
func (w WayBack) Open(at time.Time) bool {
	local := at.In(dates.London)
	if !dates.Of(at).Working() {
		return false
	}
	minute := local.Hour()*60 + local.Minute()
	return w.There() && minute >= w.Opens && minute < w.Closes
}

// Closing is the last line of a message to a person: how to answer, or that
// nobody reads replies, with where to turn in a crisis.
func (w WayBack) Closing(crisis []CrisisNumber) string {
	words := "Nobody reads replies to this message."
	if w.There() {
		words = "You can reply to " + w.Replies + ". " + w.ReadBy + " reads it on weekdays, not at night."
	}
	return words + " " + CrisisWords(crisis)
}

// CrisisWords say where to turn when it cannot wait, in one line.
func CrisisWords(crisis []CrisisNumber) string {
	var ways []string
	for _, c := range crisis {
		ways = append(ways, c.Phone)
	}
	if len(ways) == 0 {
		return "If you need help now, call 999 or 111."
	}
	between := " or "
	if strings.Contains(strings.Join(ways, ""), ",") {
		between = "; or " // “111, then 2” is one of them
	}
	return "If you need help now, call " + strings.Join(ways, between) + "."
}

// WayBackOf returns how people may answer a team, the zero WayBack for no way.
func WayBackOf(r db.Reader, teamID string) (WayBack, error) {
	ways, err := db.List(r, func(s db.Scanner) (w WayBack, err error) {
		err = s.Scan(&w.TeamID, &w.Replies, &w.ReadBy, &w.Opens, &w.Closes, &w.AwayText, &w.Version)
		return
	}, `SELECT team_id, replies, read_by, opens, closes, away_text, version FROM ways_back WHERE team_id = $1`, teamID)
	if err != nil || len(ways) == 0 {
		return WayBack{TeamID: teamID}, err
	}
	return ways[0], nil
}

// SetWayBack keeps how people may answer a team; db.ErrConflict if somebody
// saved first. The caller has checked that the actor manages the team.
func SetWayBack(tx *db.Tx, w WayBack) error {
	w.Replies, w.ReadBy, w.AwayText = strings.TrimSpace(w.Replies), strings.TrimSpace(w.ReadBy), strings.TrimSpace(w.AwayText)
	if err := w.check(); err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO ways_back (team_id, replies, read_by, opens, closes, away_text) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (team_id) DO UPDATE SET replies = excluded.replies, read_by = excluded.read_by, opens = excluded.opens, closes = excluded.closes,
			away_text = excluded.away_text, version = ways_back.version + 1 WHERE ways_back.version = $7`,
		w.TeamID, w.Replies, w.ReadBy, w.Opens, w.Closes, w.AwayText, w.Version)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

func (w WayBack) check() error {
	var bad db.Invalid
	if w.Replies != "" && w.ReadBy == "" {
		bad.Add("read_by", "Say who reads the replies. If nobody does, leave the number empty")
	}
	if w.Replies != "" && w.AwayText == "" {
		bad.Add("away_text", "Write what people are told at night and at weekends")
	}
	if len([]rune(w.Replies)) > 100 || len([]rune(w.ReadBy)) > 100 || len([]rune(w.AwayText)) > 300 {
		bad.Add("away_text", "Use up to 100 characters for the number and who reads it, and 300 for this")
	}
	if w.Opens < 0 || w.Closes > 24*60 || w.Opens >= w.Closes {
		bad.Add("opens", "Enter from when to when, like 9am to 5pm")
	}
	return bad.Err()
}
