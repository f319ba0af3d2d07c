package r4

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Choice is an element that may have one of several types: effective[x] in the
// standard, effectiveDateTime in a body.
type Choice struct {
	Type  string // as the standard names it: "dateTime", "Period"
	Value any    // the Go type of Type: DateTime, *Period, string, bool, int; json.RawMessage for types not modelled here
}

// choiceTypes are the types a choice can have and how each is held.
var choiceTypes = map[string]reflect.Type{
	"base64Binary": reflect.TypeFor[Base64](), "boolean": reflect.TypeFor[bool](), "canonical": reflect.TypeFor[URI](),
	"code": reflect.TypeFor[Code](), "date": reflect.TypeFor[Date](), "dateTime": reflect.TypeFor[DateTime](),
	"decimal": reflect.TypeFor[Decimal](), "id": reflect.TypeFor[ID](), "instant": reflect.TypeFor[Instant](),
	"integer": reflect.TypeFor[int](), "markdown": reflect.TypeFor[string](), "oid": reflect.TypeFor[URI](),
	"positiveInt": reflect.TypeFor[int](), "string": reflect.TypeFor[string](), "time": reflect.TypeFor[Time](),
	"unsignedInt": reflect.TypeFor[int](), "uri": reflect.TypeFor[URI](), "url": reflect.TypeFor[URI](), "uuid": reflect.TypeFor[URI](),
	"Address": reflect.TypeFor[*Address](), "Age": reflect.TypeFor[*Quantity](), "Annotation": reflect.TypeFor[*Annotation](),
	"Attachment": reflect.TypeFor[*Attachment](), "CodeableConcept": reflect.TypeFor[*CodeableConcept](), "Coding": reflect.TypeFor[*Coding](),
	"ContactPoint": reflect.TypeFor[*ContactPoint](), "Count": reflect.TypeFor[*Quantity](), "Distance": reflect.TypeFor[*Quantity](),
	"Duration": reflect.TypeFor[*Quantity](), "HumanName": reflect.TypeFor[*HumanName](), "Identifier": reflect.TypeFor[*Identifier](),
	"Period": reflect.TypeFor[*Period](), "Quantity": reflect.TypeFor[*Quantity](), "Range": reflect.TypeFor[*Range](),
	"Ratio": reflect.TypeFor[*Ratio](), "Reference": reflect.TypeFor[*Reference](), "SampledData": reflect.TypeFor[*SampledData](),
	"Signature": reflect.TypeFor[*Signature](), "Timing": reflect.TypeFor[*Timing](), "ContactDetail": reflect.TypeFor[*ContactDetail](),
	"UsageContext": reflect.TypeFor[*UsageContext](), "Meta": reflect.TypeFor[*Meta](),
}

func init() {
	for _, name := range []string{"Contributor", "DataRequirement", "Dosage", "Expression", "Money", "ParameterDefinition", "RelatedArtifact", "TriggerDefinition"} {
		choiceTypes[name] = reflect.TypeFor[json.RawMessage]()
	}
}

// choiceType finds the type in the end of a member's name: "DateTime" is
// dateTime, "Period" is Period.
func choiceType(ending string) (string, bool) {
	if ending == "" || ending[0] < 'A' || ending[0] > 'Z' {
		return "", false
	}
	if _, ok := choiceTypes[ending]; ok {
		return ending, true
	}
	lower := strings.ToLower(ending[:1]) + ending[1:]
	_, ok := choiceTypes[lower]
	return lower, ok
}

// memberName is the name of a choice in a body.
func (c *Choice) memberName(element string) string {
	return element + strings.ToUpper(c.Type[:1]) + c.Type[1:]
}

// Words returns the value if it is a text of any kind, else "".
func (c *Choice) Words() string {
	if c == nil {
		return ""
	}
	switch v := c.Value.(type) {
	case string:
		return v
	case *CodeableConcept:
		return v.Words()
	case *Coding:
		return v.Display
	}
	if v := reflect.ValueOf(c.Value); v.Kind() == reflect.String {
		return v.String()
	}
	return ""
}
