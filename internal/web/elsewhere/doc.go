// Package elsewhere is where people outside practices refer somebody: a ward, a
// housing officer, a social worker, a daughter. Nobody needs an account. Who
// they are is asked first, because it decides what else is asked.
//
// Afterwards they follow their referral by a link in their mail, behind a code
// that goes to the same address. The pages name nobody: they say where it
// stands, if the person agreed to that, and never why.
package elsewhere
