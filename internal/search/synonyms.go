package search

import "strings"

// Alike are words and short phrases that people use for the same thing when
// they look for help; commas stand between them. A search for any of a group
// finds the others too, a little further down. Every pair must be what a link
// worker would have tried next.
var Alike = strings.Split(strings.TrimSpace(`
food, meal, lunch, luncheon, dinner, breakfast, supper, eat, soup, cafe, pantry, hungry, groceries
cook, cooking, kitchen, recipe
no food, nothing to eat, run out of food, going hungry, food bank, food parcel
hot meal, hot dinner, cooked meal, cooked dinner
money, debt, budget, bill, finance, financial, afford, skint, owe, arrears, pay
benefit, welfare rights, universal credit, pip, attendance allowance, welfare
lonely, loneliness, isolated, isolation, alone, befriend, befriending, friend, friendship, company, social, companionship, companion, chat
on my own, on her own, on his own, on their own, by myself, make friends, meet people, new to the area, get out more, get out of the house, lonely, company, befriending
bereaved, bereavement, grief, grieving, loss, widow, widower, died, passed away
house, housing, home, homeless, accommodation
housing, tenant, tenancy, rent, landlord, evicted, eviction, damp, mould
nowhere to live, nowhere to stay, thrown out, kicked out, sofa surfing, homeless, hostel
homeless, rough sleeping, sleeping rough, rough sleepers, hostel, shelter
energy, heating, fuel, gas, electricity, electric, insulation, boiler, meter, bill
warm, heating, cold, freezing
job, work, employment, unemployed, career, redundant, cv
volunteer, volunteering, help others, help out, give something back, spare time
learn, learning, education, training, adult learning
carer, caring, respite, care, looks after, looking after, look after
parent, parenting, toddler, baby, playgroup, children, family
walk, walking, ramble, rambling, stroll
exercise, fitness, gym, active, activity, sport, fit, keep fit
swim, swimming, aquafit, aqua, pool
dance, dancing, ballroom, zumba
garden, gardening, allotment, horticulture, grow
art, painting, drawing, craft, paint, draw
sew, sewing, knit, knitting, crochet
music, sing, singing, choir
computer, digital, online, internet, tablet, smartphone, laptop, email, wifi, use email, use a computer, video call
transport, bus, lift, driver, taxi, minibus
dementia, memory, alzheimer, forgetful, forgetting
anxiety, anxious, worry, worried, stress, stressed, panic, nerves
fed up, feeling low, low mood, down, depression
therapy, therapist, counsellor, counselling, talking therapy, cbt
depression, depressed, mood, mental health, down, suicidal, counselling, talking therapy
drink, drinking, alcohol, alcoholic
smoke, smoking, cigarette, vape, fag, tobacco
drug, substance, addiction, addicted
gambling, betting, gambler, bookies, slot machines, scratch cards, losing money
weight, diet, slimming, obese, overweight
fall, falls, fell, unsteady, balance
old, older, elderly, senior, pensioner, retired
young, youth, teenager, teenage
deaf, hearing, hear, hard of hearing
blind, sight, vision, see, partially sighted
disabled, disability, wheelchair
immigrant, immigration, refugee, asylum, migrant, visa
interpreter, translation, translator
legal, law, solicitor, lawyer
faith, church, mosque, temple
repair, woodwork, mend, fix
handyperson, handyman, handy man, odd jobs, plumber
victim, crime, burglary, burgled, robbed, mugged
nature, wildlife, woodland, wood, outdoors, countryside
veteran, forces, army, military
abuse, violence, abusive, domestic, refuge
`), "\n")

// Synonyms are groups of words for the same thing. They never change.
type Synonyms struct {
	kin      map[string][]string // a stem, or the stems of a phrase, to the others of its groups
	longest  int                 // words in the longest phrase
	spelling spelling
}

// NewSynonyms reads groups: words or phrases with commas between them.
func NewSynonyms(groups []string) *Synonyms {
	s := &Synonyms{kin: make(map[string][]string), longest: 1}
	var words []string
	for _, group := range groups {
		var stems []string
		seen := make(map[string]bool)
		for phrase := range strings.SplitSeq(group, ",") {
			var all []string
			for _, w := range Split(phrase) {
				all = append(all, w.Stem)
				words = append(words, w.Plain)
			}
			if key := strings.Join(all, " "); key != "" && !seen[key] {
				seen[key], s.longest = true, max(s.longest, len(all))
				stems = append(stems, key)
			}
		}
		s.join(stems)
	}
	for written := range compounds {
		words = append(words, written)
	}
	s.spelling = newSpelling(distinct(words))
	return s
}

func (s *Synonyms) join(stems []string) {
	for _, a := range stems {
		for _, b := range stems {
			if a != b {
				s.kin[a] = append(s.kin[a], b)
			}
		}
	}
}
