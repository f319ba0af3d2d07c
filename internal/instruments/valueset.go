package instruments

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Label is what says by which value set an index was worked out. It is kept
// with every score.
type Label struct {
	Name    string `json:"name"`
	Country string `json:"country"`
	Version string `json:"version"`
	Source  string `json:"source"`
}

// Words name a value set: "UK value set 2026, United Kingdom, version 1".
func (l Label) Words() string {
	if l == (Label{}) {
		return ""
	}
	return l.Name + ", " + l.Country + ", version " + l.Version
}

// ValueSet turns a profile of levels into an index: what the people of a country
// think a state of health is worth, where 1 is full health, 0 as bad as being
// dead, and less is worse than that.
type ValueSet struct {
	Label
	ID         string   `json:"id"`
	Instrument string   `json:"instrument"`
	Permission string   `json:"permission"`
	Unverified []string `json:"unverified,omitempty"`
	// Coefficients are what each level of a dimension adds to 1, the first level
	// first. A set that is no such sum has Values instead.
	Coefficients map[string][]float64 `json:"coefficients,omitempty"`
	Values       map[string]float64   `json:"values,omitempty"` // of each profile
}

// Dimensions of EQ-5D-5L in the order of a profile, and its levels.
var Dimensions = []string{"mobility", "self_care", "activities", "pain", "anxiety"}

const levels = 5

// short are the names of the dimensions in files of others.
var short = map[string]string{"mo": "mobility", "sc": "self_care", "ua": "activities", "pd": "pain", "ad": "anxiety"}

//go:embed valuesets/*.json
var setFiles embed.FS

// ValueSets are those that come with Linkwork, for an instrument.
func ValueSets(instrument string) (all []ValueSet) {
	for _, s := range shippedSets {
		if s.Instrument == instrument {
			all = append(all, s)
		}
	}
	return all
}

var shippedSets = mustReadSets()

func mustReadSets() (all []ValueSet) {
	names, err := fs.Glob(setFiles, "valuesets/*.json")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for _, name := range names {
		body, err := setFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var s ValueSet
		if err := json.Unmarshal(body, &s); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // a test reads them all
		}
		if err := s.check(); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		all = append(all, s)
	}
	return all
}

// IsProfile says whether a text is five levels, such as 21321.
func IsProfile(text string) bool {
	if len(text) != len(Dimensions) {
		return false
	}
	for _, c := range text {
		if c < '1' || c > '0'+levels {
			return false
		}
	}
	return true
}

// Index is the worth of a profile, to three decimals; ok is false for a text
// that is no profile.
func (s ValueSet) Index(profile string) (index float64, ok bool) {
	if !IsProfile(profile) {
		return 0, false
	}
	if s.Values != nil {
		index, ok = s.Values[profile]
		return index, ok
	}
	index = 1
	for i, d := range Dimensions {
		index += s.Coefficients[d][profile[i]-'1']
	}
	return math.Round(index*1000) / 1000, true
}

// Monotone says whether no level that is worse is worth more.
func (s ValueSet) Monotone() bool {
	for _, profile := range profiles() {
		here, _ := s.Index(profile)
		for i := range profile {
			if profile[i] == '0'+levels {
				continue
			}
			worse := []byte(profile)
			worse[i]++
			if there, _ := s.Index(string(worse)); there > here+1e-9 {
				return false
			}
		}
	}
	return true
}

// profiles are all 3,125.
func profiles() []string {
	all := []string{""}
	for range Dimensions {
		var longer []string
		for _, p := range all {
			for level := range levels {
				longer = append(longer, p+strconv.Itoa(level+1))
			}
		}
		all = longer
	}
	return all
}

// ReadValueSet reads a table: either "dimension,level,value", where a value is
// what a level adds to 1 (level 1 may be left out), or "profile,value" with all
// 3,125 profiles. Dimensions are mobility, self_care, activities, pain and
// anxiety, or MO, SC, UA, PD and AD. The error is a Fault.
func ReadValueSet(text string) (s ValueSet, err error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.TrimLeadingSpace = true
	head, err := r.Read()
	if err != nil {
		return s, Fault{"This is not a table: paste the rows with commas between, the heading first"}
	}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(head[i]))
	}
	var read func([]string) error
	switch strings.Join(head, ",") {
	case "dimension,level,value":
		s.Coefficients = make(map[string][]float64)
		for _, d := range Dimensions {
			s.Coefficients[d] = []float64{0, math.NaN(), math.NaN(), math.NaN(), math.NaN()}
		}
		read = s.addCoefficient
	case "profile,value":
		s.Values = make(map[string]float64)
		read = s.addProfile
	default:
		return s, Fault{"The heading must be “dimension,level,value” or “profile,value”"}
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return s, s.check()
		}
		if err != nil {
			return s, Fault{"This is not a table: " + err.Error()}
		}
		if err := read(row); err != nil {
			line, _ := r.FieldPos(0)
			return s, Fault{fmt.Sprintf("Line %d: %v", line, err)}
		}
	}
}

func (s ValueSet) addCoefficient(row []string) error {
	d := strings.ToLower(strings.TrimSpace(row[0]))
	if full := short[d]; full != "" {
		d = full
	}
	level, err := strconv.Atoi(strings.TrimSpace(row[1]))
	if !slices.Contains(Dimensions, d) || err != nil || level < 1 || level > levels {
		return fmt.Errorf("%q, level %q is no dimension and level from 1 to 5", row[0], row[1])
	}
	s.Coefficients[d][level-1], err = number(row[2])
	return err
}

func (s ValueSet) addProfile(row []string) error {
	profile := strings.TrimSpace(row[0])
	if !IsProfile(profile) {
		return fmt.Errorf("%q is no profile of five digits from 1 to 5", row[0])
	}
	v, err := number(row[1])
	s.Values[profile] = v
	return err
}

func number(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 2 {
		return 0, fmt.Errorf("%q is no value between −2 and 2", text)
	}
	return v, nil
}

// check wants every profile to have a value, and full health to be worth 1.
func (s ValueSet) check() error {
	for _, d := range Dimensions {
		if s.Values != nil {
			break
		}
		if len(s.Coefficients[d]) != levels {
			return Fault{"There are no values for " + d}
		}
		for i, v := range s.Coefficients[d] {
			if math.IsNaN(v) {
				return Fault{fmt.Sprintf("There is no value for %s, level %d", d, i+1)}
			}
		}
	}
	if s.Values != nil && len(s.Values) != len(profiles()) {
		return Fault{fmt.Sprintf("There are values for %d profiles, not for all 3,125", len(s.Values))}
	}
	if v, _ := s.Index("11111"); math.Abs(v-1) > 1e-9 {
		return Fault{fmt.Sprintf("Profile 11111 is full health and must be worth 1; here it is %g. A value is what a level adds to 1, so most are below 0", v)}
	}
	return nil
}
