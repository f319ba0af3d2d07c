// Package consent is on which terms somebody takes part in a study.
//
// A consent is given clause by clause on an approved consent form, after an
// approved information sheet, and points at the bytes of both (see approvals). Each
// clause covers something: to be observed, to be recorded, to be quoted, to be asked
// again. A clause that is not needed to take part can be refused, and each can be
// taken back alone.
//
// Whatever is made of what somebody gave, an answer, a photograph, a quote, is
// registered with Use under what it rests on, so that one page lists every use.
// Rooms that show such things ask Allows each time they read them: what was taken
// back is gone from pages at once, and nothing calls upwards. What was analysed or
// published is marked (Fix) and cannot be recalled, and the page says so before
// somebody withdraws and after.
//
// Withdrawal has levels, each including those before it: no more contact; nothing
// more collected; no further use where it can be told apart; destroyed where
// possible. Somebody who withdraws gives no reason unless they offer one.
package consent
