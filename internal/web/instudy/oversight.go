package instudy

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/progress"
)

// Oversight is what a steering committee sees of a study: numbers and no person.
type Oversight struct {
	progress.Of
	Open    []approvals.Event // difficulties that are not closed
	Closed  int
	Outputs []outputs.Output
	Owed    []studies.Commitment // not kept yet
}

// ReadOversight reads it for somebody who follows the study.
func ReadOversight(r db.Reader, s studies.Seat) (o Oversight, err error) {
	if o.Of, err = progress.Read(r, s); err != nil {
		return o, err
	}
	events, err := approvals.Events(r, s)
	if err != nil {
		return o, err
	}
	for _, e := range events {
		if e.ClosedOn.IsZero() {
			o.Open = append(o.Open, e)
		} else {
			o.Closed++
		}
	}
	owed, err := s.Commitments(r)
	if err != nil {
		return o, err
	}
	for _, c := range owed {
		if c.DoneOn.IsZero() {
			o.Owed = append(o.Owed, c)
		}
	}
	o.Outputs, err = outputs.List(r, s)
	return o, err
}
