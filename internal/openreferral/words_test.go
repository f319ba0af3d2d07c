package openreferral

import (
	"encoding/json"
	"testing"

	"linkwork/internal/directory"
)

func objectOf(t *testing.T, text string) object {
	t.Helper()
	o, err := decode([]byte(text))
	o.note = func(field, reason string) { t.Logf("%s: %s", field, reason) }
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestScheduleInWords(t *testing.T) {
	for text, want := range map[string]directory.Schedule{
		`{"freq":"WEEKLY","byday":"FR,TH","opens_at":"10:00:00","closes_at":"18:30Z"}`:            {Summary: "Thursdays and Fridays, 10am to 6:30pm", Days: "TH,FR", Opens: "10:00", Closes: "18:30", Repeats: directory.Weekly},
		`{"byday":"mo tu we","opens_at":"9:00"}`:                                                  {Summary: "Mondays, Tuesdays and Wednesdays, from 9am", Days: "MO,TU,WE", Opens: "09:00"},
		`{"freq":"WEEKLY","interval":2,"byday":"MO","closes_at":"12:00"}`:                         {Summary: "Every 2 weeks on Monday, until midday", Days: "MO", Closes: "12:00", Repeats: directory.Weekly, Every: 2},
		`{"freq":"MONTHLY","byday":"1TU"}`:                                                        {Summary: "The first Tuesday of the month", Days: "TU", Repeats: directory.Monthly, ByDay: "1TU"},
		`{"freq":"MONTHLY","byday":"-1SU","interval":"3"}`:                                        {Summary: "The last Sunday of every 3 months", Days: "SU", Repeats: directory.Monthly, ByDay: "-1SU", Every: 3},
		`{"freq":"MONTHLY","bymonthday":"2,3,4"}`:                                                 {Summary: "Days 2, 3 and 4 of the month", Repeats: directory.Monthly, ByMonthDay: "2,3,4"},
		`{"description":"Ring us. "}`:                                                             {Summary: "Ring us."},
		`{"byday":"SA","opens_at":"noon","description":"Not in August"}`:                          {Summary: "Saturdays. Not in August", Days: "SA"},
		`{"opens_at":"00:00","closes_at":"25:00"}`:                                                {Summary: "From midnight", Opens: "00:00"},
		`{"byday":"XX","freq":"WEEKLY","notes":"Every evening","opens_at":null,"closes_at":true}`: {Summary: "Every evening", Repeats: directory.Weekly},
	} {
		if got, ok := schedule(objectOf(t, text), ""); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
	if got, ok := schedule(objectOf(t, `{"freq":"WEEKLY"}`), ""); ok {
		t.Errorf("a schedule that says nothing: %+v", got)
	}
}

func TestCost(t *testing.T) {
	for text, want := range map[string]struct {
		text string
		free directory.Answer
	}{
		`{}`:                              {"", directory.NotStated},
		`{"cost_options":[{"amount":0}]}`: {"Free", directory.Yes},
		`{"cost_options":[{"amount":"4.5","amount_description":"a meal"}]}`:                 {"£4.50 a meal", directory.No},
		`{"cost_options":[{"option":"Members","amount":0},{"option":"Others","amount":2}]}`: {"Members: free; Others: £2", directory.No},
		`{"cost_options":[{"amount":3,"currency":"EUR"}]}`:                                  {"EUR 3", directory.No},
		`{"fees_description":"Free of charge"}`:                                             {"Free of charge", directory.Yes},
		`{"fees":"There is no charge."}`:                                                    {"There is no charge.", directory.Yes},
		`{"fees":"Free for members, £3 for others"}`:                                        {"Free for members, £3 for others", directory.No},
		`{"fees":"Ask us"}`:              {"Ask us", directory.NotStated},
		`{"fees":"Feel free to donate"}`: {"Feel free to donate", directory.NotStated},
	} {
		if got, free := cost(objectOf(t, text)); got != want.text || free != want.free {
			t.Errorf("%s: %q %q, want %q %q", text, got, free, want.text, want.free)
		}
	}
}

func TestStepFree(t *testing.T) {
	for text, want := range map[string]directory.Answer{
		"Wheelchair access on all levels": directory.Yes, "Step-free": directory.Yes, "A ramp at the side": directory.Yes, "Level access": directory.Yes,
		"No wheelchair access": directory.No, "There is no lift": directory.No, "Not accessible": directory.No, "Inaccessible": directory.No,
		"Hearing loop": directory.NotStated, "": directory.NotStated,
	} {
		body, _ := json.Marshal(map[string]any{"accessibility": []any{map[string]any{"description": text}}})
		if _, got := accessibility(objectOf(t, string(body))); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A description that says days and time itself is not said twice.
func TestScheduleIsSaidOnce(t *testing.T) {
	for record, want := range map[string]string{
		`{"byday":"SU,WE","opens_at":"12:00","closes_at":"14:00","description":"Sundays and Wednesdays, midday to 2pm"}`: "Sundays and Wednesdays, midday to 2pm",
		`{"byday":"SU","opens_at":"12:00","description":"Sundays in term time"}`:                                         "Sundays, from midday. Sundays in term time",
		`{"byday":"MO,TU,WE,TH,FR","opens_at":"09:00","description":"Monday to Friday, 9am to 4pm"}`:                     "Monday to Friday, 9am to 4pm",
		`{"byday":"MO,TU,FR","opens_at":"09:00","description":"Monday to Friday, 9am"}`:                                  "Mondays, Tuesdays and Fridays, from 9am. Monday to Friday, 9am",
		`{"byday":"SU","description":"Ring first"}`:                                                                      "Sundays. Ring first",
	} {
		o, err := decode([]byte(record))
		if err != nil {
			t.Fatal(err)
		}
		if when, _ := schedule(o, ""); when.Summary != want {
			t.Errorf("%q, want %q", when.Summary, want)
		}
	}
}

func TestCostIsSaidOnce(t *testing.T) {
	o, err := decode([]byte(`{"cost_options":[{"amount":0}],"fees":"Free"}`))
	if err != nil {
		t.Fatal(err)
	}
	if text, free := cost(o); text != "Free" || free != directory.Yes {
		t.Errorf("%q %v", text, free)
	}
}
