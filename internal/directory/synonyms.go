package directory

import "strings"

// alike are words that people use for the same thing when they look for help.
// Each line is one group; a search for any of its words finds the others too,
// a little further down. The list is short on purpose: every pair in it must
// be what a link worker would have tried next.
const alike = `
	food meal lunch dinner breakfast supper eat soup cafe pantry
	cook cooking kitchen recipe
	money debt benefit budget bill finance financial welfare credit
	lonely loneliness isolated isolation alone befriend befriending friend friendship company social
	bereaved bereavement grief loss widow
	house housing home homeless tenant tenancy rent landlord accommodation
	energy heating fuel gas electricity insulation warm
	job work employment unemployed career
	volunteer volunteering
	learn learning education course class training
	carer caring respite
	parent parenting toddler baby playgroup
	walk walking ramble rambling stroll
	exercise fitness gym active activity sport
	swim swimming aquafit pool
	dance dancing ballroom zumba
	garden gardening allotment horticulture
	art painting drawing craft
	sew sewing knit knitting crochet
	music sing singing choir
	computer digital online internet tablet
	transport bus lift driver taxi
	dementia memory alzheimer forgetful
	anxiety anxious worry stress depression depressed mood
	drink drinking alcohol
	smoke smoking cigarette
	drug substance addiction
	weight diet slimming
	old older elderly senior pensioner retired
	young youth teenager
	deaf hearing
	blind sight vision
	disabled disability
	immigrant immigration refugee asylum migrant
	interpreter translation translator
	legal law solicitor
	faith church mosque temple
	repair shed woodwork
	veteran forces army
	abuse violence abusive
`

// kin maps a stem to the stems of the other words in its groups.
var kin = kinOf(alike)

func kinOf(list string) map[string][]string {
	all := make(map[string][]string)
	for line := range strings.Lines(list) {
		stems := make(map[string]bool)
		var order []string
		for _, w := range strings.Fields(line) {
			if s := stem(w); !stems[s] {
				stems[s] = true
				order = append(order, s)
			}
		}
		for _, a := range order {
			for _, b := range order {
				if a != b {
					all[a] = append(all[a], b)
				}
			}
		}
	}
	return all
}
