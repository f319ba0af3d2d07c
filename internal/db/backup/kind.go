package backup

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// Kind is what sort of value a column holds, whatever the engine calls it.
type Kind string

// The kinds, and how a value is written in a row. NULL is null.
const (
	Text  Kind = "text"  // a string
	Int   Kind = "int"   // a number, 64 bits
	Float Kind = "float" // a number
	Bool  Kind = "bool"  // true or false
	Bytes Kind = "bytes" // a string in base64
)

// kindOf reads a column's declared type.
func kindOf(declared string) (Kind, error) {
	switch strings.ToLower(declared) {
	case "text":
		return Text, nil
	case "bigint", "integer", "smallint":
		return Int, nil
	case "double precision", "real":
		return Float, nil
	case "boolean":
		return Bool, nil
	case "bytea", "blob":
		return Bytes, nil
	}
	return "", fmt.Errorf("backup: no rule for columns of type %q", declared)
}

// cell takes a value of a kind from the database.
func (k Kind) cell() any {
	switch k {
	case Int:
		return new(sql.Null[int64])
	case Float:
		return new(sql.Null[float64])
	case Bool:
		return new(sql.Null[bool])
	case Bytes:
		return new([]byte)
	}
	return new(sql.Null[string])
}

// value is what a cell holds, nil for NULL.
func value(cell any) any {
	switch c := cell.(type) {
	case *sql.Null[int64]:
		return orNil(*c)
	case *sql.Null[float64]:
		return orNil(*c)
	case *sql.Null[bool]:
		return orNil(*c)
	case *sql.Null[string]:
		return orNil(*c)
	case *[]byte:
		if *c != nil {
			return *c
		}
	}
	return nil
}

func orNil[T any](n sql.Null[T]) any {
	if !n.Valid {
		return nil
	}
	return n.V
}

// parse reads a value of a kind from a row of a backup.
func (k Kind) parse(raw json.RawMessage) (any, error) {
	if string(raw) == "null" {
		return nil, nil
	}
	switch k {
	case Int:
		return parse[int64](raw)
	case Float:
		return parse[float64](raw)
	case Bool:
		return parse[bool](raw)
	case Bytes:
		return parse[[]byte](raw)
	}
	return parse[string](raw)
}

func parse[T any](raw json.RawMessage) (any, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}
