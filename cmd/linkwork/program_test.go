package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
)

// program is the binary as people run it: on a folder with an SQLite database, or on
// PostgreSQL.
type program struct {
	testing.TB
	binary, folder string
	database       string // its URL; "" for SQLite in the folder
	listen, url    string
	more           []string // flags beside those that every program has
	running        *exec.Cmd
	said           *bytes.Buffer
}

const (
	senderToken   = "token-of-a-practice-system-%d"
	staffPassword = "a lantern over grey harbours"
	staffEmail    = "amina@linkwork.example"
)

// newProgram builds the binary and prepares a folder with an area, a team, one
// practice with a token for each sender, and a link worker.
func newProgram(t testing.TB, senders int) *program { return newProgramOn(t, "", senders) }

// newProgramOn is newProgram on the database of a URL; "" for SQLite in its folder.
func newProgramOn(t testing.TB, database string, senders int) *program {
	t.Helper()
	p := &program{TB: t, binary: filepath.Join(t.TempDir(), "linkwork"), folder: t.TempDir(), database: database}
	if out, err := exec.Command("go", "build", "-o", p.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.listen = l.Addr().String()
	p.url = "http://" + p.listen
	l.Close()
	d := p.open()
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.furnish(d, senders)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

// open opens the program's database beside it, or while it does not run.
func (p *program) open(options ...db.Option) *db.DB {
	p.Helper()
	c := config{Data: p.folder, Database: p.database}
	address, err := c.url()
	if err != nil {
		p.Fatal(err)
	}
	d, err := db.Open(p.Context(), address, options...)
	if err != nil {
		p.Fatal(err)
	}
	return d
}

func (p *program) furnish(d *db.DB, senders int) {
	p.Helper()
	var worker string
	err := d.Write(p.Context(), func(tx *db.Tx) error {
		area := teams.Area{Name: "Saltmere", JobTitle: "link worker", Phone: "01632 960 100", Hours: "weekdays", MailFrom: "hello@linkwork.example",
			Crisis: []teams.CrisisNumber{{Label: "Emergency services", Phone: "999", Hours: "any time"}}}
		if err := teams.SetArea(tx, area); err != nil {
			return err
		}
		team, err := teams.AddTeam(tx, teams.Team{Name: "Harbour network", Phone: "01632 960 110", Outcodes: []string{"QY1"}})
		if err != nil {
			return err
		}
		for i := range senders {
			practice, err := teams.AddPractice(tx, teams.Practice{TeamID: team, Name: fmt.Sprint("Surgery ", i), ODSCode: fmt.Sprint("QY10", i), Email: fmt.Sprintf("desk%d@surgery.example", i)})
			if err != nil {
				return err
			}
			if _, err := identity.SetToken(tx, audit.System, practice, "clinical system", fmt.Sprintf(senderToken, i)); err != nil {
				return err
			}
		}
		account, err := identity.Create(tx, audit.System, "Amina Yusuf", staffEmail)
		worker = account.ID
		if err != nil {
			return err
		}
		return access.Join(tx, account.ID, access.Membership{Role: access.LinkWorker, TeamID: team})
	})
	if err != nil {
		p.Fatal(err)
	}
	who, err := identity.New(d, p.url)
	if err != nil {
		p.Fatal(err)
	}
	if err := who.SetPassword(p.Context(), audit.System, worker, staffPassword); err != nil {
		p.Fatal(err)
	}
}

// start serves its database.
func (p *program) start() {
	p.Helper()
	if p.database != "" {
		p.serve("--database", p.database)
		return
	}
	p.serve("--data", p.folder)
}

// serve serves a place until the test ends or it is killed, and waits until it
// is ready.
func (p *program) serve(flag, place string) {
	p.Helper()
	p.said = new(bytes.Buffer)
	p.running = exec.Command(p.binary, append([]string{"serve", flag, place, "--listen", p.listen}, p.more...)...)
	p.running.Stdout, p.running.Stderr = io.Discard, p.said
	if err := p.running.Start(); err != nil {
		p.Fatal(err)
	}
	running := p.running
	p.Cleanup(func() { running.Process.Kill() })
	for range 400 {
		if got, err := http.Get(p.url + "/readyz"); err == nil {
			got.Body.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.Fatalf("not ready: %s", p.said)
}

// end ends the process with a signal and waits for it.
func (p *program) end(signal os.Signal) {
	p.Helper()
	if err := p.running.Process.Signal(signal); err != nil {
		p.Fatal(err)
	}
	if err := p.running.Wait(); signal == syscall.SIGTERM && err != nil {
		p.Fatalf("stopping: %v\n%s", err, p.said)
	}
}

// command runs another command of the binary to its end.
func (p *program) command(args ...string) string {
	p.Helper()
	out, err := exec.Command(p.binary, args...).CombinedOutput()
	if err != nil {
		p.Fatalf("linkwork %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// send posts a request with the sender's own number for it and reports whether
// it was acknowledged; anything but an acknowledgement or silence is a fault.
func (p *program) send(ctx context.Context, sender, number int) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/fhir/R4", strings.NewReader(request(sender, number)))
	if err != nil {
		p.Error(err)
		return false
	}
	r.Header.Set("Content-Type", "application/fhir+json")
	r.Header.Set("Authorization", "Bearer "+fmt.Sprintf(senderToken, sender))
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode == http.StatusServiceUnavailable {
		return false
	}
	if got.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("201 Created")) {
		p.Errorf("sender %d, number %d: %d %.200s", sender, number, got.StatusCode, body)
	}
	return true
}

// request is a referral as a practice's system sends it.
func request(sender, number int) string {
	return fmt.Sprintf(`{"resourceType":"Bundle","type":"transaction","entry":[
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient",
		"name":[{"family":"Okafor","given":["Ruth %[2]d"]}],"birthDate":"1951-04-07","telecom":[{"system":"phone","value":"07700 900123"}]}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","request":{"method":"POST","url":"ServiceRequest"},"resource":{"resourceType":"ServiceRequest",
		"identifier":[{"system":"https://surgery.example/requests","value":"%[1]d-%[2]d"}],"status":"active","intent":"order",
		"code":{"coding":[{"system":"http://snomed.info/sct","code":"871731000000106"}]},"subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},
		"requester":{"display":"Dr Sara Lindqvist"},"reasonCode":[{"text":"Would like company"}]}},
	{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000003","request":{"method":"POST","url":"Task"},"resource":{"resourceType":"Task","status":"requested","intent":"order",
		"identifier":[{"system":"https://surgery.example/tasks","value":"%[1]d-%[2]d"}],
		"focus":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000002"},"for":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"}}},
	{"request":{"method":"POST","url":"Consent"},"resource":{"resourceType":"Consent","status":"active","scope":{"text":"referral"},"category":[{"text":"referral"}],
		"patient":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},"dateTime":"2026-11-20","policyRule":{"text":"opt in"}}}]}`, sender, number)
}
