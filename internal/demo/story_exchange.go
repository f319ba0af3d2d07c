package demo

import (
	"fmt"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/engagement/events"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies/outputs"
)

// mixed is how many delegates of each kind came to an event.
type mixed struct{ linkWorkers, managers, commissioners, voluntary, researchers, public, others int }

func (m mixed) kinds() (all []events.Kind) {
	for _, x := range []struct {
		kind events.Kind
		n    int
	}{{events.LinkWorker, m.linkWorkers}, {events.Manager, m.managers}, {events.Commissioner, m.commissioners}, {events.Voluntary, m.voluntary}, {events.Researcher, m.researchers}, {events.Public, m.public}, {events.Other, m.others}} {
		for range x.n {
			all = append(all, x.kind)
		}
	}
	return all
}

// gathering is one event of the link worker study as it is told.
type gathering struct {
	town, title, words, audience, venue, access string
	days                                        []dates.Date
	mixed                                       mixed
	blog                                        string // title of the output that tells of it
	takeaways                                   []string
}

var concepts = []string{"Holding: link workers stay with people while help is not there yet", "Micro-discretion: they use their judgement beside written guidance", "People come back when somebody rings when they said they would"}

func gatherings() []gathering {
	day := func(month time.Month, day int) dates.Date { return dates.Date{Year: 2023, Month: month, Day: day} }
	return []gathering{
		{"Birmingham", "Two days on the link worker role", "Hear what we learnt at seven sites, and say what you make of it. On the second day the link workers of the study compare their roles.", "Link workers, and everybody who works with them", "Canal Rooms (made up), Birmingham", "Level from the street, with a lift to every floor. Parking for blue badges behind the building.",
			[]dates.Date{day(9, 20), day(9, 21)}, mixed{12, 4, 2, 6, 5, 3, 2}, "Two days in Birmingham", []string{"I met others who do my job.", "We do the same thing in very different ways.", "Our GPs refer, theirs do not. I will ask why."}},
		{"Exeter", "What holding means for practice", "Researchers and people from health, social care and the voluntary sector talk about what the study found.", "Health, social care and the voluntary sector", "Castle Hall (made up), Exeter", "Step-free by the side door. An induction loop in the hall.",
			[]dates.Date{day(10, 17)}, mixed{5, 3, 1, 8, 5, 1, 3}, "Talking about holding in Exeter", []string{"A word for what we do anyway.", "Commissioners should hear this."}},
		{"Sheffield", "Space to reflect on the link worker role", "A day to reflect together on social prescribing and the link worker role.", "Everybody who has to do with social prescribing", "Steel Yard Centre (made up), Sheffield", "Level throughout. The quiet room is beside the entrance.",
			[]dates.Date{day(11, 14)}, mixed{8, 4, 1, 0, 4, 5, 0}, "Space to reflect in Sheffield", []string{"Space to reflect, which we never have.", "I could say what I think of it as a patient.", "Time to talk about what the role is."}},
	}
}

// exchange tells of the events at which the study's findings were talked about.
func (s *linkWorkerStudy) exchange() error {
	lead := s.research.Chief
	s.on(2023, 8, 30)
	if err := events.Allow(s.ctx, s.db, lead, none, s.id, events.Permission{SiteID: s.sites[0], GivenOn: dates.Of(s.clock.Now()), Words: "Its manager, by email: the site likes to be known as one"}); err != nil {
		return err
	}
	for n, g := range gatherings() {
		if err := s.gather(n, g); err != nil {
			return fmt.Errorf("the event in %s: %w", g.town, err)
		}
	}
	return nil
}

func (s *linkWorkerStudy) gather(n int, g gathering) error {
	lead := s.research.Chief
	s.clock.Set(g.days[0].AddDays(-40).At(10, 0))
	e := events.Event{Title: g.title, Description: g.words, Audience: g.audience, Town: g.town, Venue: g.venue, GettingIn: g.access, StepFree: true, Capacity: 60, Findings: concepts}
	for i, day := range g.days {
		words := ""
		if len(g.days) > 1 {
			words = []string{"For everybody", "For the link workers of the study"}[i]
		}
		e.Days = append(e.Days, events.Day{Starts: day.At(10, 0), Ends: day.At(16, 0), Words: words})
	}
	id, err := events.Add(s.ctx, s.db, events.Team(lead, s.id), none, e)
	if err != nil {
		return err
	}
	if err := s.planEvent(s.id, id, g.days[0], events.Evaluation); err != nil {
		return err
	}
	people := make([]string, 0, 34)
	for i, kind := range g.mixed.kinds() {
		x := events.Delegate{EventID: id, Name: delegateName(n*40 + i), Kind: kind, Photos: i%3 != 0}
		if i%6 == 1 {
			x.Needs, x.Food = "A seat near the front", "Vegetarian"
		}
		entered, err := events.Enter(s.ctx, s.db, events.Team(lead, s.id), none, x, s.ways())
		if err != nil {
			return err
		}
		people = append(people, entered.ID)
		if n == 0 && i < linkWorkersMet { // those of the sites came to Birmingham for both days
			if err := events.From(s.ctx, s.db, lead, none, s.id, id, entered.ID, s.sites[i]); err != nil {
				return err
			}
		}
	}
	if err := s.letInDelegates(id, g, people); err != nil {
		return err
	}
	return s.lookBack(id, g, people)
}

func (b *builder) ways() events.Ways { return events.Ways{BaseURL: b.base} }

// planEvent puts a programme together, makes the form of the feedback and opens registration.
func (b *builder) planEvent(study, id string, day dates.Date, p events.Purpose) error {
	lead, today := b.research.Chief, dates.Of(b.clock.Now())
	for _, x := range []events.Session{
		{Kind: events.Talk, Starts: day.At(10, 0), Minutes: 45, Title: "What we found", Speaker: chiefInvestigator, Affiliation: university, AgreedOn: today},
		{Kind: events.Talk, Starts: day.At(10, 45), Minutes: 30, Title: "A day with a link worker", Speaker: "A link worker of one of the sites"}, // who did not want to be named
		{Kind: events.Break, Starts: day.At(12, 0), Minutes: 60, Title: "Lunch"},
		{Kind: events.Activity, Starts: day.At(13, 0), Minutes: 60, Title: "What is it like where you work?", Words: "In groups of five, with cards."},
		{Kind: events.Discussion, Starts: day.At(14, 15), Minutes: 60, Title: "What should practice and policy do?"},
	} {
		x.EventID = id
		if err := events.AddSession(b.ctx, b.db, events.Team(lead, study), none, x); err != nil {
			return err
		}
	}
	if err := events.MakeFeedback(b.ctx, b.db, events.Team(lead, study), none, id, 1, p); err != nil {
		return err
	}
	return events.ToOpen(b.ctx, b.db, events.Team(lead, study), none, id, 2, b.ways())
}

// letInDelegates tells who came: everybody on the first day, the link workers of the sites
// on each.
func (s *linkWorkerStudy) letInDelegates(id string, g gathering, people []string) error {
	for d, day := range g.days {
		s.clock.Set(day.At(9, 45))
		for i, person := range people {
			if d > 0 && i >= linkWorkersMet {
				break
			}
			if err := events.CheckIn(s.ctx, s.db, events.Team(s.research.Chief, s.id), none, id, person, day); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookBack tells what delegates said, who keeps in contact, and what was written about it.
func (s *linkWorkerStudy) lookBack(id string, g gathering, people []string) error {
	lead := s.research.Chief
	s.clock.Set(g.days[len(g.days)-1].At(15, 30))
	var tokens []string
	for i, person := range people {
		token, err := events.Hand(s.ctx, s.db, events.Team(lead, s.id), none, id, person)
		if err != nil {
			return err
		}
		tokens = append(tokens, token)
		if i%2 == 0 {
			if err := s.says(token, i/2, g); err != nil {
				return err
			}
		}
	}
	if err := s.compareAndMeet(id, tokens, people); err != nil {
		return err
	}
	if err := s.nameThemes(id); err != nil {
		return err
	}
	if err := events.ToOver(s.ctx, s.db, events.Team(lead, s.id), none, id, 3, s.ways()); err != nil {
		return err
	}
	written, err := readAll(s.builder, func(r reader) ([]outputs.Output, error) {
		seat, err := s.seat(lead, s.id)
		if err != nil {
			return nil, err
		}
		return outputs.List(r, seat)
	})
	for _, o := range written {
		if o.Title == g.blog && err == nil {
			err = events.LinkBlog(s.ctx, s.db, lead, none, s.id, id, o.ID)
		}
	}
	return err
}

// says tells what one delegate answered when asked for feedback.
func (s *linkWorkerStudy) says(token string, i int, g gathering) error {
	questions, err := events.Begin(s.ctx, s.db, none, token)
	if err != nil {
		return err
	}
	link, err := s.linkOf(questions)
	if err != nil {
		return err
	}
	one := func(value string) form.Given { return form.Given{Values: []string{value}} }
	answers := map[string]form.Given{"useful": one([]string{"5", "4", "5", "3"}[i%4]), "learnt": one(g.takeaways[i%len(g.takeaways)])}
	for n := range concepts {
		said := []events.Answer{events.Agrees, events.Agrees, events.Partly, events.Agrees, events.Challenges, events.Unsure}[(i+2*n)%6]
		answers[fmt.Sprintf("finding_%d", n+1)] = one(string(said))
		if said == events.Challenges {
			answers[fmt.Sprintf("why_%d", n+1)] = one("Not where I work: there is no time for it.")
		}
	}
	if err := forms.TakeAll(s.ctx, s.db, link, answers); err != nil {
		return err
	}
	return forms.Finish(s.ctx, s.db, link)
}

// compareAndMeet tells what link workers compared, and that two keep in contact.
func (s *linkWorkerStudy) compareAndMeet(id string, tokens, people []string) error {
	for i, c := range []events.Comparison{
		{Topic: "How people come to us", Network: "On the coast", Here: "Nearly all from GPs, by a form.", Compared: events.Different},
		{Topic: "How people come to us", Network: "In a city", Here: "Half from reception, many ring themselves.", Compared: events.Different},
		{Topic: "Who looks after us", Network: "In villages", Here: "A GP once a month, if there is time.", Compared: events.Similar},
		{Topic: "Who looks after us", Network: "In a market town", Here: "The charity has a supervisor. The practices do not know her.", Compared: events.Similar},
	} {
		if err := events.Compare(s.ctx, s.db, none, tokens[i], c); err != nil {
			return err
		}
	}
	for i := range 3 {
		if err := events.JoinExchange(s.ctx, s.db, none, tokens[i], true); err != nil {
			return err
		}
	}
	for _, x := range []struct{ from, to int }{{0, 1}, {1, 0}, {2, 0}} {
		if err := events.Wish(s.ctx, s.db, none, tokens[x.from], people[x.to], true, s.ways()); err != nil {
			return err
		}
	}
	return nil
}

// nameThemes tells which themes the team saw in the feedback.
func (s *linkWorkerStudy) nameThemes(id string) error {
	seat, err := s.seat(s.research.Chief, s.id)
	if err != nil {
		return err
	}
	all, err := readAll(s.builder, func(r reader) ([]events.Feedback, error) {
		e, err := events.Get(r, events.OfStudy(seat), id)
		if err != nil {
			return nil, err
		}
		return events.AllFeedback(r, events.OfStudy(seat), e)
	})
	if err != nil {
		return err
	}
	for _, f := range all {
		learnt := strings.ToLower(f.Answers["learnt"].Text)
		for word, theme := range map[string]string{"met": "Valuable connections", "different": "Different ways of working", "gps": "Different ways of working", "space": "Space to reflect", "time": "Space to reflect", "say": "Being heard", "word": "A language for the work", "hear": "For those who decide"} {
			if strings.Contains(learnt, word) {
				if err := events.PutTheme(s.ctx, s.db, events.Team(s.research.Chief, s.id), none, id, f.ID, theme); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// delegateName puts a made-up name together, another for each number below 1,150.
func delegateName(n int) string {
	return givenNames[n%len(givenNames)] + " " + delegateFamilies[(7*n+n/len(givenNames))%len(delegateFamilies)]
}

// delegateFamilies are called otherwise than the people whom teams support: nobody is taken
// for another.
var delegateFamilies = []string{"Larkspur", "Thistlewood", "Merrin", "Quayle", "Brock", "Fallow", "Harebell", "Pell", "Sorrel", "Wickett", "Yarrow", "Tansy", "Copse", "Linden", "Osier", "Rushby", "Selby", "Teasel", "Umber", "Vetch", "Withy", "Bracken", "Cobb"}

// comeTogether tells of what is to come: an event with a few places left, and one that is
// full.
func (s *welcomeStudy) comeTogether() error {
	s.ago(20)
	for _, x := range []struct {
		title    string
		in       int // days
		capacity int
		coming   int
	}{{"A first welcome: what we have heard so far", 18, 20, 16}, {"How do you welcome people? An evening for link workers", 32, 12, 15}} {
		day := s.today.AddDays(x.in).NextWorkingDay()
		id, err := events.Add(s.ctx, s.db, events.Team(s.research.Chief, s.id), none, events.Event{Title: x.title, Audience: "Link workers, people who met one, and everybody who is curious", Town: "Saltmere", Venue: "Saltmere Library (made up), Harbour Street",
			Description: "We tell what people said about their first meeting with a link worker. You tell us what you make of it. There is tea, and time to get to know each other.", GettingIn: "Level from the street. The lift is beside the desk. There is an induction loop, and a quiet corner.", StepFree: true,
			Online: "https://meet.example/first-welcome", Capacity: x.capacity, Findings: []string{"People come back when somebody rings when they said they would", "A first meeting outside a surgery is easier for many"},
			Days: []events.Day{{Starts: day.At(10, 0), Ends: day.At(16, 0)}}})
		if err != nil {
			return err
		}
		if err := s.planEvent(s.id, id, day, events.Evaluation); err != nil {
			return err
		}
		for i := range x.coming {
			d := events.Delegate{EventID: id, Name: delegateName(200 + x.in*20 + i), Kind: events.Kinds[i%len(events.Kinds)]}
			if _, err := events.Enter(s.ctx, s.db, events.Team(s.research.Chief, s.id), none, d, s.ways()); err != nil {
				return err
			}
		}
	}
	return nil
}
