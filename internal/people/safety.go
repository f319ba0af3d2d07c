package people

import (
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/messages"
)

// Safety is what to mind so that getting in touch with somebody harms nobody:
// a partner who reads the phone, a family that opens the letters. Its zero
// value minds nothing. Whether voicemail may be left is in Details.
type Safety struct {
	NoPhone, NoText, NoEmail, NoLetter bool
	Times                              string // only then, in words; "" for any time
	SayFrom                            string // whom to say one is calling from; "" for as usual
	ReadBy                             string // who else reads their phone or letters; "" for nobody known
}

// Never reports whether the person must not be reached in a way at all.
func (s Safety) Never(way ContactBy) bool {
	switch way {
	case ByPhone:
		return s.NoPhone
	case ByText:
		return s.NoText
	case ByEmail:
		return s.NoEmail
	case ByLetter:
		return s.NoLetter
	}
	return false
}

// NeverWords say a prohibition as an order: "Do not text".
func NeverWords(way ContactBy) string {
	return map[ContactBy]string{ByPhone: "Do not call", ByText: "Do not text", ByEmail: "Do not email", ByLetter: "Do not write to their address"}[way]
}

// Minds are the sentences to read before getting in touch, the worst first.
// They are the same wherever they are shown.
func (p Person) Minds() []string {
	var minds []string
	for _, way := range ContactWays {
		if p.Safety.Never(way) {
			minds = append(minds, NeverWords(way)+".")
		}
	}
	if p.Phone != "" && !p.Safety.NoPhone {
		switch p.Voicemail {
		case VoicemailNo:
			minds = append(minds, "Do not leave voicemail.")
		case VoicemailUnknown:
			minds = append(minds, "Not asked about voicemail: leave none.")
		}
	}
	if p.Safety.ReadBy != "" {
		minds = append(minds, "Somebody else may read it: "+sentence(p.Safety.ReadBy))
	}
	if p.Safety.Times != "" {
		minds = append(minds, "Only at these times: "+sentence(p.Safety.Times))
	}
	if p.Safety.SayFrom != "" {
		minds = append(minds, "Say you are calling from "+sentence(p.Safety.SayFrom))
	}
	return minds
}

// Best says how the person likes to be reached best, unless they must not be
// reached that way: then nothing.
func (p Person) Best() []string {
	if p.Safety.Never(p.ContactBy) {
		return nil
	}
	return []string{p.ContactBy.Words() + " is best."}
}

// Unsafe reports whether more than usual is to be minded before getting in
// touch. That voicemail was not asked about is usual.
func (p Person) Unsafe() bool { return p.Safety != Safety{} || p.Voicemail == VoicemailNo }

// sentence ends words with a full stop, once.
func sentence(words string) string { return strings.TrimRight(words, ". ") + "." }

func (s *Safety) tidy() error {
	s.Times, s.SayFrom, s.ReadBy = oneLine(s.Times), oneLine(s.SayFrom), oneLine(s.ReadBy)
	var bad db.Invalid
	for _, f := range []struct{ name, words string }{{"times", s.Times}, {"say_from", s.SayFrom}, {"read_by", s.ReadBy}} {
		if len([]rune(f.words)) > 120 {
			bad.Add(f.name, "Use 120 characters or fewer")
		}
	}
	return bad.Err()
}

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }

// SetSafety keeps what to mind about a person, and stops what waits to go to
// them in a way that must not be used any more; it returns how many messages.
// db.ErrConflict if somebody saved first: the version is the person's.
func SetSafety(tx *db.Tx, by access.Actor, id string, s Safety, voicemail Voicemail, version int) (stopped int64, err error) {
	if err := access.SeePerson(tx, by, id); err != nil {
		return 0, err
	}
	if err := s.tidy(); err != nil {
		return 0, err
	}
	if voicemail != VoicemailYes && voicemail != VoicemailNo {
		voicemail = VoicemailUnknown
	}
	n, err := tx.Exec(`UPDATE people SET no_phone = $3, no_text = $4, no_email = $5, no_letter = $6, touch_times = $7, say_from = $8, read_by = $9, voicemail = $10,
		updated_at = $11, version = version + 1 WHERE id = $1 AND version = $2`,
		id, version, s.NoPhone, s.NoText, s.NoEmail, s.NoLetter, s.Times, s.SayFrom, s.ReadBy, voicemail, tx.Now().UnixMilli())
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, db.ErrConflict
	}
	for way, channel := range channels {
		if s.Never(way) {
			n, err := messages.StopBy(tx, id, channel)
			if err != nil {
				return 0, err
			}
			stopped += n
		}
	}
	return stopped, nil
}

// channels are the ways in which messages travel by themselves.
var channels = map[ContactBy]messages.Channel{ByText: messages.SMS, ByEmail: messages.Email}

// stopOld stops what waits to go to a number or address that is not the
// person's any more.
func stopOld(tx *db.Tx, old Person, now Details) error {
	if PhoneKey(old.Phone) != PhoneKey(now.Phone) {
		if _, err := messages.StopBy(tx, old.ID, messages.SMS); err != nil {
			return err
		}
	}
	if !strings.EqualFold(old.Email, now.Email) {
		if _, err := messages.StopBy(tx, old.ID, messages.Email); err != nil {
			return err
		}
	}
	return nil
}
