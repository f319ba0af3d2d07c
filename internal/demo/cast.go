package demo

// network is one made-up patch with its team.
type network struct {
	Name, Kind string
	Phone      string
	Manager    string
	Workers    []string
	Practices  []practice
}

// practice is one made-up GP practice with its people.
type practice struct{ Name, ODS, Clinician, Navigator string }

// networks are unlike one another: a city, a coast, hills, a market town, an
// estate, a university town and a place of many languages.
var networks = []network{
	{"Harbour network", "coast", "01632 960 110", "Jo Hart", []string{"Amina Yusuf", "Callum Reid"}, []practice{
		{"Bay Street Practice", "QY101", "Dr Pat Okafor", "Lin Farrow"}, {"Lighthouse Practice", "QY102", "Dr Ines Calder", "Bo Tamm"}}},
	{"Canalside network", "city", "01632 960 120", "Marcia Bell", []string{"Tomasz Nowak", "Priti Shah"}, []practice{
		{"Lock Street Practice", "QX101", "Dr Owen Pryce", "Dana Wells"}, {"Tannery Practice", "QX102", "Dr Ruth Amadi", "Kit Lowe"}}},
	{"Highmoor network", "rural", "01632 960 130", "Hugh Dale", []string{"Bronwen Ellis"}, []practice{
		{"Stonebeck Practice", "QZ101", "Dr Alec Thorne", "Meg Raine"}}},
	{"Market Weir network", "market town", "01632 960 140", "Sheila Marsh", []string{"Grace Adeyemi", "Peter Lunn"}, []practice{
		{"Mill Lane Practice", "QW101", "Dr Nora Finch", "Al Peel"}, {"Weirside Practice", "QW102", "Dr Sam Iyer", "Jean Cope"}}},
	{"Beacon Hill network", "estate", "01632 960 150", "Delroy King", []string{"Shanice Cole", "Darren Pike"}, []practice{
		{"Tower Road Practice", "ZX101", "Dr Leila Noor", "Stu Hale"}}},
	{"Collegegate network", "university town", "01632 960 160", "Frances Ong", []string{"Elliot Ward"}, []practice{
		{"Riverside Practice", "ZY101", "Dr Max Lindqvist", "Una Byrne"}}},
	{"Crossways network", "many languages", "01632 960 170", "Rukhsana Mir", []string{"Farid Rahimi", "Oksana Bondar"}, []practice{
		{"Corner Market Practice", "ZZ101", "Dr Tariq Aziz", "Ewa Kos"}, {"Park Road Practice", "ZZ102", "Dr Joan Baptiste", "Ali Demir"}}},
}

// Names are mixed on purpose; put together at random they are nobody's.
var givenNames = []string{"Doreen", "Raj", "Sian", "Leo", "Farida", "Marcus", "Nadia", "Tom", "Ivy", "Walter", "Zofia", "Kwame", "Eileen", "Hassan", "Mei", "Gordon",
	"Aisha", "Pauline", "Viktor", "Blessing", "Norman", "Rosa", "Imran", "Hilda", "Desmond", "Ayesha", "Colin", "Maureen", "Yusuf", "Beryl", "Anil", "Jean", "Samuel",
	"Olena", "Trevor", "Fatima", "Keith", "Grace", "Dilip", "Sheila", "Ahmed", "Joyce", "Piotr", "Nell", "Cyril", "Leila", "Arthur", "Winifred", "Chidi", "Martha"}

// shortNames are what some people like to be called.
var shortNames = map[string]string{"Doreen": "Dor", "Winifred": "Win", "Samuel": "Sam", "Desmond": "Des", "Trevor": "Trev", "Maureen": "Mo", "Pauline": "Polly", "Martha": "Matty", "Arthur": "Art"}

var familyNames = []string{"Marsh", "Patel", "Price", "Grant", "Noor", "Bell", "Holt", "Adeyemi", "Chen", "Osei", "Kowalska", "Doyle", "Siddiqui", "Wren", "Lindsay",
	"Begum", "Frost", "Petrov", "Okoye", "Tanner", "Alvarez", "Malik", "Stott", "Barker", "Hussain", "Webb", "Rowe", "Demir", "Hobbs", "Mehta", "Fenn", "Boateng",
	"Shevchenko", "Crane", "Rahman", "Plumb", "Mensah", "Joshi", "Lowe", "Karimi", "Heath", "Nowicki", "Vale", "Tate", "Haddad", "Quill", "Moss", "Eze", "Sparrow", "Dunn"}

// reasons are what referrers write, by need.
var reasons = map[string]string{
	"loneliness":        "Lives alone since a move last year and sees nobody from one week to the next.",
	"low-mood":          "Feeling low and worried. Not in crisis; has been seen here.",
	"bereavement":       "Spouse died this spring. Would like somebody to talk to about what comes next.",
	"money":             "Behind with bills and afraid to open letters.",
	"housing":           "Damp flat, the landlord does not answer.",
	"food":              "Skips meals towards the end of the month.",
	"energy":            "Keeps the heating off to save money.",
	"work-learning":     "Would like to do something useful again after illness.",
	"caring":            "Looks after a parent day and night and is worn out.",
	"transport":         "Cannot get to the shops or to appointments since giving up driving.",
	"digital":           "Cannot use online forms and feels shut out.",
	"physical-activity": "Wants to move more after a fall, and is afraid to go alone.",
	"purpose":           "Days are long since retiring. Used to garden and sing.",
	"language":          "Speaks little English and would like classes and company.",
}

// matters are what people say matters to them.
var matters = []string{
	"I want to be able to get to the allotment again, and to have someone to eat with on Sundays. I do not want a fuss made.",
	"My cat. And being asked before things are decided.",
	"I want to open my post without feeling sick.",
	"To sing again. I was in a choir for thirty years.",
	"Being there for my grandson when he comes out of school.",
	"I would like one person who rings when they say they will.",
	"Somewhere warm that is mine.",
	"To walk to the sea on my own two feet.",
	"I want to cook for other people, not only for me.",
	"That my mother is safe when I sleep.",
}

// said are the words of contacts, by purpose.
var said = map[string][]string{
	"first-conversation": {"First conversation. Talked about what a good week would look like. Was wary at first, laughed at the end.", "Spoke for the first time. Explained what I can and cannot do. Wants to think and talk again.", "A long first talk. Much on their mind; we agreed to take one thing at a time."},
	"planning":           {"Made a plan together: one small step this week, one for next month.", "Looked at what would help most and put it in order."},
	"connecting":         {"Looked at two groups together and chose one to try.", "Talked through what the service does and who they would meet."},
	"going-along":        {"Went along the first time. Stayed at the back for ten minutes, then joined in.", "Met at the bus stop and went together. Wants to go alone next time."},
	"holding-waiting":    {"No place yet. Says they are plodding on. Glad of the call.", "Still waiting. Sleep is a little better. Will ring again in two weeks.", "Checked in. The list has moved a little."},
	"holding-readying":   {"Not ready yet, and that is fine. Walked to the end of the road twice.", "Talked about what makes it hard. Will try the gate this week."},
	"holding-sharing":    {"Upset after a letter from the hospital. Listened; the practice did not need to be called.", "Rang instead of going to the surgery. Calmer by the end."},
	"holding-witness":    {"Talked about the husband. I mostly listened.", "A hard day. Stayed on the phone until the neighbour came."},
	"review":             {"Going well. Has been three times and knows names now.", "A setback: did not go last week. We talked about what got in the way.", "Things are steadier. Bills are sorted until March."},
	"advocacy":           {"Wrote to the landlord together and sent it.", "Rang the benefits line with them on speaker. Forty minutes, but done."},
	"ending":             {"Last conversation. They said what had changed, in their own words. A good goodbye."},
}

// goals, and a first step for each.
var goals = []struct{ Goal, Action, Who string }{
	{"To have company on Sundays", "Ring the lunch club before Sunday", "person"},
	{"To sort out the letters", "Bring the box of letters next time", "person"},
	{"To get out of the flat twice a week", "Find a group within a short bus ride", "worker"},
	{"To sleep without worrying about money", "Book a money advice appointment", "worker"},
	{"To feel useful again", "Visit the community garden together", "worker"},
	{"To keep the flat warm", "Ask the housing officer for a visit", "service"},
	{"To meet people who speak my language", "Come along to the conversation café", "person"},
}
