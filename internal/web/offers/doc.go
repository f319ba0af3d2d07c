// Package offers is lists of people whom a practice wants to be offered help:
// made by the practice or its team, checked before anything is kept, worked by
// the team. The practice sees its lists here as well, with what it is told.
package offers
