package demo

import (
	"fmt"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/places"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// peopleInStory is how many referrals come over the months; most are taken on.
const peopleInStory = 430

// none is the key of acts that are not sent by a form.
var none = once.Key{}

// story is one person's way, as far as it has come.
type story struct {
	*builder
	team     team
	practice staffed
	worker   access.Actor
	referral referrals.Referral
	id       string // of the referral
	person   string // id, once taken on
	need     string
	day      dates.Date // of the referral
	contacts int
	lonely   bool // asked about loneliness too
}

// turns says how often each network has its turn: the bigger the team, the more
// people are referred to it.
var turns = []int{0, 1, 0, 2, 3, 4, 0, 1, 5, 6, 3, 4, 6}

// plan spreads the referrals over the months, with a real shift upwards in the
// last six, and lets every tenth come from the person themselves.
func (b *builder) plan() error {
	for n := range peopleInStory {
		t := b.teams[turns[n%len(turns)]]
		back := b.random.IntN(months * 30)
		if n%3 > 0 {
			back = b.random.IntN(200)
		}
		if n < 2*len(turns) && n%2 == 0 {
			back = n % 5 // the newest, so that every team has something new
		}
		s := &story{builder: b, team: t, practice: t.Practices[b.random.IntN(len(t.Practices))], day: b.today.AddDays(-back)}
		s.worker = t.Workers[b.random.IntN(len(t.Workers))]
		s.referral = s.refer(n)
		b.at(s.day, 9+b.random.IntN(7), b.random.IntN(60), s.receive)
	}
	return nil
}

// refer makes up a person and what the referrer writes.
func (s *story) refer(n int) referrals.Referral {
	r := s.random
	areas := places.MadeUpIn(patch(s.team.network))
	area := areas[r.IntN(len(areas))]
	given, family := givenNames[n%len(givenNames)], familyNames[(n*7+n/50)%len(familyNames)]
	s.need = pick(s, demoNeeds)
	details := people.Details{
		Given: given, Family: family, BirthDate: s.today.AddDays(-(24*365 + r.IntN(66*365))), NHSNumber: vocabulary.MakeNHSNumber(n + 1),
		Phone: fmt.Sprintf("07700 900 %03d", n%1000), Postcode: fmt.Sprintf("%s %d%s", area.Outcode, 1+r.IntN(9), []string{"AA", "BD", "LN", "QR"}[r.IntN(4)]),
		ContactBy: people.ByPhone, Voicemail: []people.Voicemail{people.VoicemailYes, people.VoicemailNo, people.VoicemailUnknown}[r.IntN(3)], Language: "en",
	}
	if n%7 == 0 {
		details.Called, details.Address = shortNames[given], fmt.Sprintf("%d Windlass Lane\nSaltmere", 1+n%80)
	}
	if n%4 == 0 {
		details.Email = strings.ToLower(given) + fmt.Sprint(n) + "@person.example"
	}
	if s.team.Kind == "many languages" && n%2 == 0 {
		details.Language, details.Interpreter = []string{"prs", "uk", "ar", "pl", "ur"}[r.IntN(5)], true
	}
	if n%9 == 0 {
		details.AccessNeeds = []string{"Step-free access", "Large print", "A visit at home", "Somebody with them"}[r.IntN(4)]
	}
	ref := referrals.Referral{Channel: referrals.FromPractice, PracticeID: s.practice.ID, ReferrerName: s.practice.Clinician, ReferrerRole: "GP",
		Details: details, Needs: []string{s.need}, Reason: reasons[s.need], Risk: referrals.RiskNoneKnown, Permission: "said yes in person", Urgency: "routine"}
	if second := pick(s, demoNeeds); second != s.need {
		ref.Needs = append(ref.Needs, second)
	}
	s.vary(&ref, n)
	return ref
}

// vary makes some referrals unlike the rest.
func (s *story) vary(ref *referrals.Referral, n int) {
	switch {
	case n%10 == 3:
		ref.Channel, ref.ReferrerName, ref.ReferrerRole, ref.Permission = referrals.FromSelf, "", "", "asked for help themselves"
		ref.Risk = referrals.RiskNotAsked
	case n%10 == 6:
		ref.Channel, ref.ReferrerName, ref.ReferrerRole = referrals.FromReception, s.practice.Navigator, "care navigator"
		ref.Needs, ref.Reason, ref.Risk, ref.Permission = nil, "", referrals.RiskNotAsked, "said yes at the desk to a call from a link worker"
	case n%23 == 5:
		ref.Risk, ref.RiskWords = referrals.RiskKnown, "Do not visit alone: a relative in the home has threatened visitors before."
	case n%19 == 7:
		ref.Urgency, ref.Reason = "soon", ref.Reason+" Worse since last week."
	}
}

var demoNeeds = []string{"loneliness", "loneliness", "low-mood", "money", "money", "housing", "food", "energy", "bereavement", "caring", "transport", "digital", "physical-activity", "purpose", "language", "work-learning"}

func pick[T any](s *story, list []T) T { return list[s.random.IntN(len(list))] }

func (s *story) receive() (err error) {
	by := s.practice.Actor.Audit()
	if s.referral.Channel == referrals.FromSelf {
		by = audit.Actor{ID: "self", Name: "The person themselves", Role: "person"}
	}
	if s.id, err = referrals.Receive(s.ctx, s.db, by, none, s.referral); err != nil {
		return err
	}
	wait := 1 + s.random.IntN(6)
	if s.today.Sub(s.day) <= 4 && s.random.IntN(3) > 0 {
		return nil // still new today
	}
	s.at(s.day.AddDays(wait), 10, s.random.IntN(60), s.decide)
	return nil
}

// decide takes most on, asks about some and turns a few away.
func (s *story) decide() (err error) {
	triage := s.team.Manager
	switch roll := s.random.IntN(100); {
	case roll < 4:
		return referrals.Decide(s.ctx, s.db, triage, none, s.id, 0, referrals.Decision{To: referrals.MoreAsked, Words: "Is there a phone number of somebody who helps with calls?"})
	case roll < 7:
		return referrals.Decide(s.ctx, s.db, triage, none, s.id, 0, referrals.Decision{To: referrals.Waiting, Words: "We will be in touch as soon as somebody is free."})
	case roll < 12:
		return referrals.Decide(s.ctx, s.db, triage, none, s.id, 0, referrals.Decision{To: referrals.NotNow, Reason: "person-declined"})
	case roll < 14:
		return referrals.Decide(s.ctx, s.db, triage, none, s.id, 0, referrals.Decision{To: referrals.NotNow, Reason: "another-service", Words: "The memory service fits better and knows them already."})
	}
	s.person, err = casework.Take(s.ctx, s.db, triage, none, casework.TakeOn{ReferralID: s.id, WorkerID: s.worker.AccountID})
	if err != nil {
		return err
	}
	day := dates.Of(s.clock.Now())
	if s.random.IntN(4) == 0 {
		s.at(day.AddDays(2), 11, 15, s.tryInVain)
	}
	s.at(day.AddDays(3+s.random.IntN(5)), 14, s.random.IntN(60), s.firstTalk)
	return nil
}

func (s *story) tryInVain() error {
	return s.record(casework.Entry{Contact: casework.Contact{Means: "phone", Outcome: "no-answer"}, NextContact: s.plus(2)})
}

func (s *story) plus(days int) dates.Date {
	return dates.Of(s.clock.Now()).AddDays(days).NextWorkingDay()
}

func (s *story) record(e casework.Entry) error {
	e.PersonID, e.Day = s.person, dates.Of(s.clock.Now())
	_, err := casework.RecordContact(s.ctx, s.db, s.worker, none, e)
	s.contacts++
	return err
}

func (s *story) words(purpose string) string { return pick(s, said[purpose]) }

// firstTalk is the first conversation, with what matters, a first step and the
// first answers to the four questions.
func (s *story) firstTalk() error {
	if s.random.IntN(14) == 0 {
		return s.notReached()
	}
	next := 14 + s.random.IntN(10)
	err := s.record(casework.Entry{Contact: casework.Contact{Means: pick(s, []string{"phone", "home", "practice", "community"}), Purpose: "first-conversation",
		Minutes: 30 + 15*s.random.IntN(3), Words: s.words("first-conversation"), Needs: s.referral.Needs}, NextContact: s.plus(next)})
	if err != nil {
		return err
	}
	if err := casework.SayWhatMatters(s.ctx, s.db, s.worker, none, s.person, pick(s, matters), ""); err != nil {
		return err
	}
	if len(s.referral.Needs) == 0 {
		if err := casework.AddNeeds(s.ctx, s.db, s.worker, none, s.person, []string{s.need}); err != nil {
			return err
		}
	}
	if s.random.IntN(5) > 0 {
		s.lonely = s.aside.IntN(2) == 0
		if err := s.askWellbeing(0); err != nil {
			return err
		}
	}
	s.at(dates.Of(s.clock.Now()).AddDays(next), 10, s.random.IntN(60), s.planTogether)
	return nil
}

// notReached closes a case in which nobody could be spoken with.
func (s *story) notReached() error {
	for range 3 {
		if err := s.tryInVain(); err != nil {
			return err
		}
	}
	return s.close("no-contact")
}

// answers are the four numbers; they tend to get better, and not for all.
func (s *story) answers(step int) measures.Asked {
	base := 2 + s.random.IntN(4)
	said := map[string]int{"satisfied": min(10, base+step), "worthwhile": min(10, base+1+step), "happy": min(10, base+step), "anxious": max(0, 8-s.random.IntN(3)-step)}
	if s.random.IntN(12) == 0 {
		said["anxious"] = measures.RatherNot
	}
	return measures.Numbers("ons4", dates.Of(s.clock.Now()), said)
}

func (s *story) planTogether() error {
	if err := s.record(casework.Entry{Contact: s.planning(), NextContact: s.plus(14)}); err != nil {
		return err
	}
	if err := s.correctSome(); err != nil {
		return err
	}
	g := pick(s, goals)
	err := casework.AddGoal(s.ctx, s.db, s.worker, none, casework.Goal{PersonID: s.person, Words: g.Goal, Importance: 6 + s.random.IntN(5), NeedCode: s.need},
		casework.Action{Who: g.Who, Words: g.Action, Due: s.plus(10), Confidence: 3 + s.random.IntN(7)})
	if err != nil {
		return err
	}
	if err := s.needsUnderWay(); err != nil {
		return err
	}
	if err := s.deepen(); err != nil {
		return err
	}
	s.at(dates.Of(s.clock.Now()).AddDays(14), 11, s.random.IntN(60), s.connect)
	return nil
}

// connect refers, introduces or signposts to a service of the network.
func (s *story) connect() error {
	if err := s.record(casework.Entry{Contact: casework.Contact{Means: "phone", Purpose: "connecting", Minutes: 20, Words: s.words("connecting")}, NextContact: s.plus(21)}); err != nil {
		return err
	}
	service, err := s.service()
	if err != nil {
		return err
	}
	if service == "" { // nothing here helps with this need
		s.at(s.plus(21), 13, s.random.IntN(60), s.goOn)
		return nil
	}
	kind := []connections.Kind{connections.Referred, connections.Referred, connections.Introduced, connections.Signposted}[s.random.IntN(4)]
	id, err := connections.Make(s.ctx, s.db, s.worker, none, connections.Onward{PersonID: s.person, ServiceID: service, Kind: kind, Need: s.need,
		Share: connections.OnByDefault, Permission: true, PermissionHow: "said yes by phone", BaseURL: s.base})
	if err != nil {
		return err
	}
	day := dates.Of(s.clock.Now())
	if kind == connections.Referred && s.random.IntN(8) > 0 {
		s.at(day.AddDays(2+s.random.IntN(6)), 15, s.random.IntN(60), func() error { return s.answer(id) })
	} else if s.random.IntN(3) == 0 {
		s.at(day.AddDays(3), 13, s.random.IntN(60), s.hold)
	} else {
		s.at(day.AddDays(21), 13, s.random.IntN(60), s.goOn)
	}
	return nil
}

// service finds one of the network's services that helps with the need.
func (s *story) service() (id string, err error) {
	err = s.db.Read(s.ctx, func(r *db.Snapshot) error {
		found, err := s.search.Search(r, directory.Query{Words: patch(s.team.network), Needs: []string{s.need}}, directory.Page{Size: 5})
		if err == nil && len(found.Hits) > 0 {
			id = found.Hits[s.random.IntN(len(found.Hits))].Service.ID
		}
		return err
	})
	return id, err
}

// answer is the organisation's, as the worker heard it by phone.
func (s *story) answer(connection string) error {
	reply := connections.Reply{State: connections.Accepted, Words: "Please come along, ask for Joan."}
	switch s.random.IntN(6) {
	case 0, 1:
		reply = connections.Reply{State: connections.WaitingList, WaitWeeks: 4 + s.random.IntN(10)}
	case 2:
		reply = connections.Reply{State: connections.NotPossible, Words: "We are full until the spring."}
	}
	if err := connections.WriteDownAnswer(s.ctx, s.db, s.worker, none, s.person, connection, reply); err != nil {
		return err
	}
	day := dates.Of(s.clock.Now())
	if reply.State != connections.Accepted || s.random.IntN(4) == 0 {
		s.at(day.AddDays(1), 9, 30, s.hold)
		return nil
	}
	if reply.State == connections.Accepted && s.random.IntN(3) > 0 {
		s.at(day.AddDays(12), 16, 0, func() error {
			return connections.SetOutcome(s.ctx, s.db, s.worker, none, s.person, connection, pick(s, []string{"started", "started", "did-not-start"}), "")
		})
	}
	s.at(day.AddDays(21), 10, s.random.IntN(60), s.goOn)
	return nil
}
