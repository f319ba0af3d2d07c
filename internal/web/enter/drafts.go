package enter

import (
	"net/http"
	"net/url"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/drafts"
	"linkwork/internal/web/visit"
)

// keepDraft keeps what somebody is typing. It answers without a page: the
// script says when it was kept.
func keepDraft(v *visit.Visit) error {
	fields := make(url.Values)
	for name, values := range v.Fields.Values {
		if !strings.HasPrefix(name, "_") {
			fields[name] = values
		}
	}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return drafts.Save(tx, v.Actor.AccountID, v.Path("key"), fields)
	})
	if err != nil {
		return err
	}
	v.W.WriteHeader(http.StatusNoContent)
	return nil
}
