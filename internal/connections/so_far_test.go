package connections_test

import (
	"testing"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
)

func TestWhatBecameOfAConnectionSoFar(t *testing.T) {
	on := dates.Date{Year: 2026, Month: 11, Day: 3}
	for want, c := range map[string]connections.Connection{
		"Signposted 3 November 2026.":                                 {Kind: connections.Signposted, State: connections.Told},
		"Introduced 3 November 2026. Started.":                        {Kind: connections.Introduced, State: connections.Told, Outcome: "started"},
		"Referred 3 November 2026. Sent, not opened yet.":             {Kind: connections.Referred, State: connections.Sent, Outcome: "unknown"},
		"Referred 3 November 2026. They said yes. Went and finished.": {Kind: connections.Referred, State: connections.Accepted, Outcome: "finished"},
		"Referred 3 November 2026. They said no.":                     {Kind: connections.Referred, State: connections.NotPossible},
		"Referred 3 November 2026. On their waiting list.":            {Kind: connections.Referred, State: connections.WaitingList},
	} {
		c.MadeOn = on
		if got := c.SoFar(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
