package sampling

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// ticket is somebody's place in the lot. It hangs on their number and the seed
// alone: when they came, and who else did, makes no difference.
type ticket struct {
	number string
	place  uint64
}

func (t ticket) compare(other ticket) int {
	return cmp.Or(cmp.Compare(t.place, other.place), cmp.Compare(t.number, other.number))
}

// first is the group of whoever comes first in the lot. None is empty.
func (r *round) first(groups []*choosable) *choosable {
	for _, g := range groups {
		if g.tickets == nil {
			g.tickets = r.sample.draw(g.group, r.seed)
		}
	}
	return slices.MinFunc(groups, func(a, b *choosable) int { return a.tickets[0].compare(b.tickets[0]) })
}

// take is the number of whoever comes first of a group, who is free no more.
func (c *choosable) take() string {
	number := c.tickets[0].number
	c.tickets, c.left = c.tickets[1:], c.left-1
	return number
}

// draw puts those of a group who are free in the order of the lot.
func (s *Sample) draw(g *group, seed string) []ticket {
	tickets := make([]ticket, 0, g.tally.Free)
	mac, sum := hmac.New(sha256.New, []byte(seed)), make([]byte, 0, sha256.Size)
	for _, number := range g.numbers {
		if s.decided[number].State != Free {
			continue
		}
		mac.Reset()
		mac.Write([]byte(number))
		sum = mac.Sum(sum[:0])
		tickets = append(tickets, ticket{number, binary.BigEndian.Uint64(sum)})
	}
	slices.SortFunc(tickets, ticket.compare)
	return tickets
}
