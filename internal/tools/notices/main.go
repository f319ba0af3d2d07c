package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
)

// notice is one component and the text of its licence.
type notice struct{ Name, Version, Text string }

func main() {
	log.SetFlags(0)
	log.SetPrefix("notices: ")
	out := flag.String("o", "", "file to write; standard output when empty")
	npm := flag.String("npm", "node_modules", "folder of the npm packages")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./cmd/linkwork"}
	}
	if err := run(*out, *npm, packages); err != nil {
		log.Fatal(err)
	}
}

func run(out, npm string, packages []string) error {
	list, err := goModules(packages)
	if err != nil {
		return err
	}
	design, err := designSystem(npm)
	if err != nil {
		return err
	}
	text := write(append([]notice{goItself(), design}, list...))
	if out == "" {
		fmt.Print(text)
		return nil
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// write lists the components first, then every licence under its component.
func write(list []notice) string {
	var b strings.Builder
	b.WriteString("Linkwork is open source under the Apache License 2.0. It contains the work of others:\n\n")
	for _, n := range list {
		fmt.Fprintf(&b, "  %s %s\n", n.Name, n.Version)
	}
	for _, n := range list {
		fmt.Fprintf(&b, "\n%s\n%s %s\n\n%s\n", strings.Repeat("=", 78), n.Name, n.Version, cmp.Or(strings.TrimSpace(n.Text), "(no text)"))
	}
	return b.String()
}
