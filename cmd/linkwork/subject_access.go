package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/reflections"
)

const subjectAccessHelp = `use: linkwork subject-access PERSON-ID [--data DIR | --database URL]
  writes the link workers' own notes that are linked to this person, as JSON; a
  name in the words alone is not searched for, so ask the workers too. The record
  itself is on the person's page. The id is the last part of that page's address`

// noteOnFile is a reflection as it is handed to the person whom it names.
type noteOnFile struct {
	WrittenAt string   `json:"written_at"`
	Kinds     []string `json:"kinds"`
	Words     string   `json:"words"`
	Answer    string   `json:"answer,omitempty"`
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
	var notes []noteOnFile
	err := d.Write(ctx, func(tx *db.Tx) error {
		notes = []noteOnFile{}
		if _, err := people.Unscoped(tx, personID); err != nil {
			return err
		}
		found, err := reflections.Naming(tx, personID)
		if err != nil {
			return err
		}
		for _, n := range found {
			notes = append(notes, noteOnFile{n.MadeAt.UTC().Format("2006-01-02T15:04:05Z"), n.Kinds, n.Words, n.Answer})
		}
		by := audit.Actor{ID: "command", Name: "The command line", Role: "System"}
		return audit.View(tx, by, personID, "subject access")
	})
	if err != nil {
		return err
	}
	file := json.NewEncoder(out)
	file.SetIndent("", "  ")
	return file.Encode(notes)
}
