package taxonomies

// kinds are the second level of our taxonomy, by the code of the need above. A
// code is never given another meaning.
var kinds = map[string][]kind{
	"loneliness": {
		{"befriending", "Befriending", "One person who visits or rings regularly to keep company", "good neighbour scheme|visiting scheme|somebody to talk to|telephone friend|phone pal"},
		{"lunch-clubs", "Lunch clubs", "A meal eaten together, usually weekly", "luncheon club|lunch group|community lunch|dinner club|shared meal"},
		{"coffee-mornings", "Coffee mornings", "Dropping in for a drink and a chat", "tea and chat|tea afternoon|cuppa and chat|chat cafe|community cafe|talking table"},
		{"social-groups", "Social groups and clubs", "Regular meetings for the sake of company", "social club|friendship group|friendship club|day centre|over 60s club|games afternoon|bingo"},
	},
	"low-mood": {
		{"counselling", "Counselling and talking therapies", "Talking with a trained counsellor or therapist over some weeks", "counsellor|talking therapy|therapist|psychotherapy"},
		{"peer-support-mental-health", "Mental health peer support", "Meeting people who have been through something like it", "mental health support group|depression group|anxiety group|recovery college"},
		{"listening", "Listening and crisis support", "Somebody who listens, also at night and in a crisis", "listening service|helpline|crisis cafe|crisis line|safe haven|emotional support line"},
		{"mindfulness", "Mindfulness and relaxation", "Learning to calm body and mind", "relaxation|meditation|stress management|breathing"},
	},
	"bereavement": {
		{"bereavement-groups", "Bereavement groups", "Meeting others who have lost somebody", "bereavement cafe|grief group|bereavement support group|grief cafe|widows and widowers"},
		{"bereavement-counselling", "Bereavement counselling", "Talking one to one after a death", "grief counselling|bereavement counsellor|loss counselling"},
		{"practical-help-after-a-death", "Practical help after a death", "Funerals, registering and money after somebody died", "help with funeral costs|funeral poverty|funeral advice"},
	},
	"money": {
		{"debt-advice", "Debt advice", "Making a plan for debts, with the right to speak to creditors", "debt|money advice|debt help|money and debt|bailiffs|bankruptcy"},
		{"benefits-advice", "Benefits advice", "Checking, claiming and appealing benefits", "benefits|welfare rights|welfare benefits|benefit check|help with forms|claim help"},
		{"hardship-grants", "Grants in hardship", "Small sums for urgent things", "hardship fund|emergency grant|crisis fund|welfare assistance|household support"},
		{"budgeting", "Budgeting and saving", "Making money last, and saving or borrowing safely", "budgeting help|credit union|money management|financial skills"},
		{"household-goods", "Furniture and household goods", "Furniture, clothes and white goods for little or nothing", "furniture reuse|furniture bank|clothing bank|baby bank|second-hand furniture|school uniform"},
	},
	"housing": {
		{"housing-advice", "Housing advice", "Rights of tenants, disrepair, arrears, moving", "tenancy advice|tenants rights|rent arrears|housing rights|eviction"},
		{"homelessness-support", "Help when homeless", "A bed tonight, day centres and a way off the street", "homeless|night shelter|hostel|rough sleeping|day centre for the homeless"},
		{"supported-housing", "Supported and sheltered housing", "A home with help in the building", "sheltered housing|extra care housing|supported living|retirement housing"},
		{"repairs-and-adaptations", "Repairs and adaptations", "Keeping a home safe and usable", "handyperson|handyman|home adaptations|home improvement agency|grab rails|stairlift"},
	},
	"food": {
		{"food-banks", "Food banks", "Parcels of food in an emergency", "foodbank|food parcel|emergency food|food voucher"},
		{"community-pantries", "Community pantries and fridges", "Food at little or no cost, without a referral", "food pantry|community fridge|social supermarket|food club|community larder"},
		{"community-meals", "Community meals", "Hot meals, at a table or brought home", "meals on wheels|soup kitchen|hot meal|free meal|breakfast club"},
		{"cooking-together", "Cooking together", "Learning to cook, or cooking in company", "cookery class|cooking class|cook and eat|community kitchen"},
	},
	"energy": {
		{"energy-advice", "Energy advice", "Bills, meters, tariffs and what to claim", "fuel poverty|energy bills|fuel advice|fuel voucher|meter top-up|energy saving"},
		{"warm-spaces", "Warm spaces", "Rooms that are warm and open to anybody", "warm hub|warm bank|warm room|warm welcome|keep warm"},
		{"home-insulation", "Insulation and heating", "Making a home easier to heat", "insulation grant|boiler grant|draught proofing|heating grant"},
	},
	"work-learning": {
		{"volunteering", "Volunteering", "Giving time, with training and support", "volunteer centre|helping others|give time"},
		{"employment-support", "Help into work", "Finding, getting and keeping a job", "job club|employment support|back to work|cv help|work coach|supported employment"},
		{"adult-learning", "Adult learning", "Courses for interest or a qualification", "adult education|evening class|community learning|training course|maths and english"},
	},
	"caring": {
		{"carers-support", "Support for carers", "Advice, assessment and company for those who look after somebody", "carers centre|carers group|carers cafe|carer support|help for carers"},
		{"respite", "Breaks for carers", "Somebody else takes over for a while", "respite care|sitting service|carers break|day care"},
		{"young-carers", "Young carers", "For children and young people who look after somebody", "young carers group|young adult carers"},
	},
	"relationships": {
		{"parenting-support", "Parenting support", "Courses and help for parents", "parenting course|family hub|family support|home-start"},
		{"parent-and-child-groups", "Parent and child groups", "Playing and meeting with small children", "stay and play|toddler group|baby group|playgroup|parent and toddler"},
		{"relationship-support", "Relationship support and mediation", "Help for couples and families who are in conflict or part", "relationship counselling|couples counselling|family mediation|mediation|separation"},
		{"youth-groups", "Youth groups", "Places and groups for young people", "youth club|uniformed group|young people's group"},
	},
	"domestic-abuse": {
		{"domestic-abuse-support", "Domestic abuse support", "Advice, safety planning and somebody on one's side", "domestic violence|domestic abuse advice|independent domestic violence advisor|coercive control|survivors of abuse"},
		{"refuges", "Refuges", "A safe place to stay, whose address is not given out", "safe accommodation|women's aid"},
		{"sexual-violence-support", "Support after sexual violence", "Help after rape or sexual assault, recent or long ago", "rape crisis|sexual assault referral|survivors of sexual abuse"},
	},
	"long-term-condition": {
		{"dementia-support", "Dementia support", "For people with dementia and those close to them", "dementia|memory cafe|dementia cafe|dementia group|memory loss|singing for the brain"},
		{"condition-support-groups", "Groups for one condition", "Meeting others with the same condition", "stroke group|diabetes group|arthritis group|cancer support|heart support group|parkinson's group|breathe easy"},
		{"pain-management", "Living with pain", "Managing pain that stays", "pain management|pain cafe|chronic pain group|fibromyalgia"},
		{"self-management", "Self-management courses", "Learning to live well with a condition", "expert patient|living well course|health coaching"},
		{"sensory-support", "Sight and hearing support", "For people who see or hear little", "sight loss|hearing loss|hearing aid clinic|deaf club|talking newspaper|visual impairment"},
		{"disability-support", "Disability support", "Advice, equipment and groups for disabled people", "disability|disabled people|disability group|learning disability|mobility equipment|independent living"},
	},
	"physical-activity": {
		{"walking-groups", "Walking groups", "Walks led by somebody who knows the way and the pace", "health walk|wellbeing walk|ramblers|nordic walking"},
		{"gentle-exercise", "Gentle exercise", "Movement that suits stiff or unsteady bodies", "chair exercise|chair yoga|falls prevention|strength and balance|tai chi|seated exercise|armchair exercise"},
		{"exercise-classes", "Exercise classes and gyms", "Fitness in a class or a gym, also by referral", "exercise referral|fitness class|gym|yoga|pilates|keep fit|aerobics|zumba"},
		{"swimming", "Swimming", "Lessons and sessions in the water", "aqua aerobics|aquafit|swimming lessons"},
		{"sport-and-dance", "Sport, cycling and dance", "Games, bikes and dancing for pleasure", "walking football|cycling group|dance class|bowls|table tennis|tea dance"},
	},
	"weight-food-choices": {
		{"weight-management", "Weight management", "Losing weight with others or with a coach", "weight loss|slimming club|slimming group|tier 2 weight management"},
		{"healthy-eating", "Healthy eating", "Knowing and liking food that does good", "nutrition advice|healthy cooking|diet advice|dietitian"},
		{"eating-disorder-support", "Eating disorder support", "For people whose eating is a struggle, and their families", "eating disorders|anorexia|bulimia|binge eating"},
	},
	"substances": {
		{"alcohol-support", "Alcohol support", "Cutting down or stopping drinking", "alcohol|alcohol service|drinking too much|alcohol recovery|sobriety group"},
		{"drug-support", "Drug support", "Cutting down or stopping drugs", "drugs|drug service|drug recovery|addiction support|substance misuse|needle exchange"},
		{"stop-smoking", "Stopping smoking", "Help to stop smoking or vaping", "smoking|smoking cessation|quit smoking|stop smoking clinic|vaping"},
		{"gambling-support", "Gambling support", "Help when gambling has taken over", "problem gambling|gambling addiction|gambling harms"},
	},
	"transport": {
		{"community-transport", "Community transport", "Minibuses and shared cars from door to door", "dial-a-ride|community bus|minibus|shopmobility|community car"},
		{"hospital-and-appointment-transport", "Lifts to appointments", "A driver to the doctor or hospital", "hospital car|volunteer driver|car scheme|patient transport|lift to hospital"},
		{"travel-help", "Passes and travel training", "Cheaper travel, and the confidence to use it", "bus pass|blue badge|travel training|travel buddy|concessionary travel"},
	},
	"digital": {
		{"digital-skills", "Digital skills", "Learning to use a phone, tablet or computer", "computer class|computer help|get online|it drop-in|silver surfers|digital champion"},
		{"devices-and-data", "Devices and data", "Borrowing or being given a device or a connection", "device lending|tablet loan|free sim|data bank|databank|laptop loan"},
	},
	"legal": {
		{"legal-advice", "Legal advice", "Rights and what can be done about them", "law centre|legal clinic|free legal advice|solicitor|consumer advice|employment rights"},
		{"immigration-advice", "Immigration advice", "Status, visas and asylum, by regulated advisers", "immigration|immigration help|asylum advice|visa help|settled status|refugee support|asylum seekers"},
		{"advocacy", "Advocacy", "Somebody who speaks up beside or for a person", "advocate|independent advocacy|care act advocacy|self-advocacy"},
		{"planning-ahead", "Planning ahead", "Wills, power of attorney and wishes for care", "power of attorney|making a will|advance care planning|future care planning"},
	},
	"language": {
		{"english-classes", "English classes", "Learning English as another language", "esol|english for speakers of other languages|learn english|english course"},
		{"english-conversation", "English conversation", "Practising by talking", "conversation class|conversation cafe|talk english"},
		{"interpreting", "Interpreting and translation", "Somebody who speaks both languages", "interpreter|translation|bsl interpreter"},
	},
	"purpose": {
		{"arts-and-crafts", "Arts and crafts", "Making things with one's hands", "art class|art group|craft group|painting|pottery|knitting|knit and natter|sewing"},
		{"music-and-singing", "Music and singing", "Making music with others", "choir|singing group|ukulele|community choir|drumming"},
		{"gardening-and-nature", "Gardening and nature", "Being and doing outdoors", "allotment|community garden|gardening club|green gym|conservation volunteering|nature walk|horticulture"},
		{"sheds-and-repair", "Sheds and repair", "Tools, benches and company", "men's shed|shed|repair cafe|woodwork|makerspace"},
		{"reading-and-heritage", "Reading, history and ideas", "Books, talks, museums and local history", "book club|reading group|library|u3a|local history|museum group"},
		{"faith-and-spirituality", "Faith and spirituality", "Worship, prayer and spiritual company", "faith group|church group|mosque|chaplaincy|prayer group"},
	},
	"safety": {
		{"home-safety", "Home safety", "Fire, falls and locks", "home safety check|safe and well visit|smoke alarm|home security|lock fitting"},
		{"alarms-and-telecare", "Alarms and telecare", "A button that calls somebody", "community alarm|pendant alarm|telecare|careline|lifeline alarm"},
		{"victim-support", "Support for victims of crime", "After a crime, hate or a scam", "victim support|hate crime|scams|fraud support|anti-social behaviour"},
	},
	"other": {
		{"information-and-advice", "General information and advice", "Somewhere to begin when it is not clear what is needed", "citizens advice|advice centre|information centre|one stop shop|community hub|signposting"},
		{"community-centres", "Community centres", "Buildings in which many things happen", "village hall|neighbourhood centre|community association"},
	},
}
