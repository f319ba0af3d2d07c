package measures_test

import (
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/measures"
)

func answers(satisfied, worthwhile, happy, anxious int) measures.Answers {
	return measures.Answers{"satisfied": satisfied, "worthwhile": worthwhile, "happy": happy, "anxious": anxious}
}

func TestChangesSkipWhatWasNotSaid(t *testing.T) {
	const not = measures.RatherNot
	day := dates.Date{Year: 2026, Month: 11, Day: 1}
	all := []measures.Response{
		{Day: day, Answers: answers(not, 4, 5, 8)}, {Day: day.AddDays(30), Answers: answers(3, not, 5, 6)}, {Day: day.AddDays(60), Answers: answers(6, not, 5, not)},
	}
	changes := measures.Changes(all)
	if len(changes) != 3 {
		t.Fatalf("%+v", changes)
	}
	for i, want := range []struct {
		words         string
		first, latest dates.Date
		better, worse bool
	}{{"Satisfied 3 to 6", day.AddDays(30), day.AddDays(60), true, false}, {"Happy 5 to 5", day, day.AddDays(60), false, false}, {"Anxious 8 to 6", day, day.AddDays(30), true, false}} {
		got := changes[i]
		if got.Words() != want.words || got.FirstDay != want.first || got.Day != want.latest || got.Better() != want.better || got.Worse() != want.worse {
			t.Errorf("%s: %+v", got.Words(), got)
		}
	}
	if worse := measures.Changes([]measures.Response{{Answers: answers(5, 5, 5, 2)}, {Answers: answers(4, 5, 5, 9)}}); !worse[0].Worse() || !worse[3].Worse() || worse[3].Better() {
		t.Errorf("worse: %+v", worse)
	}
	if len(measures.Changes(all[:1])) != 0 {
		t.Error("one answer has no change")
	}
}

func TestWorrying(t *testing.T) {
	const not = measures.RatherNot
	for _, k := range []struct {
		measures.Answers
		want bool
	}{
		{answers(5, 5, 5, 5), false}, {answers(1, 8, 8, 2), true}, {answers(8, 8, 0, 2), true}, {answers(2, 8, 8, 7), false}, {answers(4, 8, 8, 8), true},
		{answers(5, 5, 5, 10), false}, {answers(not, not, not, not), false}, {answers(not, not, not, 10), false}, {answers(4, 8, 8, not), false},
	} {
		if got := k.Worrying(); got != k.want {
			t.Errorf("%v: %v", k.Answers, got)
		}
	}
}

// TestQuestionsComeOneByOne: in whatever order they are answered, the next is
// the first without an answer, and four make it complete.
func TestQuestionsComeOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := measures.Answers{}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order") {
			next := given.NextQuestion()
			if _, done := given[measures.ONS4[next].Key]; done || given.Complete() {
				t.Fatalf("asks %d of %v", next, given)
			}
			given[measures.ONS4[i].Key] = rapid.IntRange(measures.RatherNot, 10).Draw(t, "answer")
		}
		if !given.Complete() || given.NextQuestion() != len(measures.ONS4) {
			t.Fatalf("%v is not complete", given)
		}
	})
}
