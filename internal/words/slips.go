package words

// Slips counts the letters to add, drop, change or swap with a neighbour to
// turn a into b. When there are more than allowed it gives up and returns
// allowed+1. It counts the same both ways.
func Slips(a, b string, allowed int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > allowed || len(y)-len(x) > allowed {
		return allowed + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			row[j] = step(x, y, i, j, before, last, row)
			least = min(least, row[j])
		}
		if least > allowed {
			return allowed + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], allowed+1)
}

// step is the least number of slips between the first i letters of x and the
// first j of y.
func step(x, y []rune, i, j int, before, last, row []int) int {
	if x[i-1] == y[j-1] {
		return last[j-1]
	}
	least := 1 + min(last[j], row[j-1], last[j-1])
	if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
		least = min(least, 1+before[j-2])
	}
	return least
}
