package check

import (
	"context"
	"encoding/json"
	"errors"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// full asks for one record by its id. Severity is that of what is wrong with it.
func (x *asking) full(ctx context.Context, path, kind, id string, severity Severity) (fields, bool) {
	where := path + "/{id}"
	raw, err := x.get(ctx, path+"/"+id)
	if err != nil {
		if !x.ends(ctx, err) {
			x.looked[Schema] = true
			x.note(Schema, severity, place{where: where, id: id}, "", "A record that is listed cannot be read by its id. "+sentenceOf(err), nil)
		}
		return nil, false
	}
	f, err := decoded(raw)
	if err != nil {
		return nil, false
	}
	at := place{where: where, id: f.text("id")}
	x.schema(at, kind, standard.Full, severity, f)
	x.values(at, "", f)
	if at.id != id {
		x.note(Consistency, x.loose(), at, "id", "The record has another id than the one that was asked for.", id)
	}
	return f, true
}

func sentenceOf(err error) string {
	if f, ok := errors.AsType[*client.Fault](err); ok {
		return shownLong(f.Sentence())
	}
	return shownLong(err.Error())
}

func (x *asking) get(ctx context.Context, path string) (json.RawMessage, error) {
	a, d, err := x.client.Document(ctx, path, nil)
	if err == nil && (d.Kind != document.Record || len(d.Records) != 1) {
		err = &client.Fault{Kind: client.NotOffered, URL: a.URL, Detail: "it does not answer with one record"}
	}
	if err != nil {
		return nil, err
	}
	return d.Records[0], nil
}
