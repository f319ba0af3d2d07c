package prsb

import (
	"strings"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/measures"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

func (rec record) referralDetails() Node {
	ref := rec.referral
	method := map[referrals.Channel]string{referrals.FromSelf: "Self-referral"}[ref.Channel]
	return group("Referral details", group("Referral details record entry",
		day("Date", dates.Of(ref.ReceivedAt)),
		rec.referrer(),
		item("Referral method", method),
		words("Reason for referral", ref.Reason),
		group("Referral to", item("Team", rec.team.Name), words("Service", "Social prescribing"), words("Organisation", rec.area.Name), item("Contact details", rec.team.Phone)),
		item("Return response to", rec.returnTo())))
}

func (rec record) referrer() Node {
	ref := rec.referral
	if ref.Channel == referrals.FromSelf {
		return group("Referrer details", item("Name", rec.person.FullName()), item("Role", "The person themselves"), words("Service", "Self-referral"),
			words("Organisation", "None: the person themselves"), item("Contact details", firstOf(rec.person.Phone, rec.person.Email, rec.person.Address, "See the person's own contact details")))
	}
	if ref.Channel == referrals.FromElsewhere {
		return group("Referrer details", item("Name", ref.ReferrerName), item("Role", ref.ReferrerRole), words("Service", ref.SourceWords()),
			words("Organisation", firstOf(ref.Organisation, "None: "+ref.SourceWords())), item("Contact details", firstOf(ref.ReferrerEmail, ref.ReferrerContact, "Not known")))
	}
	return group("Referrer details", item("Name", ref.ReferrerName), item("Role", ref.ReferrerRole), words("Service", "GP practice"),
		words("Organisation", firstOf(rec.practice.Name, "Not known")), item("Contact details", firstOf(ref.ReferrerContact, rec.practice.Phone, rec.practice.Email, "Not known")))
}

func (rec record) returnTo() string {
	switch rec.referral.Channel {
	case referrals.FromSelf:
		return rec.person.FullName()
	case referrals.FromElsewhere:
		return firstOf(rec.referral.ReferrerEmail, rec.referral.ReferrerContact)
	}
	return firstOf(rec.practice.Email, rec.practice.Name)
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

func (rec record) contactsWithProfessionals() Node {
	return group("Contacts with professionals", each(rec.contacts, func(c casework.Contact) Node {
		return group("Contacts with professionals record entry",
			day("Date and time of contact", c.Day),
			group("Seen by", item("Name", c.ByName), item("Role", rec.area.JobTitle)),
			group("Responsible professional", item("Name", rec.worker), item("Role", rec.area.JobTitle)),
			item("Contact type", purposes(c)),
			item("Consultation method", vocabulary.ContactMeans.Label(c.Means)),
			item("Service", "Social prescribing"),
			item("Outcome of contact", vocabulary.AttemptOutcomes.Label(c.Outcome)))
	})...)
}

// purposes says what a contact was for as the person reads it.
func purposes(c casework.Contact) string {
	var words []string
	for _, code := range c.Purposes() {
		purpose, _ := vocabulary.ContactPurposes.Find(code)
		words = append(words, purpose.ForPerson)
	}
	return strings.Join(words, "; ")
}

// presenting keeps what the referrer perceived apart from what the person says.
func (rec record) presenting() Node {
	nodes := []Node{}
	for _, n := range rec.needs {
		if n.ReferrerSees {
			nodes = append(nodes, words("Presenting complaint or issue", vocabulary.NeedLabel(n.Code)))
		}
	}
	for _, n := range rec.needs {
		if n.PersonSees {
			nodes = append(nodes, item("Person reported complaints or issues", firstOf(n.OwnWords, vocabulary.NeedLabel(n.Code))))
		}
	}
	return group("Presenting complaints or issues", nodes...)
}

func (rec record) signposts() Node {
	nodes := []Node{}
	for _, c := range rec.connections {
		if c.Kind == connections.Signposted { // introducing and referring are other acts
			nodes = append(nodes, group("Signpost details record entry", day("Date", c.MadeOn),
				group("Signpost to", words("Service", c.ServiceName)), words("Reason for signpost", vocabulary.NeedLabel(c.Need))))
		}
	}
	return group("Signpost details", nodes...)
}

func (rec record) assessments() Node {
	return group("Assessments", each(rec.answers, func(a measures.Response) Node {
		pack := a.Pack()
		structured := []Node{words("Structured assessment name", pack.Name)}
		for _, scale := range pack.Scales {
			score, ok := a.Score(scale.ID)
			if !ok {
				continue
			}
			structured = append(structured, group("Subscale result", words("Subscale score", scale.Name), item("Value", measures.Number(score.Value)), item("Units of measure", measures.Number(scale.Min)+" to "+measures.Number(scale.Max))))
		}
		return group("Assessments record entry", item("Assessment type", "Wellbeing"), group("Structured assessment", structured...),
			item("Comment", "Answered on "+a.Day.String()+", "+a.Words()))
	})...)
}
