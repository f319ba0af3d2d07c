// Package day is where a link worker begins: what needs me today, my people,
// and what the practice's record still lacks.
package day
