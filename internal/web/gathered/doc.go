// Package gathered is where whoever makes forms opens them to anybody, by links
// for posters and websites, and reads what came by them. Answers of people who are
// supported stand on their own records and nowhere here.
package gathered
