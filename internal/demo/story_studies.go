package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// The researchers of the demonstration.
const (
	chiefInvestigator = "Dr Lena Voss"
	fieldResearcher   = "Idris Bello"
	statistician      = "Mina Farrant"
)

const university = "Saltmere University (made up)"

// researchers have accounts of their own and see no person's record.
type researchers struct{ Chief, Field, Statistician access.Actor }

func (b *builder) furnishResearchers(tx *db.Tx) (err error) {
	for _, x := range []struct {
		name string
		into *access.Actor
	}{{chiefInvestigator, &b.research.Chief}, {fieldResearcher, &b.research.Field}, {statistician, &b.research.Statistician}} {
		if *x.into, err = b.account(tx, x.name, access.Membership{Role: access.Researcher}); err != nil {
			return err
		}
	}
	return nil
}

// runStudies tells of the studies that are run here.
func (b *builder) runStudies() error {
	if err := b.runLinkWorkerStudy(); err != nil {
		return err
	}
	if err := b.runRetentionStudy(); err != nil {
		return err
	}
	return b.runWelcomeStudy()
}
