package vocabulary

import (
	"regexp"
	"testing"
)

func TestListsHaveCodesAndLabels(t *testing.T) {
	lists := map[string][]Term{
		"Needs": Needs.Terms(), "ContactMeans": ContactMeans.Terms(), "ContactPresent": ContactPresent.Terms(),
		"ReachMeans": ReachMeans.Terms(), "ContactPurposes": ContactPurposes.Terms(), "HoldingFunctions": HoldingFunctions.Terms(),
		"AttemptOutcomes": AttemptOutcomes.Terms(), "ReferralSources": ReferralSources.Terms(), "ReferralMethods": ReferralMethods.Terms(),
		"Urgencies": Urgencies.Terms(), "NotNowReasons": NotNowReasons.Terms(), "ClosureReasons": ClosureReasons.Terms(),
		"HarmKinds": HarmKinds.Terms(), "WhoseWords": WhoseWords.Terms(), "PersonKnows": PersonKnows.Terms(), "ConcernOutcomes": ConcernOutcomes.Terms(), "ShowReasons": ShowReasons.Terms(), "RestrictionReasons": RestrictionReasons.Terms(),
		"HelpKinds": HelpKinds.Terms(), "LawfulBases": LawfulBases.Terms(), "SharingPurposes": SharingPurposes.Terms(), "PermissionGivers": PermissionGivers.Terms(), "DeskMatters": DeskMatters.Terms(), "Judgements": Judgements.Terms(), "AboutMeParts": AboutMeParts.Terms(), "Motivations": Motivations.Terms(), "Abilities": Abilities.Terms(),
		"NotMeasured": NotMeasured.Terms(), "Endings": Endings.Terms(), "Languages": Languages.Terms(), "AccessNeeds": AccessNeeds.Terms(),
	}
	code := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for name, list := range lists {
		seen := make(map[string]bool)
		for _, term := range list {
			if !code.MatchString(term.Code) || term.Label == "" {
				t.Errorf("%s: %+v", name, term)
			}
			if seen[term.Code] || seen[term.Label] {
				t.Errorf("%s: %q twice", name, term.Code)
			}
			seen[term.Code], seen[term.Label] = true, true
		}
	}
}

// Words that must not reach the person, their letters or the practice.
var unsaid = regexp.MustCompile(`(?i)\b(held|holding|failed|lost|vanished|dna|service users?)\b`)

func TestWordsForThePersonAreKind(t *testing.T) {
	for _, purpose := range ContactPurposes {
		if purpose.ForPerson == "" || unsaid.MatchString(purpose.ForPerson) {
			t.Errorf("purpose %s says %q", purpose.Code, purpose.ForPerson)
		}
	}
	for _, holding := range HoldingFunctions {
		if holding.ForPerson == "" || unsaid.MatchString(holding.ForPerson) {
			t.Errorf("holding %s says %q", holding.Code, holding.ForPerson)
		}
	}
	for _, reason := range ClosureReasons {
		if (reason.ForPerson == "") != reason.NotTold || unsaid.MatchString(reason.ForPerson) {
			t.Errorf("closure %s says %q", reason.Code, reason.ForPerson)
		}
	}
	for _, reason := range NotNowReasons {
		if reason.ForReferrer == "" || unsaid.MatchString(reason.ForReferrer) {
			t.Errorf("not now %s says %q", reason.Code, reason.ForReferrer)
		}
	}
}

func TestFourHoldingFunctions(t *testing.T) {
	var used []string
	for _, purpose := range ContactPurposes {
		if purpose.Holding == "" {
			continue
		}
		function, ok := HoldingFunctions.Find(purpose.Holding)
		if !ok || function.ForPerson != purpose.ForPerson {
			t.Errorf("purpose %s: holding %q", purpose.Code, purpose.Holding)
		}
		used = append(used, purpose.Holding)
	}
	if len(HoldingFunctions) != 4 || len(used) != 4 {
		t.Errorf("%d functions, %d purposes", len(HoldingFunctions), len(used))
	}
}

func TestLabelOfUnknownCode(t *testing.T) {
	if got := NeedLabels([]string{"money", "from-elsewhere"}); got[0] != "Money, debt or benefits" || got[1] != "from-elsewhere" {
		t.Error(got)
	}
	if Needs.Has("") || !Needs.Has("food") {
		t.Error("Has")
	}
}

func TestUrgencyOf(t *testing.T) {
	for priority, want := range map[string]string{"routine": "routine", "": "routine", "urgent": "soon", "stat": "soon", "asap": "soon", "x": "routine"} {
		if got := UrgencyOf(priority); got != want || !Urgencies.Has(got) {
			t.Errorf("UrgencyOf(%q) = %q", priority, got)
		}
	}
}
