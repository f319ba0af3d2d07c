package ui

// The reasons why a fixture is not covered.
const (
	markup   = "takes markup where ours takes plain text, so that text is always escaped"
	words_   = "other words than the standard ones, which we always use"
	ids      = "ids and classes of one's own, which no page needs"
	look     = "a look that no page uses"
	sorting  = "sorting in the browser; our lists are sorted on the server"
	scripted = "settings for the script that no page needs"
	parts    = "parts that no page uses"
	disabled = "switched-off fields, which readers cannot reach or understand"
	logo     = "the NHS logo or an organisation's, reserved for NHS services"
	block    = "content given as a block of the template language, not among the options"
	empty    = "an error without a message; ours always say what to do"
	units    = "the count is always of characters, or of words, with a limit"
	old      = "a deprecated way to say the same"
)

// beyond names the options of the design system that our components do not
// have, and why. A fixture that uses one is not compared.
var beyond = map[string]string{
	"action-link.html": markup, "action-link.type": parts, "action-link.variant": look,
	"back-link.html": markup, "back-link.type": parts, "back-link.variant": look,
	"button.icon":             parts,
	"card.actions.items.type": parts, "card.description": markup,
	"card.heading.classes": ids, "card.heading.html": markup, "card.heading.id": ids, "card.image": parts,
	"character-count.attributes": scripted, "character-count.charactersAtLimitText": words_,
	"character-count.charactersOverLimitText": words_, "character-count.charactersUnderLimitText": words_,
	"character-count.label.id": ids, "character-count.maxwords": old, "character-count.textareaDescriptionText": words_,
	"checkboxes.disabled": disabled, "checkboxes.fieldset.legend.id": ids,
	"checkboxes.items.behaviourGroup": scripted, "checkboxes.items.exclusive": old,
	"checkboxes.items.exclusiveGroup": old, "checkboxes.items.name": parts,
	"date-input.disabled": disabled, "date-input.year.disabled": disabled, "date-input.day.label": words_, "date-input.month.label": words_, "date-input.year.label": words_,
	"date-input.day.autocomplete": "Birthday gives all three", "date-input.month.autocomplete": "Birthday gives all three", "date-input.year.autocomplete": "Birthday gives all three",
	"date-input.fieldset.legend.id": ids, "date-input.items": old,
	"details.summary.html":    markup,
	"do-dont-list.hidePrefix": words_, "do-dont-list.items.item": old, "do-dont-list.prefixText": words_, "do-dont-list.title": old,
	"do-dont-list.heading.level": parts,
	"error-message.html":         markup, "error-message.visuallyHiddenText": words_,
	"error-summary.description.html": markup, "error-summary.disableAutoFocus": scripted, "error-summary.heading.html": markup,
	"footer.columns": parts, "footer.meta.html": markup, "footer.navigation": parts,
	"header.colour": look, "header.inline": look, "header.logo": logo, "header.organisation": logo,
	"header.navigation.colour": look, "header.navigation.items.active": old, "header.navigation.justified": look,
	"hint.html":     markup,
	"input.classes": ids, "input.formGroup": parts, "input.hint.html": markup, "input.label.id": ids,
	"input.prefix.html": markup, "input.suffix.html": markup,
	"label.caption": "a caption before or after the label", "label.classes": ids, "label.heading": "another level than the page's heading", "label.html": markup,
	"label.id": ids, "label.isPageHeading": old,
	"legend.caption": "a caption after the legend", "legend.classes": ids, "legend.heading": "another level than the page's heading", "legend.html": markup,
	"legend.id": ids, "legend.isPageHeading": old,
	"notification-banner.attributes": scripted, "notification-banner.disableAutoFocus": scripted,
	"notification-banner.heading.text": "a heading instead of a sentence", "notification-banner.html": markup, "notification-banner.role": scripted,
	"pagination.next.label": "previous and next page of a text", "pagination.previous.label": "previous and next page of a text",
	"pagination.next.text": words_, "pagination.previous.text": words_, "pagination.nextPage": old, "pagination.nextUrl": old,
	"pagination.previousPage": old, "pagination.previousUrl": old,
	"panel.heading.classes": ids, "panel.heading.id": ids,
	"password-input.autocomplete": "new-password is Password.New", "password-input.button": words_, "password-input.code": look,
	"password-input.disabled": disabled, "password-input.hidePasswordAriaLabel": words_, "password-input.hidePasswordText": words_,
	"password-input.passwordHiddenAnnouncementText": words_, "password-input.passwordShownAnnouncementText": words_,
	"password-input.prefix": parts, "password-input.showPasswordAriaLabel": words_, "password-input.showPasswordText": words_,
	"password-input.value": "a password never comes back in a page", "password-input.width": look,
	"radios.disabled": disabled, "radios.fieldset.legend.id": ids, "radios.hint.html": markup,
	"select.formGroup": parts, "select.label.id": ids,
	"summary-list.card": "a card is drawn around it", "summary-list.rows.actions.items.type": parts, "summary-list.rows.border": look,
	"summary-list.rows.key.width": look,
	"tables.border":               look, "tables.caption.classes": ids, "tables.caption.id": ids, "tables.card": "a card is drawn around it",
	"tables.cell.classes": ids, "tables.cell.href": "a link is content of a Cell", "tables.cell.html": "markup is content of a Cell",
	"tables.cell.sortValue": sorting, "tables.cell.visuallyHiddenText": "a link is content of a Cell", "tables.head.align": look,
	"tables.head.classes": ids, "tables.head.href": sorting, "tables.head.sort": sorting, "tables.head.sortNext": sorting,
	"tables.head.visuallyHiddenText": sorting, "tables.head.width": look, "tables.heading": old, "tables.headingLevel": old,
	"tables.panel": old, "tables.scroll": look, "tables.striped": look, "tables.variant": look,
	"tag.classes": ids, "tag.html": markup,
	"task-list.items.status.classes": old, "task-list.items.status.text": parts, "task-list.items.title": old,
	"textarea.label.id": ids,
}

// differing names the fixtures whose markup we do not make, and why.
var differing = map[string]string{
	"action-link/with HTML via call block":                                          block,
	"back-link/with HTML via call block":                                            block,
	"back-link/with text escaping":                                                  "a button; ours is always a link",
	"button/with double click not prevented":                                        "says the default",
	"card/emergency (red and black)":                                                "care cards give medical advice",
	"card/emergency (red and black) with action link":                               "care cards give medical advice",
	"card/non-urgent (blue)":                                                        "care cards give medical advice",
	"card/urgent (red)":                                                             "care cards give medical advice",
	"character-count/to configure in JavaScript":                                    scripted,
	"character-count/with count type 'characters'":                                  units,
	"character-count/with count type 'characters' and error message":                units,
	"character-count/with count type 'characters' and threshold":                    units,
	"character-count/with count type 'characters' and value":                        units,
	"character-count/with count type 'length'":                                      units,
	"character-count/with neither maxlength, maxwords nor textarea description set": units,
	"character-count/with error only":                                               empty,
	"checkboxes/with error only":                                                    empty,
	"date-input/with error only":                                                    empty,
	"input/with error only":                                                         empty,
	"password-input/with error only":                                                empty,
	"radios/with error only":                                                        empty,
	"select/with error only":                                                        empty,
	"textarea/with error only":                                                      empty,
	"date-input/with errors only":                                                   empty,
	`checkboxes/with "all" option`:                                                  scripted,
	"date-input/day and month":                                                      "our dates always have three boxes",
	"date-input/month and year":                                                     "our dates always have three boxes",
	"date-input/month and year with fields":                                         "our dates always have three boxes",
	"date-input/month and year with fields overriding values":                       "our dates always have three boxes",
	"date-input/month and year with values":                                         "our dates always have three boxes",
	"date-input/with custom name prefix":                                            "our names are born-day, not born[day]",
	"do-dont-list/(don't)":                                                          "adds do not to each line; ours are whole sentences",
	"do-dont-list/(don't) with empty items":                                         "adds do not to each line; ours are whole sentences",
	"error-message/with HTML via call block":                                        block,
	"error-summary/default":                                                         "links to the day box, which has the id of the date with us",
	"error-summary/with description":                                                "links to the day box, which has the id of the date with us",
	"error-summary/with description as string":                                      "links to the day box, which has the id of the date with us",
	"error-summary/with heading as string":                                          "links to the day box, which has the id of the date with us",
	"error-summary/with description via call block":                                 block,
	"footer/with meta HTML via call block":                                          block,
	"header/unlinked logo":                                                          logo,
	"header/with account (logged in)":                                               logo,
	"header/with account (logged out)":                                              logo,
	"header/with search":                                                            logo,
	"header/with service name (linked with logo, empty)":                            logo,
	"hint/with HTML via call block":                                                 block,
	"label/with HTML via call block, without heading":                               block,
	"legend/with HTML via call block, without heading":                              block,
	"tag/with HTML via call block":                                                  block,
	"pagination/numbered with many pages (empty items)":                             "leaves out pages that ours shows",
	"tag/without colour":                                                            "a border without colour; Plain has neither",
	"task-list/with empty items":                                                    "counts the empty items",
}
