package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// row is what is printed of one engine at one size.
type row struct {
	engine   string
	services int
	build    time.Duration // processor time
	bytes    int64         // of the index
	cpu      time.Duration // for one question
	p50, p99 time.Duration
	hits     float64 // for one question, at most 20 of each
}

func (r row) print() {
	fmt.Printf("| %s | %d | %.2f | %.1f | %.0f | %.1f | %.1f | %.1f | %.2f |\n", r.engine, r.services, r.build.Seconds(),
		float64(r.bytes)/1e6, float64(r.bytes)/float64(r.services), us(r.cpu), us(r.p50), us(r.p99), r.hits)
}

func us(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

// ownCPU is the processor time of this process so far.
func ownCPU() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// cpuOf is the processor time of another process so far.
func cpuOf(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// ask asks every question once to warm up, then again and again for at least
// a time, and fills in what it cost.
func (r *row) ask(all []question, atLeast time.Duration, cpu func() time.Duration, search func(i int, q question) (hits int, err error)) error {
	r.hits = 0
	for i, q := range all {
		n, err := search(i, q)
		if err != nil {
			return fmt.Errorf("%v: %w", q, err)
		}
		r.hits += float64(n) / float64(len(all))
	}
	var took []time.Duration
	start, before := time.Now(), cpu()
	for time.Since(start) < atLeast || len(took) == 0 {
		for i, q := range all {
			at := time.Now()
			if _, err := search(i, q); err != nil {
				return err
			}
			took = append(took, time.Since(at))
		}
	}
	r.cpu = (cpu() - before) / time.Duration(len(took))
	slices.Sort(took)
	r.p50, r.p99 = took[len(took)/2], took[len(took)*99/100]
	return nil
}
