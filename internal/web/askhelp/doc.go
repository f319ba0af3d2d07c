// Package askhelp is the public page on which somebody asks for help
// themselves. It promises nothing about when, says who to call in a crisis
// before anything else, and shows no name back.
package askhelp
