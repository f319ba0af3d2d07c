package forms_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
)

func warmHome() form.Form {
	return form.Form{Title: form.Say("en", "Warm home"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "cold", Kind: form.Consent, Label: form.Say("en", "Is it cold at home?")},
	}}
}

func create(c *castest.Cast, f form.Form) (id string) {
	id, err := forms.Create(c.Context(), c.DB, c.Admin, once.Key{}, f)
	c.OK(err)
	return id
}

func get(c *castest.Cast, id string) (e forms.Entry) {
	c.Read(func(r *db.Snapshot) (err error) { e, err = forms.Get(r, c.Admin, id); return err })
	return e
}

func publish(c *castest.Cast, id string) error {
	return forms.Publish(c.Context(), c.DB, c.Admin, once.Key{}, id, get(c, id).Version)
}

func TestAnEditionNeverChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := create(c, warmHome())
		c.OK(publish(c, id))
		castest.Is(t, publish(c, id), forms.ErrNothingNew)

		e := get(c, id)
		next := e.Draft
		next.Items = append(next.Items, form.Item{Name: "damp", Kind: form.Text, Label: form.Say("en", "Is it damp?")})
		c.OK(forms.KeepDraft(t.Context(), d, c.Harbour.Manager, once.Key{}, id, e.Version, next))
		castest.Is(t, forms.KeepDraft(t.Context(), d, c.Admin, once.Key{}, id, e.Version, warmHome()), db.ErrConflict)
		if e = get(c, id); !e.ToPublish() || e.Edition != 1 || e.ChangedBy != "Jo Hart" || len(e.Draft.Items) != 2 {
			t.Errorf("%+v", e)
		}
		c.OK(publish(c, id))
		c.Read(func(r *db.Snapshot) error {
			all, err := forms.Editions(r, id)
			if len(all) != 2 || all[0].Number != 2 || len(all[0].Form.Items) != 2 || len(all[1].Form.Items) != 1 {
				t.Errorf("%+v", all)
			}
			current, _ := forms.Current(r, id)
			first, _ := forms.GetEdition(r, id, 1)
			if current.Number != 2 || len(first.Form.Items) != 1 {
				t.Errorf("current %d, first has %d", current.Number, len(first.Form.Items))
			}
			_, none := forms.GetEdition(r, id, 3)
			castest.Is(t, none, db.ErrNotFound)
			return err
		})
	})
}

func TestOnlySoundFormsArePublished(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		castest.Refused(t, func() error { _, err := forms.Create(t.Context(), d, c.Admin, once.Key{}, form.Form{}); return err }(), "title")
		castest.Refused(t, func() error {
			_, err := forms.Create(t.Context(), d, c.Admin, once.Key{}, form.Form{Title: form.Say("en", strings.Repeat("é", 201))})
			return err
		}(), "title")
		id := create(c, form.Form{Title: form.Say("en", "Nothing yet")})
		if unsound, ok := errors.AsType[forms.Unsound](publish(c, id)); !ok || len(unsound.Problems) != 1 || unsound.Problems[0].Words != "Nothing is asked" {
			t.Errorf("%+v", unsound)
		}
		c.Read(func(r *db.Snapshot) error {
			all, err := forms.InUse(r)
			if len(all) != 0 {
				t.Errorf("in use: %+v", all)
			}
			return err
		})
	})
}

func TestARetiredFormIsAskedOfNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := create(c, warmHome())
		c.OK(publish(c, id))
		inUse := func() (n int) {
			c.Read(func(r *db.Snapshot) error {
				all, err := forms.InUse(r)
				n = len(all)
				return err
			})
			return n
		}
		c.OK(forms.Retire(t.Context(), d, c.Admin, once.Key{}, id))
		if inUse() != 0 || !get(c, id).Retired() {
			t.Error("a retired form is in use")
		}
		castest.Is(t, publish(c, id), db.ErrConflict)
		c.OK(forms.Revive(t.Context(), d, c.Admin, once.Key{}, id))
		if inUse() != 1 {
			t.Error("a revived form is not in use")
		}
	})
}

func TestACopyIsAFormOfItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := create(c, warmHome())
		copied, err := forms.Copy(t.Context(), d, c.Admin, once.Key{}, id)
		c.OK(err)
		if e := get(c, copied); e.Title != "Copy of Warm home" || len(e.Draft.Items) != 1 || e.Edition != 0 {
			t.Errorf("%+v", e)
		}
		if e := get(c, id); e.Title != "Warm home" {
			t.Errorf("the first is called %s", e.Title)
		}
	})
}

func TestFormsAreMadeByAdministratorsAndManagers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := create(c, warmHome())
		for _, by := range []access.Actor{c.Harbour.First, c.Harbour.Practice, {}} {
			_, err := forms.Create(t.Context(), d, by, once.Key{}, warmHome())
			castest.Is(t, err, db.ErrNotFound)
			castest.Is(t, forms.KeepDraft(t.Context(), d, by, once.Key{}, id, 1, warmHome()), db.ErrNotFound)
			castest.Is(t, forms.Publish(t.Context(), d, by, once.Key{}, id, 1), db.ErrNotFound)
			castest.Is(t, forms.Retire(t.Context(), d, by, once.Key{}, id), db.ErrNotFound)
			c.Read(func(r *db.Snapshot) error {
				_, err := forms.List(r, by)
				castest.Is(t, err, db.ErrNotFound)
				return nil
			})
		}
	})
}
