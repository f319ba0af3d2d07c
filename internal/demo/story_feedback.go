package demo

import (
	"linkwork/internal/feedback"
)

// hear gives every team a complaint that waits, one that was learned from, a
// compliment and a near miss.
func (b *builder) hear() error {
	for _, t := range b.teams {
		by := t.Workers[0]
		for _, told := range []struct {
			daysAgo int
			said    feedback.Feedback
			moves   []feedback.Move
		}{
			{60, feedback.Feedback{Kind: "complaint", Source: "carer", Who: "A daughter", Reach: "by phone", Words: "Nobody called back for two weeks."}, []feedback.Move{
				{To: feedback.Acknowledged, Words: "Called, said sorry, and asked what she would like to happen."}, {To: feedback.Answered, Words: "Told her what we changed. She is satisfied."},
				{To: feedback.Closed, Words: "Nothing more is open.", Learned: "What reception leaves is taken the same day, or it goes to the inbox."}}},
			{21, feedback.Feedback{Kind: "compliment", Source: "person", Words: "Having somebody to call while I waited kept me going."}, []feedback.Move{
				{To: feedback.Closed, Words: "Passed on to the team.", Learned: "Nothing needs to change."}}},
			{6, feedback.Feedback{Kind: "near-miss", Source: "staff", Words: "A letter was nearly put into the wrong envelope."}, nil},
			{1, feedback.Feedback{Kind: "complaint", Source: "person", Reach: "by letter", Words: "The lunch club was full when I got there, and I had paid for the taxi."}, nil},
		} {
			told.said.CameOn = b.today.AddDays(-told.daysAgo)
			b.clock.Set(told.said.CameOn.At(11, 0))
			id, err := feedback.Record(b.ctx, b.db, by, none, told.said)
			if err != nil {
				return err
			}
			for n, m := range told.moves {
				b.clock.Set(told.said.CameOn.AddDays(n+1).At(10, 0))
				m.ID, m.Version = id, n+1
				if err := feedback.Settle(b.ctx, b.db, t.Manager, none, m); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
