package directory

import (
	"slices"
	"strings"

	"linkwork/internal/search"
	"linkwork/internal/taxonomies"
	"linkwork/internal/vocabulary"
)

// Where the reason for a need was found, best first.
const (
	InChoice      = "choice" // somebody chose it
	InTerm        = "term"   // a published term that was mapped to it, or is ours
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
// names and its description, and which of the kinds of help under them its
// topics and names say. The best place where a need was found is kept as the
// reason.
func NeedsOf(s Service) []ServiceNeed {
	f := make(foundNeeds)
	f.lookIn(s, nil)
	return f.inOrder()
}

// foundNeeds are needs and kinds of help, by code.
type foundNeeds map[string]ServiceNeed

// add notes a need with those above it, unless a better reason is known.
func (f foundNeeds) add(code, where, word string) {
	id := taxonomies.OwnID(code)
	for _, term := range append(taxonomies.Own.Ancestors(id), taxonomies.Term{Code: code}) {
		if _, known := f[term.Code]; !known {
			f[term.Code] = ServiceNeed{Need: term.Code, FoundIn: where, Word: word}
		}
	}
}

// lookIn reads what a service says. Topics about which somebody decided are
// passed over.
func (f foundNeeds) lookIn(s Service, decided map[string]bool) {
	for _, topic := range s.Topics {
		if !decided[topic] {
			f.look(InTopic, topic, true)
		}
	}
	f.look(InName, s.Name, true)
	f.look(InName, s.AlternateName, true)
	f.look(InDescription, s.Description, false)
}

func (f foundNeeds) look(where, text string, weak bool) {
	for need, words := range tell(text, weak) {
		if where == InTopic {
			words = text // a topic is short and clearer whole
		}
		f.add(need, where, words)
	}
	if where == InDescription { // says too much beside what is offered
		return
	}
	for _, fit := range ourWords.Fits([]taxonomies.Published{{Name: text}}) {
		if fit.ParentID != "" {
			f.add(fit.Code, where, text)
		}
	}
}

// ourWords finds kinds of help by their everyday names.
var ourWords = taxonomies.NewMatcher()

// inOrder lists what was found as our taxonomy has it.
func (f foundNeeds) inOrder() (needs []ServiceNeed) {
	for _, term := range taxonomies.Own.Terms() {
		if need, ok := f[term.Code]; ok {
			needs = append(needs, need)
		}
	}
	return needs
}

// NeedName is what people call a need or a kind of help under one.
func NeedName(code string) string {
	term, _ := taxonomies.Own.Term(taxonomies.OwnID(code))
	return term.Name
}

// Broader returns the code of the need that a kind of help stands under; "" for
// a need and for an unknown code.
func Broader(code string) string {
	for _, above := range taxonomies.Own.Ancestors(taxonomies.OwnID(code)) {
		return above.Code
	}
	return ""
}

// IsNeed says whether a code is that of a need or of a kind of help under one.
func IsNeed(code string) bool {
	_, ok := taxonomies.Own.Term(taxonomies.OwnID(code))
	return ok
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
