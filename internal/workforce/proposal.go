package workforce

import (
	"cmp"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Proposal is a link worker to whom a somebody may go, and what speaks for
// them.
type Proposal struct {
	casework.Worker
	Free   int    // places of the agreed size, less the referrals that wait for them; negative above it
	Named  bool   // works with the person's practice
	Speaks string // the person's language in words, "" where it is English or they do not speak it
	Here   bool   // can log in, and is not away today
}

// Words say what speaks for a worker: "speaks Polish, works with the practice,
// 3 places free".
func (p Proposal) Words() string {
	var reasons []string
	if p.Speaks != "" {
		reasons = append(reasons, "speaks "+p.Speaks)
	}
	if p.Named {
		reasons = append(reasons, "works with the practice")
	}
	return strings.Join(append(reasons, placesWords(p.Free)), ", ")
}

// Wanted is somebody who needs a link worker.
type Wanted struct {
	TeamID     string
	PracticeID string // "" when not known
	Language   string // code; "" when not known
	ReferralID string // of an undecided referral, "" for none
}

// For is whom a referral asks for.
func For(r referrals.Referral) Wanted { return Wanted{r.TeamID, r.PracticeID, r.Language, r.ID} }

// Propose lists the workers of a team for somebody, the one whom Linkwork
// proposes first. Whoever is away or has not logged in yet comes last; before
// the others come those who speak the person's language, then those with a
// place free, then the practice's own, then the actor, then whoever has most
// places.
func Propose(r db.Reader, by access.Actor, w Wanted) ([]Proposal, error) {
	proposals, err := candidates(r, w)
	slices.SortStableFunc(proposals, func(x, y Proposal) int {
		return cmp.Or(
			first(x.Here, y.Here),
			first(x.Speaks != "", y.Speaks != ""),
			first(x.Free > 0, y.Free > 0),
			first(x.Named, y.Named),
			first(x.ID == by.AccountID, y.ID == by.AccountID),
			cmp.Compare(y.Free, x.Free))
	})
	return proposals, err
}

// first compares so that what holds comes before what does not.
func first(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

func candidates(r db.Reader, wanted Wanted) ([]Proposal, error) {
	team, err := teams.TheTeam(r, wanted.TeamID)
	if err != nil {
		return nil, err
	}
	workers, err := casework.Workers(r, wanted.TeamID)
	if err != nil {
		return nil, err
	}
	away, err := AwaySoon(r, wanted.TeamID, 0)
	if err != nil {
		return nil, err
	}
	spoken, err := SpokenIn(r, wanted.TeamID)
	if err != nil {
		return nil, err
	}
	var named []string
	if wanted.PracticeID != "" {
		practice, err := teams.ThePractice(r, wanted.PracticeID)
		if err != nil {
			return nil, err
		}
		named = practice.Named
	}
	waiting, err := waitingFor(r, wanted)
	if err != nil {
		return nil, err
	}
	proposals := make([]Proposal, len(workers))
	for i, w := range workers {
		p := Proposal{Worker: w, Free: team.AgreedOpen - w.Open - waiting[w.ID], Named: slices.Contains(named, w.ID)}
		if slices.Contains(spoken[w.ID].Codes, wanted.Language) {
			p.Speaks = vocabulary.Languages.Label(wanted.Language)
		}
		_, isAway := away[w.ID]
		p.Here = !isAway && !w.Invited
		proposals[i] = p
	}
	return proposals, nil
}

// waitingFor counts the referrals that wait for each worker of a team, without
// the one that is looked at.
func waitingFor(r db.Reader, wanted Wanted) (map[string]int, error) {
	given, err := GivenIn(r, wanted.TeamID)
	counts := make(map[string]int)
	for _, g := range given {
		if g.ReferralID != wanted.ReferralID {
			counts[g.AccountID]++
		}
	}
	return counts, err
}
