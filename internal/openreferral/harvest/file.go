package harvest

import (
	"context"
	"io"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// Reader reads a file into services: openreferral.Read, or the reader of a
// spreadsheet whose columns were matched.
type Reader func(file io.Reader, source string) ([]openreferral.Item, openreferral.Report, error)

// File reads a whole file of a source, or only says what that would change. A
// source that is not known is added. The report has every remark; the harvest
// has what came of it. An error says that the file as a whole cannot be read, or
// that storing failed: the same again goes on from there.
func File(ctx context.Context, d *db.DB, by directory.By, source directory.Source, file io.Reader, read Reader, dry bool) (h Harvest, report openreferral.Report, err error) {
	items, report, err := read(file, source.ID)
	if err != nil {
		return h, report, err
	}
	source.Seen = report.Version
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		if _, err := directory.AddSource(tx, source); err != nil {
			return err
		}
		h, err = begin(tx, by, source.ID, dry)
		return err
	})
	if err != nil {
		return h, report, err
	}
	if err := h.take(ctx, d, items, &report); err != nil {
		return h, report, err
	}
	has := make(map[string]bool, len(items))
	for _, item := range items {
		has[item.Service.SourceID] = true
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		again := h // a closure can run twice
		err := again.miss(tx, has, false)
		h = again
		return err
	})
	return h, report, err
}
