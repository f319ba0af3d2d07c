// Package house holds no code: its tests keep the house as ARCHITECTURE.md
// draws it. A room imports only rooms below it, a table is named only in the
// SQL of the room that owns it, and nothing in the pages speaks SQL.
package house
