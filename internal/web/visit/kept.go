package visit

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/drafts"
)

// What was typed is not lost when a session has locked or ended meanwhile. The
// form says under which key it keeps its draft (_draft) and whose it is (_who);
// the server holds it in the browser's session until that person is back.

const (
	returnKey = "return"
	keptKey   = "kept"
)

// keptForm is a form that arrived when nobody was there to receive it.
type keptForm struct {
	Who, Key, Path string
	Fields         url.Values
}

// sendToEnter leads to the log-in or unlock page and remembers where to return.
func (v *Visit) sendToEnter(path string) error {
	if v.R.Method == http.MethodGet {
		v.House.Identity.SetNote(v.Context(), returnKey, v.R.URL.RequestURI())
	} else if key := v.Fields.Get("_draft"); key != "" {
		kept := keptForm{Who: v.Fields.Get("_who"), Key: key, Path: v.R.URL.Path, Fields: own(v.Fields.Values)}
		text, err := json.Marshal(kept)
		if err != nil {
			return err
		}
		v.House.Identity.SetNote(v.Context(), keptKey, string(text))
	}
	return v.Go(path)
}

// own leaves out the fields that belong to the sending, not to the form.
func own(fields url.Values) url.Values {
	kept := make(url.Values, len(fields))
	for name, values := range fields {
		if !strings.HasPrefix(name, "_") {
			kept[name] = values
		}
	}
	return kept
}

// ComeBack redirects somebody who has just come in: to the form whose words
// were kept, to the page they wanted, or to their first page.
func (v *Visit) ComeBack(accountID string) error {
	wanted := v.House.Identity.TakeNote(v.Context(), returnKey)
	var kept keptForm
	if text := v.House.Identity.TakeNote(v.Context(), keptKey); text != "" {
		if err := json.Unmarshal([]byte(text), &kept); err != nil {
			return err
		}
	}
	if kept.Key != "" && kept.Who == accountID {
		err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return drafts.Save(tx, accountID, kept.Key, kept.Fields) })
		if err != nil {
			return err
		}
		return v.Done(kept.Path, "We kept what you wrote.")
	}
	if wanted != "" {
		return v.Go(wanted)
	}
	return v.Go("/")
}

// FillFromDraft puts what was kept under a key into the fields of a form that
// is being drawn.
func (v *Visit) FillFromDraft(r *db.Snapshot, key string) error {
	draft, err := drafts.Load(r, v.Actor.AccountID, key)
	if IsGone(err) {
		return nil
	}
	for name, values := range own(draft.Fields) {
		v.Fields.Values[name] = values
	}
	return err
}

// DropDraft forgets a draft that has served.
func (v *Visit) DropDraft(key string) error {
	return v.House.DB.Write(v.Context(), func(tx *db.Tx) error { return drafts.Drop(tx, v.Actor.AccountID, key) })
}
