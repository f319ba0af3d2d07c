package sameness

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// key is something that records of one service share, as a hash: two records
// whose hashes meet by chance are compared once in vain.
type key struct {
	hash  uint64
	worth int // how much sharing it says, before it is known how many do
}

// How much sharing a key says. A key with a word of the name in it says most.
const (
	worthWord  = 12 // name word + number, property, postcode, phone, page, address
	worthNames = 10 // the whole name + organisation, or + district
	worthPair  = 8  // name word + organisation, or + district
	worthPlain = 6  // a number, property, postcode, phone, page, address alone
)

// keysOf returns the keys of a record, sorted, each once.
func keysOf(f *facts) []key {
	k := keys{}
	k.plain(f)
	stems := stemsOf(f)
	org := firstWords(f.org)
	for _, stem := range stems {
		for _, contact := range k.contacts {
			k.add(worthWord, contact, stem)
		}
		k.add(worthPair, "org", org, stem)
		for _, outcode := range f.outcodes {
			k.add(worthPair, "outcode", outcode, stem)
			k.add(worthPair, "outcode", outcode, opening(stem))
		}
	}
	k.wholeNames(f, org)
	slices.SortFunc(k.list, func(a, b key) int { return cmp.Or(cmp.Compare(a.hash, b.hash), b.worth-a.worth) })
	return slices.CompactFunc(k.list, func(a, b key) bool { return a.hash == b.hash })
}

type keys struct {
	list     []key
	contacts []string
}

// plain adds what many services can share.
func (k *keys) plain(f *facts) {
	for _, n := range f.numbers {
		k.contacts = append(k.contacts, "number "+n.Scheme+" "+n.Number)
	}
	for _, n := range f.uprns {
		k.contacts = append(k.contacts, "property "+n.Scheme+" "+n.Number)
	}
	for _, postcode := range f.postcodes {
		k.contacts = append(k.contacts, "postcode "+postcode)
	}
	for _, phone := range f.phones {
		k.contacts = append(k.contacts, "phone "+phone)
	}
	for _, email := range f.emails {
		k.contacts = append(k.contacts, "email "+email)
	}
	if f.site.Host != "" {
		k.contacts = append(k.contacts, "site "+f.site.String())
	}
	for _, contact := range k.contacts {
		k.add(worthPlain, contact)
	}
}

// wholeNames adds each name in full: with its organisation, its district and,
// for a name that few have, alone.
func (k *keys) wholeNames(f *facts, org string) {
	for _, n := range f.names {
		whole := sortedStems(n)
		if whole == "" {
			continue
		}
		k.add(worthPlain, "name", whole)
		k.add(worthNames, "name and organisation", whole, org)
		for _, outcode := range f.outcodes {
			k.add(worthNames, "name and outcode", whole, outcode)
		}
	}
}

// seed is one for the whole process, so that sets of one process agree.
var seed = maphash.MakeSeed()

func (k *keys) add(worth int, parts ...string) {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, part := range parts {
		h.WriteString(part)
		h.WriteByte(0)
	}
	k.list = append(k.list, key{h.Sum64(), worth})
}
