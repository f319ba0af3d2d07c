package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/proactive"
	"linkwork/internal/reflections"
	"linkwork/internal/studies/custodian"
)

const subjectAccessHelp = `use: linkwork subject-access PERSON-ID [--data DIR | --database URL]
  writes what is outside the record and about this person, as JSON: the link
  workers' own notes that are linked to them, their lines on lists from which a
  practice's people are offered help, and the studies whose custodian joined
  their record with a study number: what a study collected under that number is
  asked for from the study. A name in the words alone is not searched
  for, so ask the workers too. The record itself is on the person's page. The id is the last part of that page's address`

// moment is how the file writes a time.
const moment = "2006-01-02T15:04:05Z"

// noteOnFile is a reflection as it is handed to the person whom it names.
type noteOnFile struct {
	WrittenAt string   `json:"written_at"`
	Kinds     []string `json:"kinds"`
	Words     string   `json:"words"`
	Answer    string   `json:"answer,omitempty"`
}

// offerOnFile is a line on a list of people to offer help to.
type offerOnFile struct {
	List      string `json:"list"`
	Name      string `json:"name"`
	Phone     string `json:"phone,omitempty"`
	Address   string `json:"address,omitempty"`
	Note      string `json:"note,omitempty"`
	State     string `json:"state"`
	Words     string `json:"words,omitempty"`
	DecidedBy string `json:"decided_by,omitempty"`
}

// joinOnFile is a study that knows the person under a number.
type joinOnFile struct {
	Study    string `json:"study"`
	Number   string `json:"number"`
	Purpose  string `json:"purpose"`
	JoinedAt string `json:"joined_at"`
	JoinedBy string `json:"joined_by"`
}

// onFile is what the command writes.
type onFile struct {
	Notes   []noteOnFile  `json:"notes"`
	Offers  []offerOnFile `json:"offers"`
	Studies []joinOnFile  `json:"studies"`
}

// subjectAccessCommand finds what is outside the record and still names a
// person, for a request by that person. That it was asked for is on the trail.
func subjectAccessCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 1 {
		return errors.New(subjectAccessHelp)
	}
	c, err := readConfig("subject-access", flags)
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	return namedNotes(ctx, d, words[0], out)
}

func namedNotes(ctx context.Context, d *db.DB, personID string, out io.Writer) error {
	var file onFile
	err := d.Write(ctx, func(tx *db.Tx) error {
		file = onFile{Notes: []noteOnFile{}, Offers: []offerOnFile{}, Studies: []joinOnFile{}}
		person, err := people.Unscoped(tx, personID)
		if err != nil {
			return err
		}
		found, err := reflections.Naming(tx, personID)
		if err != nil {
			return err
		}
		for _, n := range found {
			file.Notes = append(file.Notes, noteOnFile{n.MadeAt.UTC().Format(moment), n.Kinds, n.Words, n.Answer})
		}
		lines, err := proactive.AboutPerson(tx, person)
		if err != nil {
			return err
		}
		for _, w := range lines {
			file.Offers = append(file.Offers, offerOnFile{w.List, w.FullName(), w.Phone, w.Address, w.Note, w.State, w.Words, w.DecidedBy})
		}
		joins, err := custodian.OfPerson(tx, personID)
		if err != nil {
			return err
		}
		for _, j := range joins {
			file.Studies = append(file.Studies, joinOnFile{j.Study.Title, j.Number, j.Purpose.Words(), j.JoinedAt.UTC().Format(moment), j.JoinedBy})
		}
		by := audit.Actor{ID: "command", Name: "The command line", Role: "System"}
		return audit.View(tx, by, personID, "subject access")
	})
	if err != nil {
		return err
	}
	written := json.NewEncoder(out)
	written.SetIndent("", "  ")
	return written.Encode(file)
}
