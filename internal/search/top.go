package search

import "slices"

// top keeps the best candidates: a heap with the worst of them on top.
type top struct {
	room int
	heap []candidate
}

func (t *top) offer(c candidate) {
	if len(t.heap) < t.room {
		t.heap = append(t.heap, c)
		for i := len(t.heap) - 1; i > 0 && compareCandidates(t.heap[i], t.heap[(i-1)/2]) > 0; i = (i - 1) / 2 {
			t.heap[i], t.heap[(i-1)/2] = t.heap[(i-1)/2], t.heap[i]
		}
		return
	}
	if t.room == 0 || compareCandidates(c, t.heap[0]) >= 0 {
		return
	}
	t.heap[0] = c
	for i := 0; ; {
		worst := 2*i + 1
		if worst >= len(t.heap) {
			return
		}
		if worst+1 < len(t.heap) && compareCandidates(t.heap[worst+1], t.heap[worst]) > 0 {
			worst++
		}
		if compareCandidates(t.heap[worst], t.heap[i]) <= 0 {
			return
		}
		t.heap[i], t.heap[worst] = t.heap[worst], t.heap[i]
		i = worst
	}
}

func (t *top) ranked() []candidate {
	slices.SortFunc(t.heap, compareCandidates)
	return t.heap
}
