package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
)

// The researchers of the demonstration.
const (
	chiefInvestigator = "Dr Lena Voss"
	fieldResearcher   = "Idris Bello"
)

// researchers have accounts of their own and see no person's record.
type researchers struct{ Chief, Field access.Actor }

func (b *builder) furnishResearchers(tx *db.Tx) (err error) {
	if b.research.Chief, err = b.account(tx, chiefInvestigator, access.Membership{Role: access.Researcher}); err != nil {
		return err
	}
	b.research.Field, err = b.account(tx, fieldResearcher, access.Membership{Role: access.Researcher})
	return err
}

// runStudies tells of the studies that are run here.
func (b *builder) runStudies() error {
	return b.runLinkWorkerStudy()
}

// linkWorkerSites are the settings of the seven sites, in words that give nobody
// away.
var linkWorkerSites = []string{"coast, employed by the practices", "city, employed by a charity", "villages, employed by the practices", "market town, employed by a charity",
	"estate, employed by the practices", "university town, employed by the council", "many languages, employed by a charity"}

// runLinkWorkerStudy is a reconstruction: its people are made up, its totals are
// those of a study that was published.
func (b *builder) runLinkWorkerStudy() error {
	lead := b.research.Chief
	b.clock.Set(b.today.AddMonths(-16).At(9, 30))
	id, err := studies.Found(b.ctx, b.db, lead, none, studies.Study{
		Name: "Link worker study", Title: "Understanding link workers in primary care: a realist evaluation", Reconstruction: true,
		Summary:     "Link workers help people with things that are not medical, like loneliness, money or housing. We want to know what makes their work go well, for whom, and why. We spend time with link workers at seven sites and talk to patients and professionals.",
		Question:    "When link workers are part of primary care, what works, for whom, why and in what circumstances?",
		Identifiers: studies.Identifiers{Funder: "A made-up research funder", Sponsor: "Saltmere University (made up)", Award: "MADE-UP-0001", IRAS: "000001"},
		Wording: studies.Wording{Enquiries: "link-worker-study@linkwork.example", Acknowledgement: "This reconstruction is funded by nobody. It stands where the funder’s words would stand.",
			Disclaimer: "The views are those of the made-up authors."},
	}, "")
	if err != nil {
		return err
	}
	for i, setting := range linkWorkerSites {
		site := studies.Site{StudyID: id, Pseudonym: "Site " + string(rune('A'+i)), Name: networks[i].Name, Setting: setting}
		if _, err := approvals.AddSite(b.ctx, b.db, lead, none, site); err != nil {
			return err
		}
	}
	_, err = studies.Take(b.ctx, b.db, lead, none, studies.Member{StudyID: id, AccountID: b.research.Field.AccountID, Role: studies.FieldResearcher, Affiliation: "Saltmere University (made up)", Shown: true})
	return err
}
