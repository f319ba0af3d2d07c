package readers

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// Columns are the columns of a file of readers, for import and export.
var Columns = []string{"address", "name", "topics", "agreed how", "agreed on"}

// MostRows is how many rows a file may have.
const MostRows = 50_000

// rowsAtOnce are imported in one write, so that nobody else waits long.
const rowsAtOnce = 500

// Row is what became of a row of a file.
type Row struct {
	Line    int // in the file
	Address string
	Outcome Outcome
	Why     string // for Unusable
}

// Import adds the readers in a file (CSV with the columns Columns, topics by name between
// semicolons). A row with a note of where and when somebody agreed makes a reader; without,
// they are asked by mail. It never brings back who left or complained, or whose mail comes
// back. It says what became of each row; importing again adds nobody twice. *db.Invalid with the
// field "file".
func Import(ctx context.Context, d *db.DB, by access.Actor, baseURL, studyID string, file []byte) (rows []Row, err error) {
	lines, err := readFile(file)
	if err != nil {
		return nil, err
	}
	for len(lines) > 0 {
		n := min(rowsAtOnce, len(lines))
		var some []Row
		if _, err := studies.Act(ctx, d, by, once.Key{}, studyID, studies.Involve, "readers.imported", func(tx *db.Tx, s studies.Seat) (id string, err error) {
			some, err = importSome(tx, s, baseURL, lines[:n])
			return studyID, err
		}); err != nil {
			return rows, err
		}
		rows, lines = append(rows, some...), lines[n:]
	}
	return rows, nil
}

// line is a row of a file as it was written.
type line struct {
	number                          int
	address, name, topics, how, day string
}

func readFile(file []byte) (lines []line, err error) {
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))))
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if err != nil {
		return nil, db.Fault("file", "The file is empty or not CSV. Its first row names the columns")
	}
	at := make(map[string]int)
	for i, name := range head {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	if _, ok := at["address"]; !ok {
		return nil, db.Fault("file", "The file has no column “address”. Its first row names the columns: "+strings.Join(Columns, ", "))
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, db.Fault("file", "The file cannot be read as CSV: "+err.Error())
		}
		number, _ := in.FieldPos(0)
		if len(lines) == MostRows {
			return nil, db.Fault("file", "The file has more than 50,000 rows. Divide it")
		}
		get := func(name string) string {
			if i, ok := at[name]; ok && i < len(record) {
				return plain(strings.TrimSpace(db.Storable(record[i])))
			}
			return ""
		}
		lines = append(lines, line{number: number, address: get("address"), name: get("name"), topics: get("topics"), how: get("agreed how"), day: get("agreed on")})
	}
}

// plain takes away the mark that an export puts before what a spreadsheet would run.
func plain(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && rest != "" && strings.ContainsRune("=+-@", rune(rest[0])) {
		return rest
	}
	return cell
}

func importSome(tx *db.Tx, s studies.Seat, baseURL string, lines []line) (rows []Row, err error) {
	l, err := Of(tx, s)
	if err != nil {
		return nil, err
	}
	if err := l.open("file"); err != nil {
		return nil, err
	}
	all, err := Topics(tx, s)
	if err != nil {
		return nil, err
	}
	key, err := theSecret(tx)
	if err != nil {
		return nil, err
	}
	for _, x := range lines {
		row := Row{Line: x.number, Address: x.address}
		reader, chosen, why := x.reader(s.Study.ID, all, dates.Of(tx.Now()))
		if why != "" {
			row.Outcome, row.Why = Unusable, why
		} else if row.Outcome, err = reader.bring(tx, key, l, baseURL, chosen, l.asked()); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// reader reads a line; why says what is wrong with it.
func (x line) reader(studyID string, all []Topic, today dates.Date) (r Reader, chosen []string, why string) {
	r = Reader{StudyID: studyID, Address: x.address, Name: x.name, AgreedHow: x.how, State: Confirmed}
	if !messages.IsAddress(x.address) {
		return r, nil, "Not an email address"
	}
	if len([]rune(x.name)) > 100 || len([]rune(x.how)) > 300 {
		return r, nil, "The name has more than 100 characters, or how they agreed more than 300"
	}
	for name := range strings.SplitSeq(x.topics, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id := topicNamed(all, name)
		if id == "" {
			return r, nil, "There is no topic “" + name + "”"
		}
		chosen = append(chosen, id)
	}
	chosen = choice(all, chosen)
	if x.how == "" || x.day == "" {
		r.State = Asked
		return r, chosen, ""
	}
	var err error
	if r.AgreedOn, err = dates.Parse(x.day); err != nil || r.AgreedOn.After(today) {
		return r, nil, "The day they agreed must be today or earlier, written like 2023-10-04"
	}
	return r, chosen, ""
}

// bring adds a reader whose agreement is noted, and asks one whose is not. Who was asked
// before and has not answered becomes a reader by the note.
func (x Reader) bring(tx *db.Tx, key secret, l List, baseURL string, topicIDs []string, words letter) (Outcome, error) {
	if why, err := suppressed(tx, key, x.StudyID, x.Address); err != nil || why != "" {
		return KeptOut, err
	}
	x.mark = key.mark(x.StudyID, x.Address)
	before, err := marked(tx, x.mark)
	there, err := found(err)
	if err != nil {
		return "", err
	}
	switch {
	case there && (before.State != Asked || x.State == Asked):
		return Already, nil
	case x.State == Asked:
		return x.ask(tx, l, baseURL, topicIDs, words)
	case there:
		if err := before.erase(tx); err != nil {
			return "", err
		}
	}
	_, err = x.add(tx, topicIDs)
	return Added, err
}
