package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/tools/fill"
)

// bench is what all cases share.
type bench struct {
	binary, dir string
	postgres    string // URL of an empty database, "" to leave it out
	time        time.Duration
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("load: ")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var b bench
	flag.StringVar(&b.binary, "binary", "bin/linkwork", "what to measure")
	flag.StringVar(&b.postgres, "postgres", "", "empty PostgreSQL database to compare with; left out when empty")
	flag.StringVar(&b.dir, "dir", os.TempDir(), "folder on the disk to measure")
	people := flag.String("people", "20000,200000", "sizes of the areas whose pages are measured; empty for none")
	answers := flag.String("answers", "10000,100000,1000000", "numbers of responses over which a group is reported; empty for none")
	only := flag.String("only", "", "answers or photographs: leave out the rest")
	folder := flag.String("take", "", "take in the photographs in this folder; for the process that is measured")
	seconds := flag.Float64("seconds", 5, "how long each case is measured")
	flag.Parse()
	b.time = time.Duration(*seconds * float64(time.Second))
	var err error
	if *folder != "" {
		err = take(ctx, *folder)
	} else {
		err = b.run(ctx, *people, *answers, *only)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func (b bench) run(ctx context.Context, sizes, answers, only string) error {
	dir, err := os.MkdirTemp(b.dir, "linkwork-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.dir = dir
	if err := b.machine(); err != nil {
		return err
	}
	if only != "answers" {
		if err := b.photographs(ctx); err != nil {
			return err
		}
	}
	if answers != "" && only != "photographs" {
		if err := b.answers(ctx, strings.Split(answers, ",")); err != nil {
			return err
		}
	}
	if only != "" {
		return nil
	}
	if sizes != "" {
		if err := b.pages(ctx, strings.Split(sizes, ",")); err != nil {
			return err
		}
	}
	return b.referrals(ctx)
}

// answers measures scoring, and reports over so many responses.
func (b bench) answers(ctx context.Context, sizes []string) error {
	var numbers []int
	for _, size := range sizes {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			return err
		}
		numbers = append(numbers, n)
	}
	if err := b.scoring(); err != nil {
		return err
	}
	return b.outcomes(ctx, numbers)
}

// machine says on what the numbers were measured.
func (b bench) machine() error {
	rate, err := dbtest.FsyncRateIn(b.dir)
	if err != nil {
		return err
	}
	load, _ := os.ReadFile("/proc/loadavg")
	before, _, _ := strings.Cut(string(load), " ")
	fmt.Printf("%d cores, %s, %s/%s; load before: %s; fsync rate of the disk: %.0f/s\n",
		runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH, cmp.Or(before, "unknown"), rate)
	return nil
}

// filled makes an area of so many people in an empty database. SQLite is
// filled without waiting for the disk; the server that is measured does wait.
func filled(ctx context.Context, url string, people int) (made fill.Made, err error) {
	began := time.Now()
	d, err := db.Open(ctx, url, db.WithoutSync())
	if err != nil {
		return made, err
	}
	defer func() { err = cmp.Or(err, d.Close()) }()
	if err := d.Migrate(ctx); err != nil {
		return made, err
	}
	made, err = fill.Area(ctx, d, people)
	log.Printf("filled %s with %s people in %s", d.Engine(), thousands(people), time.Since(began).Round(100*time.Millisecond))
	return made, err
}

func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
