package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is the binary while it serves.
type server struct {
	url, metrics string
	command      *exec.Cmd
}

// serve starts the binary on a database and waits until it is ready.
func (b bench) serve(ctx context.Context, where ...string) (*server, error) {
	listen, metrics := freeAddress(), freeAddress()
	s := &server{url: "http://" + listen, metrics: "http://" + metrics + "/metrics"}
	s.command = exec.CommandContext(ctx, b.binary, append([]string{"serve", "--listen", listen, "--metrics", metrics}, where...)...)
	log, err := os.CreateTemp(b.dir, "log") // a file, as a service's log is
	if err != nil {
		return nil, err
	}
	defer log.Close()
	s.command.Stderr = log
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			answer.Body.Close()
			return s, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("%s did not become ready; its log is in %s", b.binary, log.Name())
}

func freeAddress() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err) // no loopback: nothing can be measured
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *server) stop() {
	s.command.Process.Signal(syscall.SIGTERM)
	s.command.Wait()
}

// state is what the server has used and done since it started.
type state struct {
	cpu             time.Duration // user and system
	commits, writes float64
}

func (s *server) state() (st state, err error) {
	if st.cpu, err = s.cpu(); err != nil {
		return st, err
	}
	answer, err := http.Get(s.metrics)
	if err != nil {
		return st, err
	}
	defer answer.Body.Close()
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		number, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "linkwork_commits_total":
			st.commits = number
		case "linkwork_writes_total":
			st.writes = number
		}
	}
	return st, nil
}

// tick is the unit in which Linux tells processor time to programs.
const tick = 10 * time.Millisecond

// cpu reads fields 14 and 15 of /proc/PID/stat, counted behind the name, which
// may hold spaces.
func (s *server) cpu() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("processor time can be read on Linux only: %w", err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, nil
}

// resident is the memory of the server now, in megabytes.
func (s *server) resident() float64 { return memory(s.command.Process.Pid, "VmRSS:") }

// memory is a line of what the system says about a process, in megabytes.
func memory(pid int, line string) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := strings.Cut(string(text), line)
	fields := strings.Fields(after + " 0")
	kB, _ := strconv.ParseFloat(fields[0], 64)
	return kB / 1000
}
