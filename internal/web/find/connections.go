package find

import (
	"errors"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// record is the part of a person's record on where they were connected to.
type record struct {
	about.Subject
	All    []connections.Connection // newest first
	Mine   []connections.Connection // those whose answer the reader wrote down and can take back
	Faulty string                   // the connection whose form came back
	Form   string                   // which of its forms: answer or outcome
	Fields visit.Fields
}

func showConnections(v *visit.Visit) error { return recordPage(v, "", nil) }

func recordPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Services", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		all, err := connections.Of(r, v.Actor, s.ID)
		if err != nil {
			return visit.View{}, err
		}
		mine, err := connections.ByPhone(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.FullName() + ": Services", Wide: true}
		s.Furnish(&page, "Services")
		rec := record{Subject: s, All: all, Mine: mine, Fields: v.Fields, Form: form}
		if bad != nil {
			rec.Faulty = v.Path("connection")
		}
		return v.FormView(page, recordBody(rec, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// writeDownAnswer keeps an answer that the worker heard by phone.
func writeDownAnswer(v *visit.Visit) error {
	reply := connections.Reply{State: connections.State(v.Fields.Get("answer")), WaitWeeks: v.Fields.Number("wait_weeks"), Why: v.Fields.Get("why"), Words: v.Fields.Get("words")}
	if reply.State != connections.WaitingList {
		reply.WaitWeeks = 0 // a box that belongs to another answer
	}
	err := connections.WriteDownAnswer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("connection"), reply)
	if errors.Is(err, db.ErrConflict) {
		err = stands(v, reply, err)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return recordPage(v, "answer", bad) })
	}
	return doneWith(v, func(c connections.Connection, to string) string {
		if c.State == connections.Accepted {
			return "Written down: " + questions.SaidYesWords(c, to) + "."
		}
		return "Written down: what " + c.ServiceName + " said of " + to + ", by phone."
	})
}

// takeBackAnswer takes back a yes that the reader wrote down by mistake.
func takeBackAnswer(v *visit.Visit) error {
	err := connections.TakeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("connection"))
	late := errors.Is(err, db.ErrConflict) && !errors.Is(err, once.ErrOther)
	if err != nil && !late {
		return err
	}
	return doneWith(v, func(c connections.Connection, to string) string {
		if late {
			return "That cannot be taken back any more. Write down what " + c.ServiceName + " says of " + to + " now."
		}
		return "Taken back: " + questions.SaidYesWords(c, to) + "."
	})
}

// doneWith leads back to where an answer was written down, and says which one by
// the service and the name that the person is called.
func doneWith(v *visit.Visit, words func(c connections.Connection, to string) string) error {
	var c connections.Connection
	var p people.Person
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if c, err = connections.Get(r, v.Actor, v.Path("person"), v.Path("connection")); err != nil {
			return err
		}
		p, err = people.Get(r, v.Actor, v.Path("person"))
		return err
	})
	if err != nil {
		return err
	}
	if v.Fields.Is("from", "day") {
		return v.Done("/day", words(c, p.CalledName()))
	}
	return v.Done("/people/"+v.Path("person")+"/connections", words(c, p.CalledName()))
}

// stands turns the refusal of an answer that is there already into a fault of
// the form.
func stands(v *visit.Visit, reply connections.Reply, conflict error) error {
	var now connections.Connection
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		now, err = connections.Get(r, v.Actor, v.Path("person"), v.Path("connection"))
		return err
	})
	if err != nil {
		return err
	}
	if now.State != reply.State {
		return conflict
	}
	var bad db.Invalid
	bad.Add("answer", "This is their answer already. Choose another one to change it")
	return bad.Err()
}

// setOutcome keeps what came of a connection.
func setOutcome(v *visit.Visit) error {
	err := connections.SetOutcome(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("connection"), v.Fields.Get("outcome"), v.Fields.Get("outcome-why"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return recordPage(v, "outcome", bad) })
	}
	return v.Done("/people/"+v.Path("person")+"/connections", "Saved what came of it.")
}
