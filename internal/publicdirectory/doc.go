// Package publicdirectory lets anybody look for services, without an account.
//
// It models the leaflet rack in the library. What it holds is what is published
// (package publish) and nothing else: the last approved state of a service,
// without the place of a refuge or the mobile number of a volunteer. What is
// searched is what is said there, so nothing that is kept back can be found out
// by asking for it.
package publicdirectory
