package photos

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// spoken is what was said in a session, beside the photographs of those who said it.
type spoken struct {
	sheet
	fieldwork.Session
	Turns []interviews.Turn
}

// besideHref is the page of a session's transcript beside the photographs.
func besideHref(s studies.Study, session string) string {
	return instudy.Href(s, "/photos/beside/"+session)
}

func showBeside(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := spoken{sheet: sheet{Seat: s}}
		err := x.read(r, v.Path("meeting"))
		page := instudy.Page(s, "Photographs and transcript", "", instudy.Back(s.Study, "Back to photographs", "/photos"))
		return visit.View{Page: page, Body: besideBody(x)}, err
	}, handlers...)
}

func (x *spoken) read(r *db.Snapshot, session string) error {
	said, err := interviews.Of(r, x.Seat, session)
	if err != nil {
		return err
	}
	x.Turns = said.Turns
	if x.Session, err = fieldwork.Reached(r, x.Seat, session, handlers...); err != nil {
		return err
	}
	today := dates.Of(r.Now())
	for _, participant := range x.Participants {
		taken, err := photos.OfParticipant(r, x.Seat, participant)
		if err != nil {
			return err
		}
		for _, p := range taken {
			if c := x.cardOf(p, today); p.There() || c.Kind != "" {
				x.Cards = append(x.Cards, c)
			}
		}
	}
	return nil
}

// talks leads to the sessions in which the taker of a photograph spoke and whose
// transcript the seat may read.
func talks(r *db.Snapshot, s studies.Seat, participant string) (links []ui.Link, err error) {
	for _, duty := range handlers {
		sessions, err := fieldwork.Sessions(r, s, duty, fieldwork.Filter{State: fieldwork.Held, ParticipantID: participant})
		if err != nil {
			return nil, err
		}
		written, err := interviews.Written(r, s, sessions)
		if err != nil {
			return nil, err
		}
		for _, e := range written {
			links = append(links, ui.Link{Text: e.Kind.Words() + ", " + e.When(), Href: besideHref(s.Study, e.ID)})
		}
		if len(links) > 0 {
			break
		}
	}
	return links, nil
}
