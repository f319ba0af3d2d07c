package vocabulary

// TransferReasons are the reasons why a team asks another to take a person over.
var TransferReasons = List[Term]{
	{"moved", "They moved to the other team’s area", ""},
	{"practice", "They are with a practice of the other team now", ""},
	{"knows", "Somebody there knows them, or speaks their language", ""},
	{"asked", "They asked for it", ""},
	{"room", "We have no room, and the other team has", ""},
	{"other", "Another reason", "Say it in the note."},
}
