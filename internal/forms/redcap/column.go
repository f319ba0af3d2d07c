package redcap

// columns are those of a data dictionary in their order, as REDCap writes them.
var columns = []string{
	"Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
	"Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
	"Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
	"Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?", "Field Annotation",
}

// The places of the columns.
const (
	fieldName = iota
	formName
	section
	fieldType
	label
	choices
	note
	validation
	least
	most
	identifier
	branching
	required
	alignment
	questionNumber
	matrix
	ranking
	annotation
)

// recordID is the first field of what we write.
const recordID, recordLabel = "record_id", "Record ID"

// field is one line, in the order of columns.
type field [18]string
