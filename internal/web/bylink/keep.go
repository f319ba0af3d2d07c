package bylink

import "linkwork/internal/keepers"

// Keep is the door of organisations that keep their entries. Behind it they find their
// entries and the events that they hold.
var Keep = Door{Purpose: keepers.LinkPurpose, Path: "/keep", Cookie: "linkwork-keeper"}
