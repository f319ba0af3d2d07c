// Package setup is the first page of an empty house: the area, who to call in
// a crisis, the first account, teams and practices, and the sender of mail.
// It needs the key that the program printed when it started, and it is gone
// once the area exists.
package setup
