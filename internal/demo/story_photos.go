package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
)

// photographs is a study whose participants take photographs before an interview.
type photographs struct {
	StudyID      string
	Lead         access.Actor // begins, and publishes the gallery
	Field        access.Actor // meets the participants
	Participants []string     // who consent to photographs
	AskedOn      dates.Date   // the first of them; more than the time for which originals are kept ago, so that none is left
}

// takePhotographs tells of the photographs of a study: a prompt each, some missing with
// their reason, each O, I or R as its taker released it. What is released for the web
// hangs in the gallery.
func (b *builder) takePhotographs(p photographs) error {
	keys, err := files.ReadKeys(files.NewKey()) // the originals end before the story does
	if err != nil {
		return err
	}
	store := files.New(b.db, keys)
	b.clock.Set(p.AskedOn.At(9, 0))
	if err := photos.Begin(b.ctx, b.db, p.Lead, none, p.StudyID); err != nil {
		return err
	}
	var plan photos.Plan
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { plan, err = photos.ThePlan(r, p.StudyID); return }); err != nil {
		return err
	}
	for i, participant := range p.Participants {
		b.clock.Set(p.AskedOn.AddDays(i).At(9, 30))
		set, _, err := photos.Prepare(b.ctx, b.db, p.Field, none, p.StudyID, participant, photos.Ways{})
		if err != nil {
			return err
		}
		for n, prompt := range plan.Prompts {
			if !prompt.Asks(studies.LinkWorker) {
				continue
			}
			b.clock.Set(p.AskedOn.AddDays(i+2).At(12, 10*n))
			if err := p.answer(b, store, set, prompt.ID, i, n); err != nil {
				return err
			}
		}
		b.clock.Set(p.AskedOn.AddDays(i+7).At(16, 0))
		if err := photos.Close(b.ctx, b.db, p.Field, none, p.StudyID, set); err != nil {
			return err
		}
	}
	b.clock.Set(p.AskedOn.AddDays(len(p.Participants)+21).At(10, 0))
	return p.hang(b)
}

// fate is what became of the photograph of one participant for one prompt.
type fate int

const (
	shown    fate = iota // as it is, everywhere
	covered              // only as an image in which something is covered
	redrawn              // only as an image that was drawn after it
	inWords              // only in words
	ours                 // for the researchers only
	untold               // nobody asked yet where it may be shown
	missing              // there is none
	replaced             // there is none, and words stand in its place
)

var fates = []fate{shown, covered, shown, redrawn, shown, inWords, shown, missing, ours, shown, covered, shown, replaced, redrawn, shown, missing, shown, inWords, untold, shown}

// answer is what one participant sends for one prompt, and what becomes of it.
func (p photographs) answer(b *builder, store *files.Store, setID, promptID string, i, n int) error {
	fate := fates[(i*3+n*7)%len(fates)]
	scene := scenes[n%len(scenes)][i%len(scenes[0])]
	if fate == missing || fate == replaced {
		reasons := []photos.Missing{photos.NothingFits, photos.NotPossible, photos.NotInTime}
		id, err := photos.NoteMissing(b.ctx, b.db, p.Field, none, p.StudyID, setID, promptID, reasons[i%len(reasons)], "")
		if err != nil || fate == missing {
			return err
		}
		if _, err := photos.PutWords(b.ctx, b.db, p.Field, none, p.StudyID, id, "", scene.words, "There is no photograph; it was told at the interview"); err != nil {
			return err
		}
		return p.release(b, id, photos.Changed)
	}
	said := photos.Said{PromptID: promptID, Shows: scene.said, People: photos.Nobody, Workplace: photos.Allowed, WorkplaceWords: "the manager there"}
	id, err := photos.Bring(b.ctx, b.db, store, p.Field, none, p.StudyID, setID, said, photos.Sent{Name: "photo.jpg", Body: scene.photograph(i, false)})
	if err != nil {
		return err
	}
	own, err := p.own(b, id)
	if err != nil {
		return err
	}
	risks := map[photos.Risk]photos.Found{}
	if fate == covered || fate == redrawn || fate == inWords {
		risks[scene.risk] = photos.ToCover
	}
	if err := p.look(b, id, own, scene.alt, risks); err != nil {
		return err
	}
	return p.fulfil(b, id, own, fate, scene, i)
}

// fulfil makes what a photograph's fate needs and releases it.
func (p photographs) fulfil(b *builder, id, own string, fate fate, s scene, i int) (err error) {
	item := ""
	switch fate {
	case shown:
		return p.release(b, id, photos.AsItIs)
	case ours:
		return photos.NoteWhere(b.ctx, b.db, p.Field, none, p.StudyID, id, photos.Terms{Forms: map[photos.Use]photos.Form{photos.Analysis: photos.AsItIs, photos.Team: photos.Nowhere}, Credit: photos.NoCredit, How: "At the interview"})
	case untold:
		return nil
	case inWords:
		_, err = photos.PutWords(b.ctx, b.db, p.Field, none, p.StudyID, id, own, s.words, "The place would be known")
	case covered:
		item, err = photos.Cover(b.ctx, b.db, p.Field, none, p.StudyID, id, own, []pictures.Region{s.area}, "It shows "+string(s.risk))
	case redrawn:
		item, err = photos.Redraw(b.ctx, b.db, p.Field, none, p.StudyID, id, own, "Drawn, so that nobody knows whose it is", s.photograph(i, true))
	}
	if err == nil && item != "" {
		err = p.look(b, id, item, s.alt, nil)
	}
	if err != nil {
		return err
	}
	return p.release(b, id, photos.Changed)
}

// look describes a picture and notes which risks were found.
func (p photographs) look(b *builder, id, item, alt string, risks map[photos.Risk]photos.Found) error {
	if err := photos.SetAlt(b.ctx, b.db, p.Field, none, p.StudyID, id, item, alt); err != nil {
		return err
	}
	found := make(map[photos.Risk]photos.Found)
	for _, x := range photos.Risks {
		if found[x] = risks[x]; found[x] == "" {
			found[x] = photos.Absent
		}
	}
	return photos.Check(b.ctx, b.db, p.Field, none, p.StudyID, id, item, found)
}

// release lets a photograph be shown everywhere but in the press.
func (p photographs) release(b *builder, id string, form photos.Form) error {
	terms := photos.Terms{Forms: make(map[photos.Use]photos.Form), Licence: true, Credit: photos.NoCredit, How: "At the interview"}
	for _, u := range photos.Uses {
		terms.Forms[u] = form
	}
	terms.Forms[photos.Press] = photos.Nowhere
	return photos.NoteWhere(b.ctx, b.db, p.Field, none, p.StudyID, id, terms)
}

// own is the photograph itself among its items.
func (p photographs) own(b *builder, id string) (itemID string, err error) {
	err = b.db.Read(b.ctx, func(r *db.Snapshot) error {
		s, err := studies.Enter(r, p.Field, p.StudyID, studies.Meet)
		if err != nil {
			return err
		}
		x, err := photos.Get(r, s, id)
		item, _ := x.Own()
		itemID = item.ID
		return err
	})
	return itemID, err
}

// hang publishes what may be shown on the web.
func (p photographs) hang(b *builder) error {
	chosen := make(map[string]string)
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		s, err := studies.Enter(r, p.Lead, p.StudyID, studies.Read)
		if err != nil {
			return err
		}
		all, err := photos.List(r, s)
		for _, x := range all {
			if shown, no := x.Show(photos.Web, dates.Of(r.Now())); no == nil {
				chosen[x.ID] = shown.ItemID
			}
		}
		return err
	}); err != nil {
		return err
	}
	return photos.Hang(b.ctx, b.db, p.Lead, once.Key{}, p.StudyID, chosen)
}

// scene is what somebody photographed: drawn of simple shapes.
type scene struct {
	said  string // by whoever took it
	alt   string
	words string // in its place
	risk  photos.Risk
	area  pictures.Region // that shows the risk
	draw  func(s *sketch)
}

// photograph is the scene in light that differs from one to the next, or as somebody
// would draw it.
func (s scene) photograph(light int, drawn bool) []byte {
	x := sketch{RGBA: image.NewRGBA(image.Rect(0, 0, 640, 480)), light: light, drawn: drawn}
	s.draw(&x)
	var b bytes.Buffer
	jpeg.Encode(&b, x.RGBA, nil) // into memory: it cannot fail
	return b.Bytes()
}

// sketch is a picture on the way, measured in 64 by 48.
type sketch struct {
	*image.RGBA
	light int
	drawn bool // in pale colours with an outline
}

func (s *sketch) colour(c color.RGBA) color.RGBA {
	shift := func(v uint8) uint8 { return uint8(max(0, min(255, int(v)+(s.light*17)%41-20))) }
	if s.drawn {
		pale := func(v uint8) uint8 { return 160 + v/3 }
		return color.RGBA{pale(c.R), pale(c.G), pale(c.B), 255}
	}
	return color.RGBA{shift(c.R), shift(c.G), shift(c.B), 255}
}

func (s *sketch) box(x, y, w, h int, c color.RGBA) {
	area := image.Rect(x*10, y*10, (x+w)*10, (y+h)*10)
	if s.drawn {
		draw.Draw(s, area, image.NewUniform(ink), image.Point{}, draw.Src)
		area = area.Inset(2)
	}
	draw.Draw(s, area, image.NewUniform(s.colour(c)), image.Point{}, draw.Src)
}

// round is an ellipse around a middle.
func (s *sketch) round(x, y, rx, ry int, c color.RGBA) {
	fill := s.colour(c)
	for py := (y - ry) * 10; py < (y+ry)*10; py++ {
		for px := (x - rx) * 10; px < (x+rx)*10; px++ {
			dx, dy := float64(px-x*10)/float64(rx*10), float64(py-y*10)/float64(ry*10)
			switch d := dx*dx + dy*dy; {
			case s.drawn && d <= 1 && d > 0.9:
				s.SetRGBA(px, py, ink)
			case d <= 1:
				s.SetRGBA(px, py, fill)
			}
		}
	}
}

// path narrows from the foreground to the horizon.
func (s *sketch) path(horizon int, c color.RGBA) {
	fill := s.colour(c)
	for py := horizon * 10; py < 480; py++ {
		half := 12 + (py-horizon*10)/2
		for px := 320 - half; px < 320+half; px++ {
			s.SetRGBA(px, py, fill)
		}
	}
}

var (
	ink   = color.RGBA{40, 40, 40, 255}
	wall  = color.RGBA{205, 214, 208, 255}
	wood  = color.RGBA{139, 98, 60, 255}
	dark  = color.RGBA{52, 60, 66, 255}
	white = color.RGBA{242, 240, 234, 255}
	sky   = color.RGBA{158, 196, 222, 255}
	green = color.RGBA{92, 140, 84, 255}
	red   = color.RGBA{178, 68, 58, 255}
	blue  = color.RGBA{66, 104, 148, 255}
	amber = color.RGBA{222, 170, 76, 255}
	sand  = color.RGBA{206, 184, 144, 255}
)

func (s *sketch) room(w color.RGBA) {
	s.box(0, 0, 64, 34, w)
	s.box(0, 34, 64, 14, wood)
}

func (s *sketch) outside() {
	s.box(0, 0, 64, 24, sky)
	s.box(0, 24, 64, 24, green)
}

// scenes are those of the three prompts: a typical part of the day, what gives
// confidence, the unexpected.
var scenes = [3][4]scene{
	{
		{"My desk, with too many tabs open", "A desk with a screen, a phone and a cup", "A desk at the end of the day: a screen with a list of people to ring back, a phone, a cold cup of tea.", photos.Screens, pictures.Region{X: 0.25, Y: 0.18, Width: 0.42, Height: 0.36}, func(s *sketch) {
			s.room(wall)
			s.box(16, 8, 28, 20, dark)
			s.box(18, 10, 24, 16, sky)
			s.box(28, 28, 4, 6, dark)
			s.box(48, 30, 5, 8, dark)
			s.round(8, 36, 4, 3, white)
		}},
		{"The way between two visits", "A path through green hills", "A path between two villages, walked because the bus goes twice a day.", photos.Streets, pictures.Region{X: 0.72, Y: 0.3, Width: 0.2, Height: 0.2}, func(s *sketch) {
			s.outside()
			s.round(14, 25, 14, 7, green)
			s.path(24, sand)
			s.box(50, 22, 2, 20, wood)
			s.box(46, 15, 12, 7, white)
		}},
		{"Waiting for the bus again", "A bus stop by a road", "A bus stop in the rain. Half of the day is spent getting to people.", photos.Streets, pictures.Region{X: 0.4, Y: 0.15, Width: 0.2, Height: 0.2}, func(s *sketch) {
			s.box(0, 0, 64, 30, sky)
			s.box(0, 30, 64, 18, dark)
			s.box(8, 14, 22, 18, blue)
			s.box(34, 10, 2, 26, white)
			s.round(35, 12, 5, 5, red)
		}},
		{"The room where I see people", "Two chairs and a small table by a window", "A small room with two chairs of the same height, so that nobody looks down on anybody.", photos.Paperwork, pictures.Region{X: 0.4, Y: 0.6, Width: 0.2, Height: 0.2}, func(s *sketch) {
			s.room(white)
			s.box(24, 6, 16, 16, sky)
			s.box(6, 24, 12, 16, blue)
			s.box(46, 24, 12, 16, blue)
			s.round(32, 36, 8, 3, amber)
		}},
	},
	{
		{"A card that somebody gave me", "A card with a heart on a shelf", "A card that says that the walking group changed a whole year.", photos.Paperwork, pictures.Region{X: 0.35, Y: 0.4, Width: 0.3, Height: 0.3}, func(s *sketch) {
			s.room(amber)
			s.box(22, 14, 20, 22, white)
			s.round(29, 24, 4, 4, red)
			s.round(35, 24, 4, 4, red)
		}},
		{"Tea with the others on Thursdays", "Three cups on a round table", "Three cups on a table: the hour in which one can say what went wrong.", photos.Reflections, pictures.Region{X: 0.1, Y: 0.05, Width: 0.8, Height: 0.25}, func(s *sketch) {
			s.room(wall)
			s.round(32, 32, 26, 12, wood)
			s.round(20, 30, 5, 4, white)
			s.round(33, 27, 5, 4, red)
			s.round(44, 32, 5, 4, blue)
		}},
		{"My plant. It lives", "A plant in a pot by a window", "A plant that was a cutting when the job began.", photos.Streets, pictures.Region{X: 0.6, Y: 0.1, Width: 0.3, Height: 0.4}, func(s *sketch) {
			s.room(white)
			s.box(38, 4, 20, 22, sky)
			s.round(18, 18, 8, 10, green)
			s.box(12, 28, 12, 10, red)
		}},
		{"My notebook of what people like", "An open notebook and a pen", "A notebook in which each page begins with what somebody likes.", photos.Paperwork, pictures.Region{X: 0.2, Y: 0.25, Width: 0.6, Height: 0.45}, func(s *sketch) {
			s.box(0, 0, 64, 48, wood)
			s.box(12, 10, 20, 26, white)
			s.box(32, 10, 20, 26, white)
			s.box(50, 12, 2, 24, blue)
		}},
	},
	{
		{"Boxes of food in my boot", "Boxes stacked in the back of a car", "Food in the back of a car, because it was Friday and the shelf was empty.", photos.Plates, pictures.Region{X: 0.35, Y: 0.75, Width: 0.3, Height: 0.15}, func(s *sketch) {
			s.outside()
			s.box(8, 10, 48, 34, blue)
			s.box(14, 16, 14, 12, amber)
			s.box(30, 18, 12, 10, sand)
			s.box(44, 14, 8, 14, amber)
			s.box(24, 37, 16, 5, white)
		}},
		{"I mended a bicycle", "A bicycle against a wall", "A bicycle that stood in a hall for two years and now goes to the allotment.", photos.Streets, pictures.Region{X: 0.05, Y: 0.05, Width: 0.25, Height: 0.2}, func(s *sketch) {
			s.room(sand)
			s.round(18, 32, 9, 9, dark)
			s.round(18, 32, 7, 7, sand)
			s.round(46, 32, 9, 9, dark)
			s.round(46, 32, 7, 7, sand)
			s.box(20, 22, 24, 2, red)
			s.box(42, 16, 2, 10, red)
		}},
		{"Painting the community room", "A pot of paint and a half-painted wall", "A wall, half yellow: nobody’s job, so it was ours.", photos.Faces, pictures.Region{X: 0.7, Y: 0.1, Width: 0.2, Height: 0.3}, func(s *sketch) {
			s.room(wall)
			s.box(0, 0, 34, 34, amber)
			s.box(40, 28, 12, 12, dark)
			s.round(46, 28, 6, 2, amber)
		}},
		{"Reading letters from the council with people", "A pile of letters on a table", "A pile of brown letters that somebody was afraid to open alone.", photos.Paperwork, pictures.Region{X: 0.2, Y: 0.3, Width: 0.6, Height: 0.4}, func(s *sketch) {
			s.room(wall)
			s.box(14, 20, 36, 18, sand)
			s.box(18, 16, 30, 16, white)
			s.box(22, 20, 18, 2, dark)
			s.box(22, 24, 12, 2, dark)
		}},
	},
}
