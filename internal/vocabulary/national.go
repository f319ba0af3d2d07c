package vocabulary

// SNOMED is the system of SNOMED CT codes in FHIR messages.
const SNOMED = "http://snomed.info/sct"

// NationalCode is a code of a terminology outside Linkwork, kept as data with
// where it was read, so that being wrong costs a change of data.
type NationalCode struct {
	System    string
	Code      string
	Term      string
	Use       string // when Linkwork uses it
	Source    string // where the code and its term were read
	Confirmed bool   // read in at least one published source
}

// Coding returns what may be put in a message or shown for copying. ok is
// false for a code that is not confirmed: it is never sent.
func (c NationalCode) Coding() (system, code, term string, ok bool) {
	if !c.Confirmed {
		return "", "", "", false
	}
	return c.System, c.Code, c.Term, true
}

// The two codes a practice's record gets from Linkwork.
var (
	// Referred is recorded once for each case, at the first two-way
	// conversation; never for later contacts or administration.
	Referred = NationalCode{
		System: SNOMED, Code: "871731000000106", Term: "Referral to social prescribing service",
		Use:    "once for each case, at the first two-way conversation",
		Source: "NHS Transformation Partners in Health and Care, social prescribing questions and answers; University of Manchester gm-sde code sets", Confirmed: true,
	}
	// Declined is recorded once, when the person says no.
	Declined = NationalCode{
		System: SNOMED, Code: "871711000000103", Term: "Social prescribing declined",
		Use:    "once, when the person says no",
		Source: "NHS Transformation Partners in Health and Care, social prescribing questions and answers; socialrx.co.uk", Confirmed: true,
	}
	// Offered was not found in a published source and is never sent.
	Offered = NationalCode{
		System: SNOMED, Code: "871691000000100", Term: "Social prescribing offered",
		Use:    "not used",
		Source: "not found; J Med Internet Res 2020 e23721 says that three codes exist and names no number", Confirmed: false,
	}
	// SocialServiceProcedure is the category of a social service request.
	SocialServiceProcedure = NationalCode{
		System: SNOMED, Code: "410606002", Term: "Social service procedure",
		Use:    "category of a ServiceRequest",
		Source: "HL7 SDOH Clinical Care examples", Confirmed: true,
	}
	// ReasonableAdjustments is the flag for the Equality Act 2010.
	ReasonableAdjustments = NationalCode{
		System: SNOMED, Code: "1108111000000107", Term: "Requires reasonable adjustments (Equality Act 2010)",
		Use:    "individual requirements in the record",
		Source: prsb, Confirmed: true,
	}
)

// Reference sets and parents that the record standard names. Their members
// come with the UK release of SNOMED CT and are not shipped.
var (
	NeedsRefset        = refset("1373501000000105", "Social prescribing needs and concerns simple reference set", "needs")
	SupportRefset      = refset("1373511000000107", "Social prescribing support simple reference set", "what was done")
	ServicesRefset     = refset("1127531000000102", "Services simple reference set", "services")
	HealthMatters      = refset("1127601000000107", "Healthcare matters simple reference set", "strengths and outcomes")
	SafeguardingRefset = refset("999002381000000108", "Safeguarding issues simple reference set", "safeguarding")
	ActionStatusRefset = refset("999000081000000105", "Care planning action context values reference set", "status of an action")
	GoalStatusRefset   = refset("999000091000000107", "Care planning goal context values reference set", "status of a goal")
	AtRiskFinding      = refset("281694009", "Finding of at risk", "parent of coded risks")
	AssessmentScales   = refset("273249006", "Assessment scales", "parent of the name of an instrument")
	ObservableEntity   = refset("363787002", "Observable entity", "parent of the name of a score")
)

const prsb = "PRSB Social Prescribing Information Standard v1.1, information model"

func refset(code, term, use string) NationalCode {
	return NationalCode{System: SNOMED, Code: code, Term: term, Use: use, Source: prsb, Confirmed: true}
}

// NationalCodes are all codes Linkwork knows, for the page that shows them
// with their sources.
func NationalCodes() []NationalCode {
	return []NationalCode{
		Referred, Declined, Offered, SocialServiceProcedure, ReasonableAdjustments,
		NeedsRefset, SupportRefset, ServicesRefset, HealthMatters, SafeguardingRefset,
		ActionStatusRefset, GoalStatusRefset, AtRiskFinding, AssessmentScales, ObservableEntity,
	}
}
