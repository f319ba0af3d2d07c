package form

import "strconv"

// Unasked are the paths of answers to questions that are not asked, because of
// what else was answered. Finish leaves them out.
func (g *Filling) Unasked() (paths []string) {
	shown := make(map[string]bool)
	for _, s := range g.shown {
		shown[s.Path] = true
	}
	note := func(i Item, a Answer, path string) {
		if i.Kind.Asks() && a.Given() && !shown[path] {
			paths = append(paths, path)
		}
	}
	each(g.Form.Items, func(i Item) bool {
		if i.Kind != Repeat {
			note(i, g.Answers[i.Name], i.Name)
			return true
		}
		for n, row := range g.Answers[i.Name].Rows {
			each(i.Items, func(in Item) bool {
				note(in, row[in.Name], i.Name+"."+strconv.Itoa(n)+"."+in.Name)
				return true
			})
		}
		return true
	})
	return paths
}

// WithoutPhotographs leaves out what answers questions for a photograph, and says
// where there was something. One that is required is not missed for it.
func (g *Filling) WithoutPhotographs() (without *Filling, paths []string) {
	without = g
	for _, s := range g.shown {
		sent := g.Answer(s).Text != ""
		if s.Item.Kind != Photo || !sent && (!s.Item.Required || g.Answer(s).Given()) {
			continue
		}
		if without = without.Leave(s.Path, NotAsked); sent {
			paths = append(paths, s.Path)
		}
	}
	return without, paths
}
