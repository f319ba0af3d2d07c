package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	engine := flag.String("engine", "ours", "ours, fts5, postgres or bleve")
	services := flag.Int("services", 100_000, "how many services")
	dir := flag.String("dir", os.TempDir(), "where engines may write")
	postgres := flag.String("postgres", "", "URL of a PostgreSQL with PostGIS")
	seconds := flag.Float64("seconds", 3, "how long to ask, at least")
	flag.Parse()
	asked := questions(500)
	atLeast := time.Duration(*seconds * float64(time.Second))
	var err error
	switch *engine {
	case "ours":
		err = ours(*services, asked, atLeast)
	case "fts5":
		err = fts5(*services, asked, atLeast, *dir)
	case "postgres":
		err = postgresql(*services, asked, atLeast, *postgres)
	case "bleve":
		err = bleveIndex(*services, asked, atLeast, *dir)
	default:
		err = fmt.Errorf("no engine %q", *engine)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, *engine+":", err)
		os.Exit(1)
	}
}
