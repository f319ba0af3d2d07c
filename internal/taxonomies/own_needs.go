package taxonomies

// needWords are what publishers and people call a need, with | between. They
// count as a whole name only: "Stress" is about low mood, but "Stress Street
// Centre" need not be.
var needWords = map[string]string{
	"loneliness":          "loneliness|social isolation|isolation|friendship|company|companionship",
	"low-mood":            "mental health|mental wellbeing|emotional wellbeing|low mood|anxiety|depression|stress|worry",
	"bereavement":         "bereavement|grief|loss and bereavement",
	"money":               "money|finance|money and debt|income|poverty|cost of living|financial help",
	"housing":             "accommodation|housing and homelessness|homes",
	"food":                "food and meals|meals|hunger|food poverty",
	"energy":              "energy|heating|energy bills|fuel poverty|keeping warm",
	"work-learning":       "work|employment|jobs|learning|education|training|skills|education and training",
	"caring":              "caring|carers|unpaid carers|family carers",
	"relationships":       "families|relationships|parenting|children and families",
	"domestic-abuse":      "domestic violence|abuse|domestic violence and abuse",
	"long-term-condition": "long-term conditions|health conditions|chronic illness|illness",
	"physical-activity":   "physical activity|exercise|sport|fitness|sport and leisure|keeping active",
	"weight-food-choices": "weight|healthy weight|diet|nutrition",
	"substances":          "addiction|drugs and alcohol|substance misuse",
	"transport":           "transport|travel|getting about",
	"digital":             "digital|digital inclusion|internet|computers|online",
	"legal":               "legal|law|rights|asylum and immigration",
	"language":            "languages spoken|english",
	"purpose":             "arts|culture|arts and culture|nature|faith|hobbies|creativity|leisure interests",
	"safety":              "safety|crime|community safety|feeling safe at home",
	"other":               "other|general",
}
