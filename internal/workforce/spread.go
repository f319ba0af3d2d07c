package workforce

import "linkwork/internal/casework"

// Spread proposes to whom each of some people goes: one after the other to the
// worker who then has the most free places of the agreed size, the first of
// them where several have as many. Nobody is proposed where there are no
// workers.
func Spread(workers []casework.Worker, agreed int, personIDs []string) map[string]string {
	to := make(map[string]string, len(personIDs))
	given := make([]int, len(workers))
	free := func(i int) int { return agreed - workers[i].Open - given[i] }
	for _, id := range personIDs {
		best := -1
		for i := range workers {
			if best < 0 || free(i) > free(best) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		given[best]++
		to[id] = workers[best].ID
	}
	return to
}
