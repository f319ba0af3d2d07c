package member

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/web/visit"
)

// BodyLimit is the largest body of a claim with its receipt, in bytes.
const BodyLimit = groups.MostReceipt + 1<<20

// Uploads reports whether a path is one to which a receipt is sent.
func Uploads(path string) bool {
	return strings.HasPrefix(path, groups.Path+"/") && strings.HasSuffix(path, "/claims/upload")
}

func showClaim(v *visit.Visit, c caller) error { return claimPage(v, c, nil) }

func claimPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	return c.Form(v, "Claim what you spent", claimBody(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad)
}

func claim(v *visit.Visit, c caller) error {
	sent, err := v.ReadSecret("receipt", groups.MostReceipt)
	if err == nil {
		err = groups.MakeClaim(v.Context(), v.House.DB, v.House.Files, c.key(v), c.Link.ID, typedClaim(v.Fields), sent.Body)
	}
	return c.done(v, err, "claimed", func(bad *db.Invalid) error { return claimPage(v, c, bad) })
}

// typedClaim is what was typed. A day or an amount that is none is zero, which no claim
// may be.
func typedClaim(f visit.Fields) groups.Claim {
	pence, err := practicalhelp.ParsePounds(f.Text("amount"))
	if err != nil {
		pence = 0
	}
	return groups.Claim{Pay: groups.Pay(f.Get("pay")), Words: f.Get("what"), Pence: int(pence), SpentOn: f.Date("spent", new(db.Invalid))}
}

func sendReceipt(v *visit.Visit, c caller) error {
	mine, err := c.Own.Claim(v.Path("claim"))
	if err != nil {
		return err
	}
	return v.SendFile(func(r *db.Snapshot) (files.File, error) { return mine.Receipt(r) })
}

func unclaim(v *visit.Visit, c caller) error {
	return c.done(v, groups.Unclaim(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("claim")), "unclaimed", nil)
}
