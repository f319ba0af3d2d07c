package search

import (
	"math"
	"time"

	"linkwork/internal/dates"
)

const noAge = math.MaxUint8

// record is a document without its words, as a segment stores it.
type record struct {
	id, name         string
	cell             uint32
	points           []spot
	cells            []uint32 // of the points after the first
	open, unsure     Times
	yes, no          uint8 // a bit for each question
	needs            uint32
	youngest, oldest uint8
	room             Answer
	roomUntil        uint32
	assured          uint16
}

func recordOf(d *Doc) record {
	r := record{
		id: d.ID, name: d.name(), cell: nowhere, youngest: ageOf(d.MinimumAge), oldest: ageOf(d.MaximumAge),
		room: d.Room, roomUntil: secondsOf(d.RoomUntil), assured: dayOf(d.Assured),
	}
	for i, p := range d.Points {
		if i == 0 {
			r.cell = cellOf(p)
		} else {
			r.cells = append(r.cells, cellOf(p))
		}
		r.points = append(r.points, spotOf(p))
	}
	for _, o := range d.Openings {
		open, unsure := o.times()
		r.open, r.unsure = r.open|open, r.unsure|unsure
	}
	for q, answer := range d.Answers {
		switch answer {
		case Yes:
			r.yes |= 1 << q
		case No:
			r.no |= 1 << q
		}
	}
	for _, need := range d.Needs {
		if at, ok := needPlace[need.Code]; ok {
			r.needs |= 1 << at
		}
	}
	return r
}

func ageOf(years *int) uint8 {
	if years == nil {
		return noAge
	}
	return uint8(min(max(*years, 0), noAge-1))
}

func secondsOf(t time.Time) uint32 {
	return uint32(min(max(t.Unix(), 0), math.MaxUint32))
}

// dayOf counts days since the millennium, 0 for a day before or none.
func dayOf(d dates.Date) uint16 {
	if d.Year < 2000 {
		return 0
	}
	days := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Sub(millennium) / (24 * time.Hour)
	return uint16(min(int(days)+1, math.MaxUint16))
}

var millennium = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// record reads a document back, for merging. extraCells are those of the
// segment's extras, by document.
func (s *segment) record(i uint32, cell uint32, extraCells map[uint32][]uint32) record {
	r := record{
		id: s.ids.at(i), name: s.names.at(i), cell: cell, points: s.pointsOf(i), cells: extraCells[i],
		youngest: s.youngest[i], oldest: s.oldest[i], roomUntil: s.roomUntil[i], assured: s.assured[i],
	}
	for q := range Questions {
		if s.yes[q].has(i) {
			r.yes |= 1 << q
		}
		if s.no[q].has(i) {
			r.no |= 1 << q
		}
	}
	for slot := range slots {
		if s.open[slot].has(i) {
			r.open |= 1 << slot
		}
		if s.unsure[slot].has(i) {
			r.unsure |= 1 << slot
		}
	}
	for at, docs := range s.needs {
		if docs.has(i) {
			r.needs |= 1 << at
		}
	}
	if s.room.has(i) {
		r.room = Yes
	} else if s.full.has(i) {
		r.room = No
	}
	return r
}
