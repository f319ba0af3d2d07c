package places

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Kinds of national files of postcodes.
const (
	ONSPD     = "onspd"      // ONS Postcode Directory, or the National Statistics Postcode Lookup
	CodePoint = "code-point" // Code-Point Open
)

const (
	mostPostcodes = 6_000_000 // there are about 2.7 million, those no longer in use included
	listed        = 20        // lines that could not be used, of those that are named
	mostUnzipped  = 8 << 30   // bytes
)

// postcodeFile collects what a national file says.
type postcodeFile struct {
	kind     string
	units    map[string][]unit // by outcode
	unplaced int               // without a position
	read     int
	rejected []Rejected
	more     int // rejected that are not named
}

// errNoPostcodes is what a file is told that is none of them.
var errNoPostcodes = errors.New("places: no postcodes were found; this can be the CSV of the ONS Postcode Directory, or Code-Point Open (CSV, or the zip with one for each area)")

// readPostcodes reads a national file from its beginning to its end, a line at
// a time.
func readPostcodes(file io.Reader) (*postcodeFile, error) {
	f := &postcodeFile{units: make(map[string][]unit)}
	start := bufio.NewReaderSize(file, 1<<16)
	head, _ := start.Peek(4) // a shorter file shows when it is read
	var err error
	if bytes.Equal(head, []byte("PK\x03\x04")) {
		err = f.readZip(file, start)
	} else {
		err = f.readTable(start, false)
	}
	if err != nil {
		return nil, err
	}
	if len(f.units) == 0 {
		return nil, errNoPostcodes
	}
	return f, nil
}

// readZip reads every table of postcodes in a zip. Where one holds the whole
// country, those beside it that hold parts of it are passed over.
func (f *postcodeFile) readZip(file io.Reader, start io.Reader) error {
	archive, err := openZip(file, start)
	if err != nil {
		return err
	}
	whole := slices.ContainsFunc(archive.File, func(z *zip.File) bool { return wholeCountry(z.Name) })
	left := int64(mostUnzipped)
	for _, z := range archive.File {
		if !strings.EqualFold(path.Ext(z.Name), ".csv") || whole && !wholeCountry(z.Name) || inFolder(z.Name, "doc") || inFolder(z.Name, "documents") {
			continue
		}
		table, err := z.Open()
		if err != nil {
			return fmt.Errorf("places: %s: %w", z.Name, err)
		}
		limited := &io.LimitedReader{R: table, N: left}
		err = f.readTable(bufio.NewReaderSize(limited, 1<<16), true)
		table.Close()
		if err != nil {
			return fmt.Errorf("%w (in %s)", err, z.Name)
		}
		if left = limited.N; left <= 0 {
			return fmt.Errorf("places: the zip holds more than %d GB", mostUnzipped>>30)
		}
	}
	return nil
}

func wholeCountry(name string) bool { return strings.HasSuffix(strings.ToUpper(name), "_UK.CSV") }

func inFolder(name, folder string) bool {
	return slices.Contains(strings.Split(strings.ToLower(path.Dir(name)), "/"), folder)
}

// openZip opens a file in place; what is no file is read whole, if it is small.
func openZip(file io.Reader, start io.Reader) (*zip.Reader, error) {
	if f, ok := file.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		return zip.NewReader(f, info.Size())
	}
	const most = 64 << 20
	body, err := io.ReadAll(io.LimitReader(start, most+1))
	if err != nil {
		return nil, err
	}
	if len(body) > most {
		return nil, fmt.Errorf("places: the zip is larger than %d MB", most>>20)
	}
	return zip.NewReader(bytes.NewReader(body), int64(len(body)))
}

// postcodeColumns says in which column each thing stands; -1 when there is none.
type postcodeColumns struct{ postcode, lat, lon, east, north, ended int }

// codePointColumns are those of Code-Point Open, whose tables have no heading.
var codePointColumns = postcodeColumns{postcode: 0, lat: -1, lon: -1, east: 2, north: 3, ended: -1}

func columnsOfPostcodes(first []string) (c postcodeColumns, kind string, heading bool, err error) {
	names := make([]string, len(first))
	for i, name := range first {
		names[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
	find := func(wanted ...string) int {
		for _, name := range wanted {
			if i := slices.Index(names, name); i >= 0 {
				return i
			}
		}
		return -1
	}
	c = postcodeColumns{
		postcode: find("pcds", "pcd8", "pcd2", "pcd7", "pcd", "postcode"), lat: find("lat", "latitude"), lon: find("long", "lon", "lng", "longitude"),
		east: find("oseast1m", "east1m", "eastings", "easting"), north: find("osnrth1m", "north1m", "northings", "northing"), ended: find("doterm"),
	}
	switch {
	case c.postcode >= 0 && (c.lat >= 0 && c.lon >= 0 || c.east >= 0 && c.north >= 0):
		kind = CodePoint
		if c.ended >= 0 {
			kind = ONSPD
		}
		return c, kind, true, nil
	case len(first) == 10:
		if _, err := ParsePostcode(first[0]); err == nil {
			return codePointColumns, CodePoint, false, nil
		}
	}
	return c, "", false, errNoPostcodes
}

// readTable reads one table. In a zip, one that is no table of postcodes is
// passed over.
func (f *postcodeFile) readTable(file io.Reader, optional bool) error {
	table := csv.NewReader(file)
	table.FieldsPerRecord, table.ReuseRecord = -1, true
	first, err := table.Read()
	if errors.Is(err, io.EOF) && optional {
		return nil
	}
	if err != nil {
		return fmt.Errorf("places: no first line: %w", err)
	}
	c, kind, heading, err := columnsOfPostcodes(first)
	if err != nil {
		if optional {
			return nil
		}
		return err
	}
	f.kind = kind
	if !heading {
		f.add(c, first, 1)
	}
	for {
		fields, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("places: the file breaks off, so nothing was written: %w", err)
		}
		if f.read == mostPostcodes {
			return fmt.Errorf("places: more than %d postcodes", mostPostcodes)
		}
		line, _ := table.FieldPos(0)
		f.add(c, fields, line)
	}
}

func (f *postcodeFile) reject(line int, reason string) {
	if len(f.rejected) == listed {
		f.more++
		return
	}
	f.rejected = append(f.rejected, Rejected{line, reason})
}

// add takes one line.
func (f *postcodeFile) add(c postcodeColumns, fields []string, line int) {
	f.read++
	field := func(i int) string {
		if i < 0 || i >= len(fields) {
			return ""
		}
		return strings.TrimSpace(fields[i])
	}
	outcode, incode, ok := f.split(field(c.postcode))
	if !ok {
		f.reject(line, fmt.Sprintf("%.20q is not a postcode", field(c.postcode)))
		return
	}
	point, known, err := c.point(field, outcode)
	switch {
	case err != nil:
		f.reject(line, outcode+" "+incode+": "+err.Error())
	case !known:
		f.unplaced++
	default:
		f.units[outcode] = append(f.units[outcode], unitOf(incode, field(c.ended) != "", point))
	}
}

// point reads a position: degrees where they are stated, else on the grid. known
// is false for what the publisher has no position of.
func (c postcodeColumns) point(field func(int) string, outcode string) (p Point, known bool, err error) {
	if lat, lon := field(c.lat), field(c.lon); lat != "" && lon != "" {
		if p.Lat, err = strconv.ParseFloat(lat, 64); err == nil {
			p.Lon, err = strconv.ParseFloat(lon, 64)
		}
		if err != nil {
			return p, false, fmt.Errorf("latitude %.20q, longitude %.20q are not numbers", lat, lon)
		}
		if p.Lat > 90 { // as the ONS writes it
			return p, false, nil
		}
	} else {
		east, errEast := strconv.ParseFloat(field(c.east), 64)
		north, errNorth := strconv.ParseFloat(field(c.north), 64)
		switch {
		case field(c.east) == "" && field(c.north) == "", errEast == nil && errNorth == nil && east == 0 && north == 0:
			return p, false, nil
		case errEast != nil || errNorth != nil:
			return p, false, fmt.Errorf("easting %.20q, northing %.20q are not numbers", field(c.east), field(c.north))
		case !(east >= 0 && east <= 700_000 && north >= 0 && north <= 1_300_000):
			return p, false, fmt.Errorf("easting %v, northing %v are not on the National Grid", east, north)
		case strings.HasPrefix(outcode, "BT"): // on the Irish grid
			return p, false, nil
		}
		p = OnGrid(east, north)
	}
	if !p.InUK() {
		return p, false, fmt.Errorf("latitude %v, longitude %v are outside the United Kingdom", p.Lat, p.Lon)
	}
	return p, true, nil
}

// split parts a postcode. The outcode is looked at closely the first time.
func (f *postcodeFile) split(text string) (outcode, incode string, ok bool) {
	if text = strings.ReplaceAll(text, " ", ""); len(text) < 5 || len(text) > 7 {
		return "", "", false
	}
	outcode, incode = text[:len(text)-3], text[len(text)-3:]
	if _, seen := f.units[outcode]; !seen {
		whole, err := ParsePostcode(text)
		if err != nil {
			return "", "", false
		}
		return strings.Clone(whole.Outcode), whole.Incode, true
	}
	letter := func(b byte) bool { return b >= 'A' && b <= 'Z' }
	return outcode, incode, incode[0] >= '0' && incode[0] <= '9' && letter(incode[1]) && letter(incode[2])
}
