// Package reflect is the place for a worker's own notes, for the supervision
// that they bring them to, and for the boundaries that a team writes itself.
package reflect
