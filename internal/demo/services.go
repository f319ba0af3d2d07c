package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
)

// kind is a sort of service; each network has its own of most.
type kind struct {
	Name, Description, Topic string
	Cost                     string
	Free                     directory.Answer
	When, Days               string
	Opens, Closes            string // London time; empty when it is not stated
}

var kinds = []kind{
	{"Lunch Club", "A hot meal and company. Come as you are; somebody will sit with you the first time.", "Loneliness and isolation", "£4 a meal", directory.No, "Sundays and Wednesdays, midday to 2pm", "SU,WE", "12:00", "14:00"},
	{"Money Advice", "Free advice on debt, benefits and bills, face to face or by phone.", "Debt and money advice", "Free", directory.Yes, "Monday to Friday, 9am to 4pm", "MO,TU,WE,TH,FR", "09:00", "16:00"},
	{"Community Car Scheme", "Volunteer drivers take people to appointments and the shops.", "Transport", "45p a mile", directory.No, "Monday to Saturday", "MO,TU,WE,TH,FR,SA", "", ""},
	{"Food Pantry", "Choose a week's groceries for a small weekly fee. No referral needed.", "Food", "£3.50 a week", directory.No, "Thursdays, 10am to 1pm", "TH", "10:00", "13:00"},
	{"Housing Rights", "Help with repairs, rent arrears, eviction notices and damp.", "Housing", "Free", directory.Yes, "Tuesdays and Fridays, 10am to 3pm", "TU,FR", "10:00", "15:00"},
	{"Walking Group", "Gentle walks with a rest halfway. Dogs and wheels welcome.", "Physical activity", "Free", directory.Yes, "Saturdays, 10:30am", "SA", "10:30", "12:00"},
	{"Bereavement Café", "Tea and talk for people who have lost somebody.", "Bereavement", "Free", directory.Yes, "First Monday of the month, 2pm", "MO", "14:00", "15:30"},
	{"Carers' Circle", "For people who look after somebody. Respite sitting can be arranged.", "Carers", "Free", directory.Yes, "Wednesdays, 11am", "WE", "11:00", "12:30"},
	{"Men's Shed", "Mend, make and talk. Tools and tea provided.", "Purpose and creativity", "£2 a visit", directory.No, "Tuesdays and Thursdays, 10am to 4pm", "TU,TH", "10:00", "16:00"},
	{"Community Garden", "Grow vegetables and flowers together. Raised beds, step-free paths.", "Nature and gardening", "Free", directory.Yes, "Daily in daylight", "MO,TU,WE,TH,FR,SA,SU", "", ""},
	{"Get Online", "One-to-one help with phones, tablets and online forms.", "Digital skills", "Free", directory.Yes, "Mondays, 1pm to 4pm", "MO", "13:00", "16:00"},
	{"Warm Space", "A warm room with soup, chargers and company in winter.", "Energy and heating", "Free", directory.Yes, "Monday to Friday, 10am to 5pm", "MO,TU,WE,TH,FR", "10:00", "17:00"},
	{"Conversation Café", "Practise English over coffee. All languages welcome.", "English classes", "Free", directory.Yes, "Thursdays, 6pm to 8pm", "TH", "18:00", "20:00"},
	{"Talking Together", "A weekly group for people who feel low or anxious. Peer led.", "Low mood and anxiety", "Free", directory.Yes, "Tuesdays, 7pm", "TU", "19:00", "20:30"},
	{"Volunteer Bureau", "Find volunteering that fits you, with support to begin.", "Volunteering and work", "Free", directory.Yes, "Weekdays, 9:30am to 1pm", "MO,TU,WE,TH,FR", "09:30", "13:00"},
	{"Singing for All", "No auditions, no music reading. Songs you know.", "Arts and creativity", "£3 a session", directory.No, "Fridays, 2pm", "FR", "14:00", "15:30"},
	{"Befriending Line", "A weekly call from the same volunteer.", "Loneliness and isolation", "Free", directory.Yes, "By arrangement", "", "", ""},
	{"Furniture Exchange", "Good used furniture and white goods at low cost, delivered.", "Housing", "From £5", directory.No, "Monday to Saturday, 10am to 4pm", "MO,TU,WE,TH,FR,SA", "10:00", "16:00"},
}

// makeServices writes about 120 services through the same act as an import,
// some of them not checked for a long time and one of them closing.
func makeServices(tx *db.Tx, random *rand.Rand, today dates.Date) error {
	n := 0
	for _, net := range networks {
		areas := places.MadeUpIn(patch(net))
		for i, k := range kinds {
			if (i+len(net.Name))%17 == 3 && i > 5 {
				continue // not everywhere has everything
			}
			n++
			s := makeService(net, k, areas[random.IntN(len(areas))], n, today.AddDays(-random.IntN(420)))
			if _, err := directory.Upsert(tx, s); err != nil {
				return fmt.Errorf("service %s: %w", s.Name, err)
			}
			if err := observeSome(tx, random, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// patch is the network's name without the word, as places knows it.
func patch(net network) string { return net.Name[:len(net.Name)-len(" network")] }

// madeID is the id of a part of the n-th service: service, org or place.
func madeID(part string, n int) string {
	return fmt.Sprintf("00000000-0000-4%03d-8000-%012d", len(part), n)
}

func makeService(net network, k kind, area places.Area, n int, assured dates.Date) directory.Service {
	id := func(part string) string { return madeID(part, n) }
	origin := func(part string) directory.Origin {
		return directory.Origin{Source: "demonstration", SourceID: id(part), Record: []byte(`{"made_up":true}`)}
	}
	name := patch(net) + " " + k.Name
	host := fmt.Sprintf("service%d.example", n)
	s := directory.Service{
		ID: id("service"), Name: name, Description: k.Description, Status: directory.Active, Cost: k.Cost, Free: k.Free, Topics: []string{k.Topic},
		AssuredOn: assured, TakesReferrals: directory.Yes, ReferralEmail: "hello@" + host, ReferralPhone: fmt.Sprintf("01632 960 %03d", 200+n%800),
		Website: "https://" + host, Email: "hello@" + host, Phone: fmt.Sprintf("01632 960 %03d", 200+n%800),
		Organisation: directory.Organisation{ID: id("org"), Name: name, Email: "hello@" + host, Origin: origin("org")},
		Locations: []directory.Location{{ID: id("place"), Name: area.Town + " Community Hall", Kind: "physical", Address: "1 High Street, " + area.Town,
			Outcode: area.Outcode, Postcode: area.Outcode, Point: area.Point, StepFree: stepFree(k, n), Origin: origin("place")}},
		Schedules: []directory.Schedule{{Summary: k.When, Days: k.Days, Opens: k.Opens, Closes: k.Closes}},
		Origin:    origin("service"),
	}
	if strings.HasPrefix(k.When, "First ") {
		s.Schedules[0].Repeats, s.Schedules[0].ByDay = directory.Monthly, "1"+k.Days
	}
	return s
}

func stepFree(k kind, n int) directory.Answer {
	if strings.Contains(k.Description, "step-free") {
		return directory.Yes
	}
	return []directory.Answer{directory.Yes, directory.Yes, directory.NotStated, directory.No}[n%4]
}

func observeSome(tx *db.Tx, random *rand.Rand, s directory.Service) error {
	seen := directory.Capacity{Observer: directory.ByOrganisation, ObserverName: s.Organisation.Name, ObservedAt: tx.Now().AddDate(0, 0, -random.IntN(40))}
	switch random.IntN(5) {
	case 0:
		seen.State = directory.HasPlaces
	case 1:
		seen.State, seen.Weeks = directory.WaitingList, 2+random.IntN(10)
	case 2:
		seen.State = directory.Full
	default:
		return nil // nobody has said
	}
	return directory.Observe(tx, s.ID, seen)
}
