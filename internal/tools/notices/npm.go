package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// mit is the licence that nhsuk-frontend names in its package.json. Its npm
// package has no licence file, so the text stands here with its copyright line.
const mit = `The MIT License (MIT)

Copyright (c) 2019 NHS England

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`

// designSystem is the notice of the one npm package whose files are in the
// binary: styles, script and icons. Others are only tools of the build.
func designSystem(npm string) (notice, error) {
	b, err := os.ReadFile(filepath.Join(npm, "nhsuk-frontend", "package.json"))
	if err != nil {
		return notice{}, fmt.Errorf("%w (run: npm ci)", err)
	}
	var p struct{ Name, Version, License string }
	if err := json.Unmarshal(b, &p); err != nil {
		return notice{}, err
	}
	if p.License != "MIT" {
		return notice{}, fmt.Errorf("%s is now under %q: change its notice", p.Name, p.License)
	}
	return notice{Name: p.Name, Version: p.Version, Text: mit}, nil
}
