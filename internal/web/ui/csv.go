package ui

import "strings"

// Inert keeps a spreadsheet from taking a text in a file for a formula.
func Inert(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}
