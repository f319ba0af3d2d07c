package studies

import "slices"

// Role is a part that somebody plays in a study. Somebody can play several.
type Role string

// The roles.
const (
	ChiefInvestigator Role = "chief-investigator"
	CoInvestigator    Role = "co-investigator"
	Coordinator       Role = "coordinator"
	FieldResearcher   Role = "field-researcher"
	SiteInvestigator  Role = "site-investigator"
	Custodian         Role = "custodian"
	Statistician      Role = "statistician"
	PublicLead        Role = "public-lead"
	Transcriber       Role = "transcriber"
	Monitor           Role = "monitor"
)

// Roles lists all roles, in the order in which a team is shown.
var Roles = []Role{ChiefInvestigator, CoInvestigator, Coordinator, FieldResearcher, SiteInvestigator, Custodian, Statistician, PublicLead, Transcriber, Monitor}

var roleWords = map[Role]string{
	ChiefInvestigator: "Chief investigator", CoInvestigator: "Co-investigator", Coordinator: "Study coordinator", FieldResearcher: "Field researcher",
	SiteInvestigator: "Principal investigator at a site", Custodian: "Custodian", Statistician: "Statistician", PublicLead: "Public involvement lead",
	Transcriber: "Transcriber", Monitor: "Monitor for the sponsor",
}

// Words says a role to a reader.
func (r Role) Words() string { return roleWords[r] }

// Duty is what a role is trusted with.
type Duty string

// The duties.
const (
	// Follow is to see the study's plan and progress: numbers, dates, approvals.
	Follow Duty = "follow"
	// Lead is to change the study, its team, sites, documents and targets.
	Lead Duty = "lead"
	// Conduct is to keep a site's file: set-up, delegation, deviations.
	Conduct Duty = "conduct"
	// Report is to note what went otherwise than approved: whoever is there sees it first.
	Report Duty = "report"
	// Meet is to know who takes part and how to reach them: approach, consent,
	// appointments.
	Meet Duty = "meet"
	// Read is to read what was collected, under study numbers.
	Read Duty = "read"
	// Transcribe is to write down recordings that one was given.
	Transcribe Duty = "transcribe"
	// Involve is to run the study's groups, events and updates: to know who belongs to a
	// group or comes to an event, what they need and what they are paid.
	Involve Duty = "involve"
	// Join is to join a participant with their care record, and nothing else.
	Join Duty = "join"
)

var duties = map[Role][]Duty{
	ChiefInvestigator: {Follow, Lead, Conduct, Report, Meet, Read, Involve},
	CoInvestigator:    {Follow, Read},
	Coordinator:       {Follow, Lead, Conduct, Report, Meet, Read, Involve},
	FieldResearcher:   {Follow, Report, Meet, Read},
	SiteInvestigator:  {Follow, Conduct, Report},
	Custodian:         {Join},
	Statistician:      {Follow, Read},
	PublicLead:        {Follow, Involve},
	Transcriber:       {Transcribe},
	Monitor:           {Follow},
}

// Has reports whether a role is trusted with a duty.
func (r Role) Has(d Duty) bool { return slices.Contains(duties[r], d) }

// OneSite reports whether a role is played at one site, never at all of them.
func (r Role) OneSite() bool { return r == SiteInvestigator || r == Custodian }
