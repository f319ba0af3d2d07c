package db

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"sync"
	"time"
)

// ids is the last id given out by this process, as its first 60 bits: 48 of
// milliseconds and 12 of count.
var ids struct {
	sync.Mutex
	last uint64
}

// NewID is a UUIDv7 as text, 36 characters. Within one process each id sorts
// after the one before it, also when the clock steps back.
func NewID(now time.Time) string {
	stamp := nextStamp(uint64(max(now.UnixMilli(), 0)) << 12)
	var u [16]byte
	rand.Read(u[8:]) // never fails: see crypto/rand
	binary.BigEndian.PutUint64(u[:8], stamp>>12<<16|7<<12|stamp&0xfff)
	u[8] = u[8]&0x3f | 0x80

	var s [36]byte
	hex.Encode(s[0:8], u[0:4])
	hex.Encode(s[9:13], u[4:6])
	hex.Encode(s[14:18], u[6:8])
	hex.Encode(s[19:23], u[8:10])
	hex.Encode(s[24:36], u[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}

// nextStamp is stamp, or one more than the last if that is later.
func nextStamp(stamp uint64) uint64 {
	ids.Lock()
	defer ids.Unlock()
	ids.last = max(stamp, ids.last+1)
	return ids.last
}
