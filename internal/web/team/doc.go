// Package team is where a manager begins: what each worker carries, shown to
// ask and not to judge, and the new referrals that wait.
package team
