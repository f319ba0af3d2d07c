package sameness

import "slices"

// contacts compares phones, email addresses and websites.
func (c *comparison) contacts() {
	c.samePhone = meet(c.a.phones, c.b.phones)
	c.contact(OfPhone, c.a.phones, c.b.phones, 10, "same phone number", "different phone numbers")
	c.contact(OfEmail, c.a.emails, c.b.emails, 10, "same email address", "different email addresses")
	c.websites(c.a.site, c.b.site)
}

func (c *comparison) contact(about Aspect, a, b []string, points int, same, different string) {
	switch {
	case len(a) == 0 || len(b) == 0:
	case meet(a, b):
		c.say(about, points, same)
	default:
		c.doubtful = true
		c.say(about, -6, different)
	}
}

func (c *comparison) websites(a, b Site) {
	switch {
	case a.Host == "" || b.Host == "":
	case a == b && a.Path != "":
		c.say(OfWebsite, 14, "same page on the web")
	case a == b:
		c.say(OfWebsite, 6, "same website")
	case a.Host == b.Host && a.Path != "" && b.Path != "":
		c.doubtful = true
		c.say(OfWebsite, -4, "different pages of one website")
	case a.Host == b.Host:
		c.say(OfWebsite, 2, "pages of one website")
	default:
		c.say(OfWebsite, -4, "different websites")
	}
}

// meet says whether two sorted lists share anything.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { _, ok := slices.BinarySearch(b, s); return ok })
}
