// Package outputs is what came of a study: papers, briefs, infographics, blogs. What is
// planned is for the team; what has come out stands on the study's public page, with
// where it is and what it says in plain English.
package outputs
