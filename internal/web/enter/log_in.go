package enter

import (
	"errors"
	"net/http"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// home leads everybody to the first page of their role.
func home(v *visit.Visit) error {
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		_, err := teams.TheArea(r)
		return err
	})
	switch {
	case visit.IsGone(err):
		return v.Go("/setup")
	case err != nil:
		return err
	case v.Actor.AccountID == "" && v.House.Demo:
		return v.Go("/demo")
	case v.Actor.AccountID == "":
		return v.Go("/login")
	}
	return v.Go(FirstPage(v.Actor))
}

// FirstPage is where a role begins.
func FirstPage(a access.Actor) string {
	switch {
	case a.Is(access.LinkWorker):
		return "/day"
	case a.Is(access.Manager):
		return "/team"
	case a.Is(access.Practice):
		return "/refer"
	case a.Is(access.Administrator):
		return "/admin"
	case a.Is(access.Researcher):
		return "/studies"
	}
	return "/login"
}

func showLogIn(v *visit.Visit) error { return logInForm(v, nil) }

func logInForm(v *visit.Visit, errs ui.Errors) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil && !visit.IsGone(err) {
			return visit.View{}, err
		}
		view := visit.View{Page: shell.Page{Title: "Log in", Error: errs.Any()}, Body: logInPage(v.Fields, area, errs)}
		if errs.Any() {
			view.Status = http.StatusUnprocessableEntity
		}
		return view, nil
	})
}

func logIn(v *visit.Visit) error {
	account, err := v.House.Identity.LogIn(v.Context(), v.Fields.Get("email"), v.Fields.Get("password"), v.Address())
	var bad *identity.BadLogin
	switch {
	case errors.As(err, &bad):
		return logInForm(v, ui.Errors{{Field: "email", Message: badWords(bad)}})
	case err != nil:
		return err
	}
	if err := v.House.Identity.Begin(v.Context(), account.ID); err != nil {
		return err
	}
	return v.ComeBack(account.ID)
}

// badWords says no, and never which of the two was wrong.
func badWords(bad *identity.BadLogin) string {
	switch {
	case bad.Wait > 0:
		return "Too many tries. Wait 15 minutes, or ask your administrator for a new link"
	case bad.TriesLeft <= 2 && bad.TriesLeft > 0:
		return "That email and password do not match. You have " + tries(bad.TriesLeft) + " left"
	}
	return "That email and password do not match"
}

func tries(n int) string {
	if n == 1 {
		return "1 try"
	}
	return "2 tries"
}

func showUnlock(v *visit.Visit) error { return unlockForm(v, nil) }

func unlockForm(v *visit.Visit, errs ui.Errors) error {
	session := v.House.Identity.Current(v.Context())
	if session.AccountID == "" {
		return v.Go("/login")
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		account, err := identity.Get(r, session.AccountID)
		if err != nil {
			return visit.View{}, err
		}
		view := visit.View{Page: shell.Page{Title: "Locked", Error: errs.Any()}, Body: unlockPage(account.Name, errs)}
		if errs.Any() {
			view.Status = http.StatusUnprocessableEntity
		}
		return view, nil
	})
}

func unlock(v *visit.Visit) error {
	session := v.House.Identity.Current(v.Context())
	err := v.House.Identity.Unlock(v.Context(), v.Fields.Get("password"), v.Address())
	var bad *identity.BadLogin
	switch {
	case visit.IsGone(err):
		return v.Go("/login")
	case errors.As(err, &bad):
		return unlockForm(v, ui.Errors{{Field: "password", Message: badWords(bad)}})
	case err != nil:
		return err
	}
	return v.ComeBack(session.AccountID)
}

func logOut(v *visit.Visit) error {
	if err := v.House.Identity.End(v.Context()); err != nil {
		return err
	}
	serve.ClearSiteData(v.W)
	return v.Go("/")
}
