// Package instruments is the place where administrators choose which
// questionnaires the area uses: what each is, who may use it, what is not
// verified about it, its wording where the area brings that, and who reads the
// answers where somebody must.
package instruments
