package db

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// Ms is t as an argument: milliseconds since 1970 in UTC, NULL for the zero time.
func Ms(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// At scans what Ms stored into t: UTC, the zero time for NULL.
func At(t *time.Time) sql.Scanner { return moment{t} }

type moment struct{ t *time.Time }

func (m moment) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*m.t = time.Time{}
	case int64:
		*m.t = time.UnixMilli(v).UTC()
	default:
		return fmt.Errorf("db: a moment is stored as BIGINT milliseconds, not %T", v)
	}
	return nil
}

// Null is s as an argument, NULL for "".
func Null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Text scans a nullable text into s, "" for NULL.
func Text(s *string) sql.Scanner { return text{s} }

type text struct{ s *string }

func (t text) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.s = ""
	case string:
		*t.s = v
	case []byte:
		*t.s = string(v)
	default:
		return fmt.Errorf("db: text is stored as TEXT, not %T", v)
	}
	return nil
}

// Storable is s as it can be stored: UTF-8 without NUL. For text that comes from
// other programs; what people send is refused with words instead.
func Storable(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

// checkArgs refuses what the two engines would treat differently.
func checkArgs(args []any) error {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			if !utf8.ValidString(a) || strings.IndexByte(a, 0) >= 0 {
				return fmt.Errorf("$%d: %w", i+1, errText)
			}
		case driver.Valuer, nil:
		case time.Time, *time.Time:
			return fmt.Errorf("$%d: db: pass a moment as db.Ms(t)", i+1)
		default: // a state is a typed string
			if v := reflect.ValueOf(a); v.Kind() == reflect.String && Storable(v.String()) != v.String() {
				return fmt.Errorf("$%d: %w", i+1, errText)
			}
		}
	}
	return nil
}
