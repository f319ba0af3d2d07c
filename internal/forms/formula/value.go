package formula

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/dates"
)

// Value is what a question or a formula gives: float64, string (words, or one
// choice), []string (several choices), dates.Date, bool, []Value (a list), or
// nil where it is missing.
type Value = any

// Values says what was answered so far, nil for what was not.
type Values func(question string) Value

// Of works a formula out on a day. It is never an error: what cannot be worked
// out is missing.
func (f Formula) Of(answers Values, today dates.Date) Value {
	if f.Empty() {
		return nil
	}
	v := evaluator{answers, today}.of(f.root)
	if n, ok := v.(float64); ok && (math.IsNaN(n) || math.IsInf(n, 0)) {
		return nil
	}
	return v
}

// True says whether a formula is true, and not false or unknown. One that says
// nothing is true.
func (f Formula) True(answers Values, today dates.Date) bool {
	return f.Empty() || f.Of(answers, today) == Value(true)
}

// False says whether a formula is false, and not true or unknown.
func (f Formula) False(answers Values, today dates.Date) bool {
	return !f.Empty() && f.Of(answers, today) == Value(false)
}

type evaluator struct {
	answers Values
	today   dates.Date
}

func (e evaluator) of(n node) Value {
	switch n := n.(type) {
	case number:
		return n.value
	case text:
		return n.value
	case truth:
		return n.value
	case name:
		return e.answers(n.of)
	case minus:
		if v, ok := e.of(n.of).(float64); ok {
			return -v
		}
	case not:
		if v, ok := e.of(n.of).(bool); ok {
			return !v
		}
	case binary:
		return e.binary(n)
	case call:
		return e.call(n)
	}
	return nil
}

func (e evaluator) binary(n binary) Value {
	left := e.of(n.left)
	switch n.op { // one side can be enough
	case "and":
		return both(left, e.of(n.right), false)
	case "or":
		return both(left, e.of(n.right), true)
	}
	right := e.of(n.right)
	if left == nil || right == nil {
		return nil
	}
	switch n.op {
	case "==", "!=", "<", "<=", ">", ">=":
		return compare(n.op, left, right)
	}
	return arithmetic(n.op, left, right)
}

// both joins two truths: one that decides, decides; else both must be known.
func both(left, right Value, decides bool) Value {
	if left == Value(decides) || right == Value(decides) {
		return decides
	}
	if left == nil || right == nil {
		return nil
	}
	return !decides
}

func compare(op string, left, right Value) Value {
	order, ok := orderOf(left, right)
	if !ok {
		return nil
	}
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func orderOf(left, right Value) (int, bool) {
	switch l := left.(type) {
	case float64:
		if r, ok := right.(float64); ok {
			return sign(l - r), true
		}
	case string:
		switch r := right.(type) {
		case string:
			return strings.Compare(l, r), true
		case dates.Date:
			day, err := dates.Parse(l)
			return -compareDays(r, day), err == nil
		}
	case dates.Date:
		switch r := right.(type) {
		case dates.Date:
			return compareDays(l, r), true
		case string:
			day, err := dates.Parse(r)
			return compareDays(l, day), err == nil
		}
	case bool:
		if r, ok := right.(bool); ok && l == r {
			return 0, true
		}
		return 1, true
	}
	return 0, false
}

func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

func compareDays(a, b dates.Date) int { return sign(float64(a.Sub(b))) }

func arithmetic(op string, left, right Value) Value {
	if day, ok := left.(dates.Date); ok {
		switch r := right.(type) {
		case dates.Date:
			return float64(day.Sub(r))
		case float64:
			if op == "-" {
				r = -r
			}
			if math.Abs(r) > 200*366 {
				return nil
			}
			return day.AddDays(int(r))
		}
		return nil
	}
	l, ok := left.(float64)
	r, also := right.(float64)
	if !ok || !also {
		return nil
	}
	switch op {
	case "+":
		return l + r
	case "-":
		return l - r
	case "*":
		return l * r
	case "mod":
		if r == 0 {
			return nil
		}
		return math.Mod(l, r)
	}
	if r == 0 {
		return nil
	}
	return l / r
}

func (e evaluator) call(n call) Value {
	switch n.function {
	case "today":
		return e.today
	case "if":
		switch e.of(n.with[0]) {
		case Value(true):
			return e.of(n.with[1])
		case Value(false):
			return e.of(n.with[2])
		}
		return nil
	case "first":
		for _, with := range n.with {
			if v := e.of(with); v != nil {
				return v
			}
		}
		return nil
	case "answered":
		return e.of(n.with[0]) != nil
	case "sum", "mean", "min", "max":
		return gather(n.function, e.numbers(n.with))
	}
	first := e.of(n.with[0])
	if first == nil {
		return nil
	}
	switch n.function {
	case "has":
		return has(first, n.with[1].(text).value)
	case "count":
		switch v := first.(type) {
		case []string:
			return float64(len(v))
		case []Value:
			return float64(len(v))
		}
	case "number":
		return asNumber(first)
	case "length":
		if words, ok := first.(string); ok {
			return float64(utf8.RuneCountInString(words))
		}
	case "years":
		if born, ok := first.(dates.Date); ok && !born.After(e.today) {
			return float64(dates.Age(born, e.today))
		}
	case "abs":
		if v, ok := first.(float64); ok {
			return math.Abs(v)
		}
	case "round":
		return e.round(first, n.with)
	}
	return nil
}

func has(of Value, code string) Value {
	switch v := of.(type) {
	case []string:
		return slices.Contains(v, code)
	case string:
		return v == code
	}
	return nil
}

func asNumber(v Value) Value {
	switch v := v.(type) {
	case float64:
		return v
	case string:
		n, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
		if err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) {
			return n
		}
	}
	return nil
}

// round goes away from zero at a half, as people do.
func (e evaluator) round(v Value, with []node) Value {
	x, ok := v.(float64)
	digits := 0.0
	if len(with) > 1 {
		var known bool
		digits, known = e.of(with[1]).(float64)
		ok = ok && known
	}
	if !ok || digits < 0 || digits > 9 {
		return nil
	}
	scale := math.Pow(10, math.Trunc(digits))
	return math.Round(x*scale) / scale
}

// numbers are the values of arguments, lists taken apart; nil when one is
// missing.
func (e evaluator) numbers(with []node) (all []float64) {
	for _, w := range with {
		switch v := e.of(w).(type) {
		case float64:
			all = append(all, v)
		case []Value:
			for _, one := range v {
				n, ok := one.(float64)
				if !ok {
					return nil
				}
				all = append(all, n)
			}
		default:
			return nil
		}
	}
	return all
}

func gather(function string, of []float64) Value {
	if len(of) == 0 {
		return nil
	}
	sum := 0.0
	for _, v := range of {
		sum += v
	}
	switch function {
	case "sum":
		return sum
	case "mean":
		return sum / float64(len(of))
	case "min":
		return slices.Min(of)
	}
	return slices.Max(of)
}
