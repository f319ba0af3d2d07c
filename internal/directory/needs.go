package directory

import (
	"slices"
	"strings"

	"linkwork/internal/search"
	"linkwork/internal/vocabulary"
)

// Where the reason for a need was found, best first.
const (
	InTopic       = "topic"
	InName        = "name"
	InDescription = "description"
)

// tellingWords say which need a service helps with. A phrase of several words
// must stand together. Only words that a listing uses for what it offers are
// here: "health" or "support" would fit everything. A word marked ~ tells in a
// topic or a name, but not in a description, where "run by volunteers" and "a
// family atmosphere" offer nothing.
var tellingWords = map[string]string{
	"loneliness":          "lonely|loneliness|isolation|befriending|friendship|social club|lunch club|coffee morning|meet new people|companionship|tea and chat|good neighbours",
	"low-mood":            "anxiety|depression|low mood|~stress|mental health|mental wellbeing|mindfulness|counselling|talking therapy|emotional support|~listening",
	"bereavement":         "bereavement|bereaved|grief|grieving|loss of a loved one",
	"money":               "debt|money|~benefits|budgeting|welfare rights|credit union|~financial|~income|hardship",
	"housing":             "housing|homeless|homelessness|tenancy|tenant|~rent|~accommodation|hostel",
	"food":                "food|food bank|pantry|lunch|meal|community fridge|cooking|soup",
	"energy":              "~energy|fuel|~heating|warm space|warm hub|insulation|fuel poverty",
	"work-learning":       "employment|~job|~jobs|~volunteering|~volunteer|~training|adult learning|~skills|~course|~career|~education",
	"caring":              "~carer|~carers|caring|respite",
	"relationships":       "parenting|~parent|~family|~families|relationship|mediation|toddler",
	"domestic-abuse":      "domestic abuse|domestic violence|refuge",
	"long-term-condition": "long-term condition|dementia|diabetes|stroke|arthritis|chronic pain|pain management|memory cafe|self-management|parkinson's|cancer|heart disease",
	"physical-activity":   "exercise|walking|swimming|yoga|tai chi|fitness|~sport|~dance|~gym|cycling|physical activity|health walk|chair-based",
	"weight-food-choices": "~weight|healthy eating|slimming|diet|nutrition",
	"substances":          "alcohol|~drug|~drugs|smoking|stop smoking|addiction|substance",
	"transport":           "~transport|dial-a-ride|minibus|car scheme|volunteer driver|community bus",
	"digital":             "computer|digital|~internet|~tablet|online skills|get online|device lending",
	"legal":               "~legal|immigration|asylum|refugee|~rights|solicitor|law centre",
	"language":            "esol|english classes|english language|interpreting|translation|conversation class",
	"purpose":             "~art|~arts|craft|~creative|~garden|gardening|~music|singing|choir|allotment|~nature|men's shed|shed|~reading|~library|~faith|wildlife|~heritage|~drama",
	"safety":              "community safety|~crime|victim|victims|handyperson|home security|hate crime",
}

// phrase is a run of stems that tells of a need.
type phrase struct {
	need  string
	stems []string
	weak  bool // tells nothing in a description
}

var phrases = readPhrases(tellingWords)

// readPhrases groups the phrases by their first stem.
func readPhrases(words map[string]string) map[string][]phrase {
	all := make(map[string][]phrase)
	for _, need := range vocabulary.Needs.Codes() {
		for text := range strings.SplitSeq(words[need], "|") {
			text, weak := strings.CutPrefix(text, "~")
			var stems []string
			for _, w := range search.Split(text) {
				stems = append(stems, w.Stem)
			}
			if len(stems) > 0 {
				all[stems[0]] = append(all[stems[0]], phrase{need, stems, weak})
			}
		}
	}
	return all
}

// NeedsOf works out which needs a service can help with from its topics, its
// names and its description, in the order of vocabulary.Needs. The best place
// where a need was found is kept as the reason.
func NeedsOf(s Service) []ServiceNeed {
	found := make(map[string]ServiceNeed)
	look := func(where, text string, weak bool) {
		for need, words := range tell(text, weak) {
			if _, known := found[need]; !known {
				if where == InTopic {
					words = text // a topic is short and clearer whole
				}
				found[need] = ServiceNeed{Need: need, FoundIn: where, Word: words}
			}
		}
	}
	for _, topic := range s.Topics {
		look(InTopic, topic, true)
	}
	look(InName, s.Name, true)
	look(InName, s.AlternateName, true)
	look(InDescription, s.Description, false)
	var needs []ServiceNeed
	for _, code := range vocabulary.Needs.Codes() {
		if need, ok := found[code]; ok {
			needs = append(needs, need)
		}
	}
	return needs
}

// tell returns the needs a text speaks of and the words that say so, as
// written. Weak words count if the caller says so.
func tell(text string, weak bool) map[string]string {
	words := search.Split(text)
	told := make(map[string]string)
	for i, w := range words {
		for _, p := range phrases[w.Stem] {
			if _, known := told[p.need]; !known && (weak || !p.weak) && startsWith(words[i:], p.stems) {
				told[p.need] = shown(words[i : i+len(p.stems)])
			}
		}
	}
	return told
}

func startsWith(words []search.Word, stems []string) bool {
	return len(words) >= len(stems) && slices.EqualFunc(words[:len(stems)], stems, func(w search.Word, s string) bool { return w.Stem == s })
}

func shown(words []search.Word) string {
	texts := make([]string, 0, len(words))
	for _, w := range words {
		if len(texts) == 0 || texts[len(texts)-1] != w.Shown { // one written word can stand for two
			texts = append(texts, w.Shown)
		}
	}
	return strings.Join(texts, " ")
}
