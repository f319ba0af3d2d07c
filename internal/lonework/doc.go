// Package lonework looks after workers who visit people at home alone.
//
// Before a visit the worker says by when they will have left and how they get
// there, and checks out when they have. A time that passes without a check-out
// reminds them first; a while later it is an alarm and goes to the first in the
// team's chain, and on to the next until somebody says that they are on it.
// Whoever may not log in, is away or is the worker is passed over; a team
// without a chain tells its managers, and where there is nobody the
// administrators hear that. The worker can check out, take longer or ask for
// help at any moment.
//
// A visit that was planned and never begun is watched like one that was.
// Where the worker is stands in the person's record; whoever answers an alarm
// sees the address while it lasts, and the look is on the trail. The code word
// of a worker is seen by them, and by whoever answers their alarm.
//
// Messages say that a check-in is overdue, never who, with whom or where.
//
// This is a clock on a server, not a personal alarm: see decision 24.
package lonework
