// Package keep is the place where an organisation keeps its own entries of the
// directory right. It has no account: it comes by the link of a mail that asks
// whether an entry is still right, or by a lasting one that it asks for with
// its registered address and that wants a code on every new browser.
//
// Looking changes nothing, because programs that check mail open links too:
// that all is right, that something is different, and that no more mails are
// wanted are each the press of a button.
package keep
