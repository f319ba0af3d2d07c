package doubles

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/sameness"
)

// Handlers returns what looks for double entries after services have changed.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{directory.JobCompare: func(ctx context.Context, _ json.RawMessage) error { return Look(ctx, d) }}
}

// Look compares every service that runs with every other that could be the
// same, proposes pairs, and joins those that are certain. What people decided
// stays. Looking again changes nothing that has not changed.
func Look(ctx context.Context, d *db.DB) error {
	var records []directory.Record
	err := d.Read(ctx, func(r *db.Snapshot) (err error) {
		records, err = directory.LeadingRecords(r)
		return err
	})
	if err != nil {
		return err
	}
	set := sameness.NewSet()
	for _, record := range records {
		if err := set.Add(recordOf(record)); err != nil {
			return err
		}
	}
	return keep(ctx, d, set.Pass())
}

// keep stores what was found, some at a time, and forgets proposals that no
// longer stand.
func keep(ctx context.Context, d *db.DB, found []sameness.Pair) error {
	began := time.Time{}
	for some := range slices.Chunk(found, 100) {
		err := d.Write(ctx, func(tx *db.Tx) error {
			if began.IsZero() {
				began = tx.Now()
			}
			for _, pair := range some {
				if err := propose(tx, pair); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if began.IsZero() {
			began = tx.Now()
		}
		_, err := tx.Exec(`DELETE FROM service_doubles WHERE state = 'waiting' AND found_at < $1`, db.Ms(began))
		return err
	})
}

// propose stores a pair that nobody has decided about, and joins a certain one.
func propose(tx *db.Tx, found sameness.Pair) error {
	if found.Band == sameness.Ignore {
		return nil
	}
	reasons := make([]Reason, len(found.Reasons))
	for i, r := range found.Reasons {
		reasons[i] = Reason{r.Words, r.Points}
	}
	body, err := json.Marshal(reasons)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO service_doubles (id, a_id, b_id, score, series, reasons, state, found_at, by_id, by_name)
		VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, '', '')
		ON CONFLICT (a_id, b_id) DO UPDATE SET score = excluded.score, series = excluded.series, reasons = excluded.reasons, found_at = excluded.found_at
		WHERE service_doubles.state = 'waiting'`,
		tx.NewID(), found.A, found.B, found.Score, found.OneSeries, string(body), db.Ms(tx.Now()))
	if err != nil || found.Band != sameness.Link {
		return err
	}
	pair, err := db.One(tx, scanPair, selectPair+` WHERE a_id = $1 AND b_id = $2`, found.A, found.B)
	if err != nil || pair.State != Waiting {
		return err
	}
	return pair.joinByProgram(tx)
}

// joinByProgram joins two services that are certainly one, unless they were
// joined by another pair meanwhile.
func (p Pair) joinByProgram(tx *db.Tx) error {
	var why []string
	for _, r := range p.Reasons {
		if r.Points > 0 {
			why = append(why, r.Words)
		}
	}
	err := directory.Link(tx, directory.By{}, p.A, p.B, strings.Join(why, ", "))
	if err != nil && !errors.Is(err, directory.ErrSame) {
		return err
	}
	return p.decide(tx, directory.By{}, Joined)
}

// recordOf is a service as sameness compares it.
func recordOf(r directory.Record) sameness.Record {
	s := r.Told
	record := sameness.Record{ID: r.ServiceID, Source: r.Source, Name: s.Name, AlternateName: s.AlternateName, Description: s.Description,
		Website: s.Website, Topics: s.Topics, Organisation: sameness.Organisation{Name: s.Organisation.Name}}
	for _, n := range s.Organisation.Numbers {
		record.Organisation.Numbers = append(record.Organisation.Numbers, sameness.Identifier{Scheme: n.Scheme, Number: n.Number})
	}
	for _, text := range []string{s.Phone, s.ReferralPhone} {
		if text != "" {
			record.Phones = append(record.Phones, text)
		}
	}
	if s.Email != "" {
		record.Emails = []string{s.Email}
	}
	for _, l := range s.Locations {
		if l.Kind == "virtual" {
			continue
		}
		place := sameness.Place{Postcode: l.Postcode, Point: l.Point}
		if l.Property != "" {
			place.Identifiers = []sameness.Identifier{{Scheme: "UPRN", Number: l.Property}}
		}
		record.Places = append(record.Places, place)
	}
	for _, schedule := range s.Schedules {
		record.Sessions = append(record.Sessions, sessionsOf(schedule)...)
	}
	return record
}

var weekdays = map[string]time.Weekday{"MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday, "SU": time.Sunday}

func sessionsOf(s directory.Schedule) (all []sameness.Session) {
	for code := range strings.SplitSeq(s.Days, ",") {
		if day, ok := weekdays[code]; ok {
			all = append(all, sameness.Session{Day: day, Opens: s.Opens, Closes: s.Closes})
		}
	}
	return all
}
