package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"text/tabwriter"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/stats"
	"linkwork/internal/tools/fill"
)

// work is what one operation took of this process.
type work struct{ time, cpu time.Duration }

// timed is the work of an act, the least of three times: what else the machine
// does only adds to it.
func timed(act func() error) (best work, err error) {
	for i := range 3 {
		before, began := spent(), time.Now()
		if err := act(); err != nil {
			return best, err
		}
		if w := (work{time.Since(began), spent() - before}); i == 0 || w.cpu < best.cpu {
			best = w
		}
	}
	return best, nil
}

// spent is the processor time of this process, user and system.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// scoring measures answers to ten instruments scored and summarised.
func (b bench) scoring() error {
	const responses, wanted = 100_000, 10
	var packs []instruments.Pack
	for _, p := range instruments.All() {
		if len(p.Questions) > 0 && len(packs) < wanted {
			packs = append(packs, p)
		}
	}
	random := rand.New(rand.NewPCG(1, 1))
	answers := make([]form.Answers, responses)
	for i := range answers {
		answers[i] = someAnswers(packs[i%wanted], random)
	}
	w, err := timed(func() error {
		scores := make([][]float64, wanted)
		for i, a := range answers {
			p := packs[i%wanted]
			for _, s := range p.Scores(a) {
				if s.Known && s.Scale == p.Main().ID {
					scores[i%wanted] = append(scores[i%wanted], s.Value)
				}
			}
		}
		for _, values := range scores {
			half := len(values) / 2
			if _, err := stats.PairedT(values[:half], values[half:2*half], measures.Level); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Printf("\n%s responses of %d instruments scored and summarised: %.2f s, CPU %.2f s, %.2f µs a response\n",
		thousands(responses), wanted, w.time.Seconds(), w.cpu.Seconds(), float64(w.cpu.Microseconds())/responses)
	return nil
}

func someAnswers(p instruments.Pack, random *rand.Rand) form.Answers {
	answers := make(form.Answers)
	for _, q := range p.Questions {
		if options := p.Answers[q.Answers]; len(options) > 0 {
			answers[q.Name] = form.Answer{Text: options[random.IntN(len(options))].Code}
		} else {
			answers[q.Name] = form.Answer{Text: strconv.Itoa(int(q.From) + random.IntN(int(q.To-q.From)+1))}
		}
	}
	return answers
}

// outcomes measures the report of a team's group, all of whose answers are in
// the period, as their number grows.
func (b bench) outcomes(ctx context.Context, sizes []int) error {
	pack, _ := instruments.Find("gad7")
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\ngroup report\tresponses\tpeople\ts\tCPU s\tCPU to first\t")
	first := make(map[string]work)
	for _, n := range sizes {
		file := filepath.Join(b.dir, fmt.Sprintf("answers-%d.db", n))
		d, by, err := answered(ctx, "sqlite:"+file, n)
		if err != nil {
			return err
		}
		for _, k := range []struct {
			name   string
			months int
		}{{"first and latest", 0}, {"at 6 months", 6}} {
			people := 0
			w, err := timed(func() error {
				return d.Read(ctx, func(r *db.Snapshot) error {
					today := dates.Of(r.Now())
					g, err := measures.GroupOf(r, by, measures.Inquiry{Pack: pack, Scale: pack.Main(), From: today.AddMonths(-60), To: today, Months: k.months})
					people = len(g.People)
					if result := g.Result(); err == nil && result.Change == nil {
						err = fmt.Errorf("no change of %d people: %s", people, result.Why["change"])
					}
					return err
				})
			})
			if err != nil {
				return err
			}
			if _, ok := first[k.name]; !ok {
				first[k.name] = w
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%.3f\t%.3f\t%.1f\t\n", k.name, thousands(n), thousands(people), w.time.Seconds(), w.cpu.Seconds(), float64(w.cpu)/float64(first[k.name].cpu))
		}
		if err := d.Close(); err != nil {
			return err
		}
		os.Remove(file)
	}
	return table.Flush()
}

func answered(ctx context.Context, url string, responses int) (d *db.DB, by access.Actor, err error) {
	began := time.Now()
	made, err := filled(ctx, url, 0)
	if err != nil {
		return nil, by, err
	}
	if d, err = db.Open(ctx, url, db.WithoutSync()); err != nil {
		return nil, by, err
	}
	by, err = fill.Answered(ctx, d, made, responses)
	log.Printf("filled %s responses in %s", thousands(responses), time.Since(began).Round(100*time.Millisecond))
	return d, by, err
}
