package main

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// measured is what came of one case.
type measured struct {
	n             int // requests answered
	time          time.Duration
	p50, p95      time.Duration
	cpu           time.Duration // of the server, for each request
	resident      float64       // MB, at the end
	writesACommit float64       // 0 when nothing was written
}

func (m measured) rate() float64 { return float64(m.n) / m.time.Seconds() }

// warmUp is left out of what is counted.
const warmUp = 500 * time.Millisecond

// drive has a number of connections ask one request after another, for the
// time of a case.
func (b bench) drive(s *server, connections int, ask func(*http.Client) error) (measured, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}, Timeout: 30 * time.Second}
	defer client.CloseIdleConnections()
	var counting, over atomic.Bool
	times, errs := make([][]time.Duration, connections), make([]error, connections)
	var all sync.WaitGroup
	for i := range connections {
		all.Go(func() {
			for !over.Load() && errs[i] == nil {
				count, began := counting.Load(), time.Now()
				if errs[i] = ask(client); count && !over.Load() {
					times[i] = append(times[i], time.Since(began))
				}
			}
		})
	}
	time.Sleep(warmUp)
	before, errBefore := s.state()
	began := time.Now()
	counting.Store(true)
	time.Sleep(b.time)
	over.Store(true)
	m := measured{time: time.Since(began)}
	after, errAfter := s.state()
	m.resident = s.resident()
	all.Wait()
	if err := errors.Join(append(errs, errBefore, errAfter)...); err != nil {
		return m, err
	}
	m.sum(slices.Concat(times...), before, after)
	return m, nil
}

func (m *measured) sum(times []time.Duration, before, after state) {
	m.n = len(times)
	if m.n == 0 {
		return
	}
	slices.Sort(times)
	m.p50, m.p95 = times[m.n/2], times[m.n*95/100]
	m.cpu = (after.cpu - before.cpu) / time.Duration(m.n)
	if commits := after.commits - before.commits; commits > 0 {
		m.writesACommit = (after.writes - before.writes) / commits
	}
}

// send does a request and reads the answer to its end.
func send(client *http.Client, r *http.Request, want int) ([]byte, error) {
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != want {
		err = errors.New(r.Method + " " + r.URL.Path + ": " + answer.Status)
	}
	return body, err
}
