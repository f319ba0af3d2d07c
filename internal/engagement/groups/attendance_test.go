package groups_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
)

// twoNoteAttendance has two people note who was at a meeting at once: what each of them
// chose is kept, and where they differ the second is asked.
func twoNoteAttendance(t *testing.T, s *scene) {
	note := func(rosa, tom groups.Noting) error {
		return groups.NoteAttendance(s.Context(), s.DB, s.Lead, keyless, s.ID, s.meeting, map[string]groups.Noting{s.rosa: rosa, s.tom: tom})
	}
	castest.Refused(t, note(groups.Noting{}, groups.Noting{}), "was")
	s.OK(note(groups.Noting{Was: groups.Joined}, groups.Noting{Was: groups.Apologies}))
	s.OK(note(groups.Noting{Was: groups.There, Untouched: true}, groups.Noting{Was: groups.Apologies})) // who began before: what the other noted stays
	castest.Refused(t, note(groups.Noting{Was: groups.There}, groups.Noting{Was: groups.Apologies}), "was-"+s.rosa)
	attended := as(s, s.Lead, func(r db.Reader, x studies.Seat) ([]groups.Attends, error) { return groups.Attendance(r, x, s.meeting) })
	if attended[0].Was != groups.Joined || attended[1].Was != groups.Apologies {
		t.Errorf("the first one to note is overwritten: %+v", attended)
	}
	s.OK(note(groups.Noting{Was: groups.There, Saw: groups.Joined}, groups.Noting{Was: groups.Apologies, Saw: groups.Apologies}))
}
