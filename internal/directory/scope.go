package directory

import "linkwork/internal/db"

// scope is which services are read: those with some ids, or all.
type scope struct {
	all bool
	ids []string
}

var everything = scope{all: true}

// mostAtOnce is how many services one question to the database names.
const mostAtOnce = 500

func only(ids []string) scope { return scope{ids: ids} }

// where is a condition that a column is in the scope, and its arguments.
func (s scope) where(column string) (condition string, args []any) {
	if s.all {
		return "1 = 1", nil
	}
	if len(s.ids) == 0 {
		return "1 = 0", nil
	}
	for _, id := range s.ids {
		args = append(args, id)
	}
	return column + " IN " + db.Marks(1, len(args)), args
}
