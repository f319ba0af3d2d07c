// Package feedback is the place for complaints, compliments and incidents.
package feedback
