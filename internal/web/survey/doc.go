// Package survey is where a study's questionnaires are opened and closed, where what came
// back is looked at, and where those who opted in to an interview are chosen.
package survey
