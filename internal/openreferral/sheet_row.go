package openreferral

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// sheetRow is a line of a spreadsheet, with the lines that add to it.
type sheetRow struct {
	number int // of the line, from 1
	cells  map[string]string
	more   []*sheetRow
}

// joined puts lines that add a place or a time to the service they name.
func joined(rows []*sheetRow, notes *remarks) (services []*sheetRow) {
	byID := make(map[string]*sheetRow)
	for _, r := range rows {
		if r.cells["part-of"] == "" && r.cells["id"] != "" {
			byID[r.cells["id"]] = r
		}
	}
	for _, r := range rows {
		of, named := r.cells["part-of"]
		switch {
		case !named:
			services = append(services, r)
		case byID[of] != nil:
			byID[of].more = append(byID[of].more, r)
		default:
			notes.reject(Problem{Place: Place{Line: r.number}, Field: "part-of", Reason: fmt.Sprintf("no line has the number %q", of)})
		}
	}
	return services
}

// record writes a line as a record of version 3. One without a number of its
// own is known by its name, its organisation and its postcode.
func (r *sheetRow) record() row {
	c := r.cells
	body := row{"id": firstOf(c["id"], joinNonEmpty(" | ", c["name"], c["organisation"], c["postcode"])), "status": r.status()}
	for code, field := range map[string]string{"name": "name", "description": "description", "website": "url", "eligibility": "eligibility_description",
		"how-to-come": "application_process", "notice": "alert", "checked": "assured_date"} {
		if c[code] != "" {
			body[field] = c[code]
		}
	}
	for code, field := range map[string]string{"minimum-age": "minimum_age", "maximum-age": "maximum_age"} {
		if json.Valid([]byte(c[code])) && c[code] != "" {
			body[field] = json.Number(c[code])
		}
	}
	if c["organisation"] != "" {
		body["organization"] = row{"name": c["organisation"]}
	}
	r.putReferral(body)
	r.putLists(body)
	for _, line := range append([]*sheetRow{r}, r.more...) {
		line.putContact(body)
		line.putPlace(body)
		line.putTime(body)
		line.putCost(body)
	}
	return body
}

func (r *sheetRow) status() string {
	switch {
	case r.cells["listed"] != "" && !isTrue(r.cells["listed"]):
		return "inactive"
	case isTrue(r.cells["closed"]):
		return "temporarily closed"
	}
	return "active"
}

// putReferral says in words what a yes or no says, where no words do.
func (r *sheetRow) putReferral(body row) {
	needs := r.cells["needs-referral"]
	if needs == "" || body["application_process"] != nil {
		return
	}
	body["application_process"] = "No referral is needed."
	if isTrue(needs) {
		body["application_process"] = "A referral is needed."
	}
}

func (r *sheetRow) putLists(body row) {
	var topics []any
	for _, topic := range parts(r.cells["topics"]) {
		topics = append(topics, row{"id": topic, "taxonomy_term": row{"id": topic, "name": topic, "description": topic}})
	}
	if topics != nil {
		body["attributes"] = topics
	}
	if languages := parts(r.cells["languages"]); languages != nil {
		body["languages"] = strings.Join(languages, ";")
	}
}

// parts splits a cell that holds a list, apart by semicolons, bars or lines, or
// else by commas.
func parts(cell string) (list []string) {
	apart := ";|\n"
	if !strings.ContainsAny(cell, apart) {
		apart = ","
	}
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(apart, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// putContact takes the first address and number that may be shown.
func (r *sheetRow) putContact(body row) {
	if shown := r.cells["contact-shown"]; shown != "" && !isTrue(shown) {
		return
	}
	if email := r.cells["email"]; email != "" && body["email"] == nil {
		body["email"] = email
	}
	if number := r.cells["phone"]; number != "" {
		list, _ := body["phones"].([]any)
		body["phones"] = append(list, row{"id": number, "number": number})
	}
}

func (r *sheetRow) putPlace(body row) {
	c := r.cells
	if c["place"]+c["address"]+c["postcode"]+c["latitude"] == "" || c["place-shown"] != "" && !isTrue(c["place-shown"]) {
		return
	}
	location := row{"location_type": "physical", "name": c["place"]}
	address := row{"address_1": c["address"], "city": c["town"], "postal_code": c["postcode"], "address_type": "physical", "country": "GB"}
	if isTrue(c["address-hidden"]) {
		address["address_1"] = ""
		address["postal_code"], _, _ = strings.Cut(c["postcode"], " ")
	} else {
		for _, name := range []string{"latitude", "longitude"} {
			if _, err := strconv.ParseFloat(c[name], 64); err == nil && json.Valid([]byte(c[name])) {
				location[name] = json.Number(c[name])
			}
		}
	}
	location["addresses"] = []any{address}
	if c["access"] != "" {
		location["accessibility"] = []any{row{"description": strings.Join(parts(c["access"]), ". ")}}
	}
	list, _ := body["service_at_locations"].([]any)
	id := joinNonEmpty(", ", c["place"], c["address"], c["town"], c["postcode"])
	location["id"] = id
	body["service_at_locations"] = append(list, row{"id": textOf(body["id"]) + " at " + id, "location": location})
}

func (r *sheetRow) putTime(body row) {
	c := r.cells
	if c["days"]+c["opens"]+c["times"] == "" {
		return
	}
	schedule := row{"id": fmt.Sprintf("%v line %d", body["id"], r.number)}
	var days []string
	for _, day := range parts(strings.ReplaceAll(c["days"], " and ", ",")) {
		if code := dayCode(day); code != "" {
			days = append(days, code)
		}
	}
	if len(days) > 0 {
		schedule["byday"], schedule["freq"] = strings.Join(days, ","), "WEEKLY"
	}
	for code, field := range map[string]string{"opens": "opens_at", "closes": "closes_at", "times": "description"} {
		if c[code] != "" {
			schedule[field] = c[code]
		}
	}
	list, _ := body["schedules"].([]any)
	body["schedules"] = append(list, schedule)
}

func (r *sheetRow) putCost(body row) {
	c := r.cells
	option := row{"id": fmt.Sprintf("%v cost %d", body["id"], r.number)}
	amount := strings.TrimSpace(strings.TrimPrefix(c["amount"], "£"))
	switch {
	case isTrue(c["free"]):
		option["amount"] = json.Number("0")
	case amount != "" && json.Valid([]byte(amount)):
		option["amount"] = json.Number(amount)
	case c["cost"] != "":
		body["fees_description"] = c["cost"]
		return
	default:
		return
	}
	for code, field := range map[string]string{"cost": "option", "amount-for": "amount_description"} {
		if c[code] != "" {
			option[field] = c[code]
		}
	}
	list, _ := body["cost_options"].([]any)
	body["cost_options"] = append(list, option)
}
