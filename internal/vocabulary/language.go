package vocabulary

// Languages are offered in forms; the code is a BCP 47 tag. A form also takes
// any other language in words, which is then stored as written.
var Languages = List[Term]{
	{"en", "English", ""},
	{"cy", "Welsh", ""},
	{"bfi", "British Sign Language", ""},
	{"sq", "Albanian", ""},
	{"am", "Amharic", ""},
	{"ar", "Arabic", ""},
	{"bn", "Bengali or Sylheti", ""},
	{"bg", "Bulgarian", ""},
	{"yue", "Cantonese", ""},
	{"cs", "Czech", ""},
	{"prs", "Dari", ""},
	{"fr", "French", ""},
	{"el", "Greek", ""},
	{"gu", "Gujarati", ""},
	{"hi", "Hindi", ""},
	{"hu", "Hungarian", ""},
	{"it", "Italian", ""},
	{"ku", "Kurdish", ""},
	{"lt", "Lithuanian", ""},
	{"cmn", "Mandarin", ""},
	{"ne", "Nepali", ""},
	{"ps", "Pashto", ""},
	{"fa", "Persian (Farsi)", ""},
	{"pl", "Polish", ""},
	{"pt", "Portuguese", ""},
	{"pa", "Punjabi", ""},
	{"ro", "Romanian", ""},
	{"ru", "Russian", ""},
	{"sk", "Slovak", ""},
	{"so", "Somali", ""},
	{"es", "Spanish", ""},
	{"ta", "Tamil", ""},
	{"ti", "Tigrinya", ""},
	{"tr", "Turkish", ""},
	{"uk", "Ukrainian", ""},
	{"ur", "Urdu", ""},
	{"vi", "Vietnamese", ""},
	{"yo", "Yoruba", ""},
}

// AccessNeeds are what a person may need so that a conversation or a visit
// works for them. Anything else is written in words.
var AccessNeeds = List[Term]{
	{"interpreter", "An interpreter", ""},
	{"bsl", "A British Sign Language interpreter", ""},
	{"hearing", "Clear speech, or a hearing loop", ""},
	{"large-print", "Large print", ""},
	{"easy-read", "Easy read", ""},
	{"audio", "Spoken rather than written", ""},
	{"step-free", "Step-free access", ""},
	{"home-visit", "A visit at home", ""},
	{"longer", "More time", ""},
	{"supporter", "Somebody with them", ""},
}
