// Package taxonomies x.
package taxonomies
