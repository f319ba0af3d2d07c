package harvest

import (
	"context"
	"fmt"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// take stores services that were read, or only says what that would do, and
// keeps account of it. The report gets what could not be stored.
func (h *Harvest) take(ctx context.Context, d *db.DB, items []openreferral.Item, report *openreferral.Report) error {
	lines, unchanged, err := h.compared(ctx, d, items)
	if err != nil {
		return err
	}
	if !h.Dry {
		if err := openreferral.Store(ctx, d, items, report); err != nil {
			return err
		}
	}
	h.Read, h.Rejected = h.Read+report.Read, h.Rejected+len(report.Rejected)
	if h.Dry {
		h.Unchanged += unchanged
		for _, line := range lines {
			h.count(directory.Change(line.What), 1)
		}
	} else {
		h.Unchanged += report.Unchanged
		h.count(directory.Added, report.Added)
		h.count(directory.Changed, report.Changed)
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if err := addLines(tx, h.ID, append(lines, remarks(*report)...)); err != nil {
			return err
		}
		return quarantine(tx, h.Source, report.Rejected)
	})
}

func (h *Harvest) count(what directory.Change, n int) {
	if what == directory.Added {
		h.Added += n
	} else {
		h.Changed += n
	}
}

// compared looks before anything is written, so that a harvest can say what it
// changed and not only that it did.
func (h *Harvest) compared(ctx context.Context, d *db.DB, items []openreferral.Item) (lines []Line, unchanged int, err error) {
	err = d.Read(ctx, func(r *db.Snapshot) (err error) {
		lines, unchanged, err = compare(r, items)
		return err
	})
	return lines, unchanged, err
}

// A reading that misses more than this share of what a source had is stopped,
// unless it is about a handful.
const (
	mostMissed = 5  // one in
	handful    = 10 // records
)

// wouldStop is what a look says of a source that lost much.
var wouldStop = map[bool]string{true: "So much is no longer there that Linkwork would stop and ask before it withdraws anything."}

// miss notes the records that a whole reading did not have. has says which it
// had. More than a fifth stops it, unless somebody has said to go on.
func (h *Harvest) miss(tx *db.Tx, has map[string]bool, goOn bool) error {
	known, err := directory.SourceIDs(tx, h.Source)
	if err != nil {
		return err
	}
	var gone []string
	for id := range known {
		if !has[id] {
			gone = append(gone, id)
		}
	}
	h.Missed, h.Gone = len(gone), 0
	much := len(gone) > handful && len(gone)*mostMissed > len(known)
	if much && !goOn && !h.Dry {
		if err := h.remember(tx, has); err != nil {
			return err
		}
		return h.end(tx, Stopped, fmt.Sprintf("%d of %d services of this source are no longer in it. Nothing was withdrawn. If that is right, go on.", len(gone), len(known)))
	}
	if err := h.missEach(tx, gone); err != nil {
		return err
	}
	if h.Dry {
		return h.end(tx, Done, wouldStop[much])
	}
	if err := release(tx, h.Source, h.StartedAt); err != nil {
		return err
	}
	return h.end(tx, Done, "")
}

// remember keeps what a stopped harvest had, for going on.
func (h *Harvest) remember(tx *db.Tx, has map[string]bool) error {
	for id := range has {
		if _, err := see(tx, h.ID, id, false); err != nil {
			return err
		}
	}
	return nil
}

func (h *Harvest) missEach(tx *db.Tx, ids []string) error {
	var lines []Line
	for _, id := range ids {
		record, err := directory.GetRecord(tx, h.Source, id)
		if err != nil {
			return err
		}
		lines = append(lines, Line{What: "missing", SourceID: id, Name: record.Told.Name})
		if h.Dry {
			continue
		}
		gone, err := directory.Miss(tx, h.Source, id)
		if err != nil {
			return err
		}
		if gone {
			h.Gone++
		}
	}
	return addLines(tx, h.ID, lines)
}
