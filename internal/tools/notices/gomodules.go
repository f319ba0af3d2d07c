package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// module is what `go list` says about a package's module.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([.-].*)?$`)

// goModules returns the notices of the modules that the packages link.
func goModules(packages []string) ([]notice, error) {
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, packages...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	modules, err := distinct(out)
	if err != nil {
		return nil, err
	}
	var list []notice
	for _, m := range modules {
		text, err := licenceTexts(m.Dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Path, err)
		}
		list = append(list, notice{Name: m.Path, Version: m.Version, Text: text})
	}
	return list, nil
}

// distinct reads the stream of `go list`: one module for each, by path.
func distinct(stream []byte) ([]module, error) {
	seen := map[string]module{}
	dec := json.NewDecoder(bytes.NewReader(stream))
	for {
		var p struct{ Module *module }
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if m := p.Module; m != nil && !m.Main {
			if m.Replace != nil {
				m.Dir = m.Replace.Dir
			}
			seen[m.Path] = *m
		}
	}
	var list []module
	for _, m := range seen {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return list, nil
}

// licenceTexts joins the licence, notice and patent files at the root of a
// module.
func licenceTexts(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var texts []string
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return "", err
		}
		texts = append(texts, strings.TrimSpace(string(b)))
	}
	if len(texts) == 0 {
		return "", errors.New("no licence file")
	}
	return strings.Join(texts, "\n\n"), nil
}

// goItself is the run-time and the standard library, which every binary holds.
func goItself() notice {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	text := ""
	if err == nil {
		text, err = licenceTexts(strings.TrimSpace(string(out)))
	}
	if err != nil {
		text = "Go is under a BSD-style licence, see https://go.dev/LICENSE"
	}
	return notice{Name: "Go", Version: runtime.Version(), Text: text}
}
