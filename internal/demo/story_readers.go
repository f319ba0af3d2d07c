package demo

import (
	"fmt"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
)

// studyReaders is how many people agreed to get the study's updates.
const studyReaders = 40

// writeToReaders tells of the readers of the study's updates: how they agreed, one who
// asked to be taken off, a mail to them, and one that came back.
func (s *linkWorkerStudy) writeToReaders() error {
	lead := s.research.Chief
	s.on(2022, time.February, 7)
	if err := readers.Keep(s.ctx, s.db, lead, none, readers.List{StudyID: s.id, Title: "News of the link worker study", About: "What we did, what we found and what comes next. Two or three times a year.", Open: true, Rate: readers.UsualRate, Connections: readers.UsualConnections}); err != nil {
		return err
	}
	for _, topic := range []string{"What we find", "Events", "How to take part"} {
		if _, err := readers.AddTopic(s.ctx, s.db, lead, none, s.id, topic); err != nil {
			return err
		}
	}
	s.on(2023, time.June, 12)
	if _, err := readers.Import(s.ctx, s.db, lead, s.base, s.id, readersOfTheStudy()); err != nil {
		return err
	}
	seat, err := s.seat(lead, s.id)
	if err != nil {
		return err
	}
	all, err := readAll(s.builder, func(r reader) ([]readers.Reader, error) { return readers.Readers(r, seat) })
	if err != nil {
		return err
	}
	if err := readers.Remove(s.ctx, s.db, lead, none, s.id, all[7].ID); err != nil {
		return err
	}
	s.on(2023, time.July, 3)
	if err := s.db.Write(s.ctx, func(tx *db.Tx) error {
		if _, err := readers.Send(tx, lead, summerNews(s.id)); err != nil {
			return err
		}
		return studies.Note(tx, lead, "readers.sent", s.id)
	}); err != nil {
		return err
	}
	work := jobs.NewRunner(s.db, readers.Handlers(s.db, readers.Ways{BaseURL: s.base, Mail: messages.Withhold{}}))
	if err := work.Drain(s.ctx); err != nil {
		return err
	}
	s.on(2023, time.July, 4)
	_, err = readers.HandIn(s.ctx, s.db, audit.System, []byte(cameBack(all[20].Address)))
	return err
}

// readersOfTheStudy is a file as the team would bring it from its notes.
func readersOfTheStudy() []byte {
	var file strings.Builder
	fmt.Fprintln(&file, strings.Join(readers.Columns, ","))
	for n := range studyReaders {
		name := fmt.Sprintf("Reader %d (made up)", n+1) // nobody whom the demonstration supports
		how := []string{"On the sheet at the PPI meeting", "By email to the study", "On the sheet at a site", "At the end of their interview"}[n%4]
		topics := []string{"", "What we find", "Events;What we find", "", "How to take part"}[n%5]
		fmt.Fprintf(&file, "reader%02d@example.org,%s,%s,%s,2023-%02d-%02d\n", n+1, name, topics, how, 1+n%5, 1+n%28)
	}
	return []byte(file.String())
}

func summerNews(studyID string) readers.Mail {
	return readers.Mail{StudyID: studyID, Subject: "News of the link worker study, summer 2023",
		Text: "Hello,\n\nAll visits to the seven sites are done. In the autumn we tell what we found, at three events.\n\nChoose what you hear about: {preferences}\nLeave: {unsubscribe}\n",
		HTML: `<p>Hello,</p><p>All visits to the seven sites are done. In the autumn we tell what we found, at three events.</p><p><a href="{preferences}">Choose what you hear about</a> or <a href="{unsubscribe}">leave</a></p>`}
}

// cameBack is what a mail server says of an address that is not there.
func cameBack(address string) string {
	return "From: mailer-daemon@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=back\n\n" +
		"--back\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; example.org\n\nFinal-Recipient: rfc822; " + address + "\nAction: failed\nStatus: 5.1.1\n\n--back--\n"
}
