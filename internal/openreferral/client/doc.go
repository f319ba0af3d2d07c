// Package client reads somebody else's feed of services over HTTP: politely,
// and so that no feed can do harm.
//
// It models a visitor in other people's house: says who it is, does not run,
// comes back later when asked to, touches nothing that is not shown, and leaves
// when led in circles.
//
// Its words: a feed has a base, such as https://directory.example/api; under it
// lie collections (/services), each a walk of pages; a Fault is one way in
// which a feed can be bad, with a kind that errors.Is finds.
//
// Its rules:
//
//   - Only http and https, on ports 80, 443, 8080 and 8443. Addresses of private
//     networks, of this machine and of machines' metadata are refused when the
//     connection is made: after names are resolved and after every redirect, so
//     that no name can change in between. Options.Allow names exceptions.
//   - No proxy is used: behind one the addresses could not be checked.
//   - One request a second, a redirect at most five times, an answer of at most
//     32 MB unpacked within 30 seconds. All can be set.
//   - "Too many requests" and "unavailable" are asked again when the feed says,
//     if that is within bounds.
//   - What a feed declares and what is seen are kept apart. An older version is
//     concluded from its own marks only, never from what cannot be read.
//   - Odd answers are named for what they are: a web page, nothing, an XML
//     document, JSON that breaks off, a page that repeats, a walk without end.
package client
