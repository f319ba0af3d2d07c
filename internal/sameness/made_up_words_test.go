package sameness

import "strings"

func lines(text string) []string { return strings.Split(strings.TrimSpace(text), "|") }

var (
	townNames   = lines("Harbour|Millbrook|Ashcombe|Netherby|Westfold|Linden|Copperhill|Saltney|Thornwick|Eastmere|Drayford|Holmby|Kettlewell|Ravenscar|Pilling|Oakhanger|Burnside|Fenwick|Gorsley|Marlow")
	townEndings = []string{"", " Green", " Cross"}
	orgFirst    = lines("Anchor|Beacon|Bridge|Cedar|Compass|Crossroads|Dovecote|Elm|Fellside|Gateway|Hazel|Hearth|Horizon|Junction|Kestrel|Lantern|Lighthouse|Meadow|Northgate|Oak|Orchard|Pathway|Quayside|Rainbow|Riverside|Rowan|Sandpiper|Skylark|Springboard|Stepping Stones|Sunrise|Thistle|Tidewater|Unity|Valley|Wayfarer|Westgate|Willow|Windmill|Yarrow")
	orgSecond   = lines("Action|Arts|Care|Community|Family|Friends|Health|Housing|Learning|Neighbours|Outreach|Partnership|Recovery|Seniors|Support|Together|Voices|Wellbeing|Youth|Advice")
	orgLast     = lines("Trust|Project|Association|Network|Centre|Hub|Charity|Group|Society|Foundation")
	activities  = lines("Lunch club|Coffee morning|Walking group|Walking football|Knit and natter|Art class|Yoga|Tai chi|Swimming|Singing for pleasure|Choir|Debt advice|Housing advice|Benefits advice|Food bank|Community fridge|Befriending|Telephone befriending|Bereavement support|Bereavement café|Memory café|Gardening|Allotment project|Shed|Computer help|Job club|English conversation|Parent and toddler group|Stay and play|Craft afternoon|Book club|Film club|Dance|Chair exercise|Health walk|Cycling|Cookery course|Weight management|Stop smoking clinic|Alcohol support|Mindfulness course|Counselling|Peer support|Carers drop-in|Community transport|Car scheme|Warm space|Repair café|Charity shop volunteering|Legal clinic|Immigration advice|Home safety check|Handyperson|Friendship group|Bingo|Board games|History society|Photography|Pottery|Drama group|Reading aloud|Nature watch|Table tennis|Bowls|Pilates|Stroke recovery group|Diabetes education|Pain management programme|Hearing aid clinic|Sight loss group|Autism meet-up|Sewing bee")
	qualities   = lines("Chair|Gentle|Outdoor|Evening|Social|Creative|Family|Mobile|Inclusive|Virtual")
	properNames = lines("Golden Years|Bright Sparks|Happy Feet|New Leaf|Fresh Start|Good Companions|Silver Threads|Open Door|Second Wind|Kindred")
	topics      = lines("Older people|Mental health|Physical activity|Money|Housing|Food|Families|Carers|Learning|Arts|Health|Friendship|Volunteering|Transport|Legal|Digital|Disability|Bereavement|Nature|Faith")
	sentences   = lines("Everybody is welcome.|Come along and meet people.|Run by trained volunteers.|Please ring before you come.|Tea and biscuits are served.|There is a small charge.|Free for residents.|The building has step-free access.|Booking is not needed.|We have met here for twenty years.|A friendly place to be.|Transport can be arranged.|Parking is behind the hall.|Bring a friend.|Suitable for all abilities.|Referral by a professional or by yourself.|Led by a qualified teacher.|No need to have done it before.|Dogs are welcome.|We follow the school terms.")
)
