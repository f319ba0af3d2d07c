package standard

import "encoding/json"

// FromText gives the values of a row of a table the types that the fields of a
// record have: "true" becomes yes, "53.5" a number. What is neither stays text,
// to be found at fault.
func (s Standard) FromText(kind string, row map[string]any) map[string]any {
	record := make(map[string]any, len(row))
	for name, value := range row {
		record[name] = value
	}
	for _, f := range s.entity(kind) {
		text, isText := record[f.Name].(string)
		switch {
		case !isText:
		case f.Kind == YesNo && (text == "true" || text == "TRUE" || text == "1"):
			record[f.Name] = true
		case f.Kind == YesNo && (text == "false" || text == "FALSE" || text == "0"):
			record[f.Name] = false
		case (f.Kind == Number || f.Kind == Whole) && isNumber(text):
			record[f.Name] = json.Number(text)
		}
	}
	return record
}

func isNumber(text string) bool {
	return text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9') && json.Valid([]byte(text))
}
