package wellbeing

import (
	"net/http"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

const startTitle = "A few questions for you"

func start(v *visit.Visit, c caller) error {
	if c.done() {
		return end(v, c)
	}
	return c.page(v, shell.Page{Title: startTitle}, http.StatusOK, startPage(v.Fields, c, visit.NewToken(), nil))
}

// check checks the year of birth and remembers the browser. What cannot be a
// year costs no try.
func check(v *visit.Visit, c caller) error {
	if c.Known || c.done() {
		return v.Go(c.Href + "/question")
	}
	year, err := strconv.Atoi(v.Fields.Text("year"))
	if err != nil || year < 1900 || year > dates.Of(v.House.DB.Now()).Year {
		return wrongYear(v, c, "Enter the year you were born as 4 numbers, like 1951")
	}
	var verdict links.Verdict
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) (err error) {
		verdict, err = links.CheckBirthYear(tx, v.Path("token"), year)
		return err
	})
	switch {
	case err != nil:
		return err
	case !verdict.Right && verdict.TriesLeft == 0:
		return links.ErrEnded
	case !verdict.Right:
		return wrongYear(v, c, "That is not the year we have. You have "+dates.Count(verdict.TriesLeft, "more try", "more tries"))
	}
	door.Remember(v, verdict.Device)
	return v.Go(c.Href + "/question")
}

func wrongYear(v *visit.Visit, c caller, message string) error {
	var bad db.Invalid
	bad.Add("year", message)
	return c.page(v, shell.Page{Title: startTitle}, http.StatusUnprocessableEntity, startPage(v.Fields, c, visit.NewToken(), visit.Faults(&bad)))
}
