package sameness

// rest compares what alone tells little: topics, days, descriptions.
func (c *comparison) rest() {
	c.topics()
	c.schedules()
	if c.noPlace && !c.samePhone && !c.sameWhen {
		c.say(OfPlace, -20, "nothing says that they are in one place")
	}
	if c.a.description != 0 && c.a.description == c.b.description {
		c.say(OfDescription, 10, "the descriptions are the same")
	}
}

func (c *comparison) topics() {
	if len(c.a.topics) == 0 || len(c.b.topics) == 0 {
		return
	}
	shared := 0
	for _, topic := range c.a.topics {
		if meet([]string{topic}, c.b.topics) {
			shared++
		}
	}
	switch {
	case 2*shared >= min(len(c.a.topics), len(c.b.topics)):
		c.say(OfTopics, 4, "same topics")
	case shared > 0:
		c.say(OfTopics, 2, "some topics are the same")
	default:
		c.say(OfTopics, -4, "different topics")
	}
}

// about is how many minutes two openings may lie apart and be one.
const about = 30

func (c *comparison) schedules() {
	switch {
	case c.a.days == 0 || c.b.days == 0:
	case !c.a.days.meets(c.b.days):
		c.otherDays = true
		if c.oneSeries() {
			c.say(OfDays, 0, "the same on other days: one service with two schedules")
		} else {
			c.say(OfDays, -16, "on other days")
		}
	case c.sameTime():
		c.sameWhen = true
		c.say(OfDays, 12, "same day and time")
	case len(c.a.sessions) > 0 && len(c.b.sessions) > 0 && c.timesKnown():
		c.doubtful = true
		c.say(OfDays, -6, "same day at another time")
	default:
		c.say(OfDays, 4, "same day")
	}
}

// sameTime says whether two sessions are on one day at about the same time.
func (c *comparison) sameTime() bool {
	for _, s := range c.a.sessions {
		for _, t := range c.b.sessions {
			if s.day == t.day && s.opens >= 0 && t.opens >= 0 && max(s.opens-t.opens, t.opens-s.opens) <= about {
				return true
			}
		}
	}
	return false
}

// timesKnown says whether two sessions on one day both say when they open.
func (c *comparison) timesKnown() bool {
	for _, s := range c.a.sessions {
		for _, t := range c.b.sessions {
			if s.day == t.day && s.opens >= 0 && t.opens >= 0 {
				return true
			}
		}
	}
	return false
}
