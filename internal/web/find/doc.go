// Package find is the place where a service is found and a person is taken
// onward to it.
//
// Looking round without a person in mind is a search by address, which can be
// shared. As soon as a person is meant, the search is posted: what somebody
// needs and where they live stands in no address. A search that finds nothing
// offers to write the gap down, which says what was missing and where, and
// nothing about anybody.
//
// Signposting, introducing and referring are three acts. A referral shows word
// for word what the service will get before it is sent, and is sent only as it
// was shown.
package find
