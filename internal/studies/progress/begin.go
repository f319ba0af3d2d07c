package progress

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/fieldwork"
)

// Beginning is something that a study needs before it opens.
type Beginning string

// The beginnings, in the order in which a study usually comes to them.
const (
	SayWhatItIs  Beginning = "about"
	NoteNumbers  Beginning = "numbers"
	ProtectData  Beginning = "data"
	GatherTeam   Beginning = "team"
	PlanNumbers  Beginning = "plan"
	FindSites    Beginning = "sites"
	FileProtocol Beginning = "documents"
	WriteConsent Beginning = "consent"
	OpenIt       Beginning = "open"
)

// Step is a beginning with what is there already.
type Step struct {
	Beginning
	Done bool // nothing is left of it
	Part bool // something of it is there
}

// Begin is what a study needs before it opens, as far as records say. Nothing of it is
// kept: it is read from what the team has noted.
func Begin(r db.Reader, s studies.Seat) ([]Step, error) {
	x := s.Study
	today := dates.Of(r.Now())
	members, err := s.Members(r)
	if err != nil {
		return nil, err
	}
	playing := 0
	for _, m := range members {
		if m.Now(today) {
			playing++
		}
	}
	sites, err := s.AllSites(r)
	if err != nil {
		return nil, err
	}
	targets, err := s.Targets(r)
	if err != nil {
		return nil, err
	}
	waves, err := fieldwork.Waves(r, s)
	if err != nil {
		return nil, err
	}
	versions, err := approvals.Versions(r, s)
	approved := func(k approvals.Kind) bool {
		return slices.ContainsFunc(versions, func(v approvals.Version) bool { return v.Kind == k && !v.ApprovedOn.IsZero() })
	}
	kept := func(k approvals.Kind) bool {
		return slices.ContainsFunc(versions, func(v approvals.Version) bool { return v.Kind == k })
	}
	return []Step{
		step(SayWhatItIs, x.Summary != "", x.Question != "", !x.Starts.IsZero()),
		step(NoteNumbers, x.IRAS != "" || x.REC != "" || x.Registration != "", x.Sponsor != "", x.Funder != ""),
		step(ProtectData, x.Data.Controller != "", x.Data.Basis != ""),
		step(GatherTeam, playing > 1),
		step(PlanNumbers, len(targets) > 0, len(waves) > 0),
		step(FindSites, len(sites) > 0),
		{FileProtocol, approved(approvals.Protocol) && approved(approvals.InformationSheet), kept(approvals.Protocol) || kept(approvals.InformationSheet)},
		{WriteConsent, approved(approvals.ConsentForm), kept(approvals.ConsentForm)},
		step(OpenIt, x.State != studies.SettingUp),
	}, err
}

// step is done when every part of it is there.
func step(b Beginning, parts ...bool) Step {
	return Step{b, !slices.Contains(parts, false), slices.Contains(parts, true)}
}
