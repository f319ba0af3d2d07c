package ui

import (
	"cmp"
	"context"
	"io"

	"github.com/a-h/templ"
)

// fromOptions says how each component of the design system is made from the
// options of its fixtures. A second component is content.
var fromOptions = map[string]func(o *options) (component, inner templ.Component){
	"action-link": func(o *options) (templ.Component, templ.Component) {
		return ActionLink{Text: o.str("text"), Href: o.str("href")}, nil
	},
	"back-link": func(o *options) (templ.Component, templ.Component) {
		return BackLink{Text: o.str("text"), Href: o.str("href")}, nil
	},
	"button": func(o *options) (templ.Component, templ.Component) {
		return Button{Text: o.str("text"), Href: o.str("href"), Variant: o.str("variant"), Small: o.flag("small"),
			Once: o.flag("preventDoubleClick"), Disabled: o.flag("disabled")}, nil
	},
	"card": func(o *options) (templ.Component, templ.Component) {
		h := o.sub("heading")
		var links []Link
		for _, a := range o.sub("actions").list("items") {
			links = append(links, Link{Text: a.str("text"), Hidden: a.str("visuallyHiddenText"), Href: a.str("href")})
		}
		return Card{Heading: h.str("text"), Level: h.num("level"), Size: h.str("size"), Href: o.str("href"),
			Clickable: o.flag("clickable"), Variant: o.str("variant"), Description: o.str("description"), Actions: links}, content(o)
	},
	"character-count": func(o *options) (templ.Component, templ.Component) {
		return CharacterCount{Textarea: textareaFrom(o), Max: o.num("maxlength"),
			Words: o.str("countType") == "words", Threshold: o.num("threshold")}, nil
	},
	"checkboxes": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := legendFrom(o)
		var values []string
		all, _ := o.take("values").([]any)
		for _, v := range all {
			values = append(values, v.(string))
		}
		return Checkboxes{Name: o.str("name"), ID: o.str("idPrefix"), Legend: text, LegendSize: size, LegendHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"), Values: values,
			Items: choicesFrom(o), Inline: o.flag("inline"), Small: o.flag("small")}, nil
	},
	"date-input": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := legendFrom(o)
		v, errs := dateParts(o)
		c := DateInput{Name: o.str("namePrefix"), ID: o.str("id"), Legend: text, LegendSize: size, LegendHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"),
			Day: v["day"], Month: v["month"], Year: v["year"]}
		if errs == "" {
			return c, nil
		}
		message := c.Error
		c.Error = ""
		return withErrors{c, Errors{{c.Name + "-" + errs, message}}}, nil
	},
	"details": func(o *options) (templ.Component, templ.Component) {
		class := o.str("classes")
		return Details{Summary: o.sub("summary").str("text"), Text: o.str("text"), Open: o.flag("open"),
			Expander: class == "nhsuk-expander"}, content(o)
	},
	"do-dont-list": func(o *options) (templ.Component, templ.Component) {
		h := o.sub("heading")
		var items []string
		for _, i := range o.list("items") {
			items = append(items, i.str("text"))
		}
		// The list itself; the design system puts it into a feature card.
		return Card{Variant: "feature", Heading: h.str("text"), Level: 3}, TickList{Items: items, Cross: o.str("icon") == "cross"}
	},
	"error-message": func(o *options) (templ.Component, templ.Component) { return ErrorMessage{Text: o.str("text")}, nil },
	"error-summary": func(o *options) (templ.Component, templ.Component) {
		o.sub("heading").str("text") // always "There is a problem"
		var errs Errors
		for _, e := range o.list("errorList") {
			field := e.str("href")
			if field != "" {
				field = field[1:]
			}
			errs.Add(field, e.str("text"))
		}
		return ErrorSummary{Errors: errs, Description: o.sub("description").str("text")}, nil
	},
	"fieldset": func(o *options) (templ.Component, templ.Component) {
		l := o.sub("legend")
		text, heading := l.text()
		return Fieldset{Legend: Legend{Text: text, Caption: l.str("caption"), Heading: heading, Size: l.str("size")}}, content(o)
	},
	"footer": func(o *options) (templ.Component, templ.Component) {
		meta, text := o.sub("meta"), "© NHS England"
		if t := o.sub("copyright").str("text"); t != "" {
			text = t
		}
		f := Footer{}
		for _, l := range meta.list("items") {
			f.Links = append(f.Links, Link{Text: l.str("text"), Href: l.str("href")})
		}
		if t := meta.str("text"); t != "" {
			f.Texts = append(f.Texts, t)
		}
		f.Texts = append(f.Texts, text)
		return f, nil
	},
	"header": headerFrom,
	"hint":   func(o *options) (templ.Component, templ.Component) { return Hint{Text: o.str("text")}, nil },
	"input": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := labelFrom(o)
		spell := o.take("spellcheck")
		return Input{Name: o.str("name"), ID: o.str("id"), Label: text, LabelSize: size, LabelHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"), Value: o.str("value"), Type: o.str("type"),
			Width: o.num("width"), Prefix: o.sub("prefix").str("text"), Suffix: o.sub("suffix").str("text"),
			Inputmode: o.str("inputmode"), Autocomplete: o.str("autocomplete"), Code: o.flag("code"),
			NoSpellcheck: spell == false, Disabled: o.flag("disabled")}, nil
	},
	"inset-text": func(o *options) (templ.Component, templ.Component) { return InsetText{Text: o.str("text")}, content(o) },
	"label": func(o *options) (templ.Component, templ.Component) {
		text, heading := o.text()
		return Label{Text: text, Caption: o.str("caption"), Heading: heading, Size: o.str("size")}, nil
	},
	"legend": func(o *options) (templ.Component, templ.Component) {
		text, heading := o.text()
		return Legend{Text: text, Caption: o.str("caption"), Heading: heading, Size: o.str("size")}, nil
	},
	"notification-banner": func(o *options) (templ.Component, templ.Component) {
		text := o.str("text")
		if h := o.sub("heading"); h.str("element") == "p" {
			text = h.str("text")
		}
		return NotificationBanner{Success: o.str("variant") == "success", Title: o.sub("title").str("text"), Heading: text}, nil
	},
	"pagination": paginationFrom,
	"panel": func(o *options) (templ.Component, templ.Component) {
		h := o.sub("heading")
		return Panel{Heading: h.str("text"), Level: h.num("level"), Size: h.str("size"), Text: o.str("text"),
			Interruption: o.str("variant") == "interruption"}, content(o)
	},
	"password-input": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := labelFrom(o)
		return Password{Name: o.str("name"), ID: o.str("id"), Label: text, LabelSize: size, LabelHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text")}, nil
	},
	"radios": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := legendFrom(o)
		return Radios{Name: o.str("name"), ID: o.str("idPrefix"), Legend: text, LegendSize: size, LegendHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"), Value: o.str("value"),
			Items: choicesFrom(o), Inline: o.flag("inline"), Small: o.flag("small")}, nil
	},
	"select": func(o *options) (templ.Component, templ.Component) {
		text, size, heading := labelFrom(o)
		return Select{Name: o.str("name"), ID: o.str("id"), Label: text, LabelSize: size, LabelHeading: heading,
			Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"), Value: o.str("value"),
			Items: choicesFrom(o), Disabled: o.flag("disabled")}, nil
	},
	"skip-link": func(o *options) (templ.Component, templ.Component) {
		return SkipLink{Text: o.str("text"), Href: o.str("href")}, nil
	},
	"summary-list": func(o *options) (templ.Component, templ.Component) {
		l := SummaryList{NoBorder: o.unless("border"), NoLastRowBorder: o.unless("lastRowBorder")}
		for _, r := range o.list("rows") {
			l.Rows = append(l.Rows, summaryRowFrom(r))
		}
		return l, nil
	},
	"tables": tableFrom,
	"tag": func(o *options) (templ.Component, templ.Component) {
		colour, plain := o.m["colour"], false
		if colour == false {
			plain, o.used["colour"] = true, true
		}
		t := Tag{Text: o.str("text"), NoBorder: o.unless("border"), Plain: plain}
		if !plain {
			t.Colour = o.str("colour")
		}
		return t, nil
	},
	"task-list": taskListFrom,
	"textarea":  func(o *options) (templ.Component, templ.Component) { return textareaFrom(o), nil },
	"warning-callout": func(o *options) (templ.Component, templ.Component) {
		h := o.sub("heading")
		return Warning{Heading: h.str("text"), Level: h.num("level"), Description: o.str("text")}, content(o)
	},
}

// content stands for what a page puts into the component; some fixtures give it
// as an option, most as a block of their template language that is not listed.
func content(o *options) templ.Component {
	o.str("html")
	return templ.Raw("<x-content></x-content>")
}

// raw is a part that a fixture gives as markup.
func raw(o *options) templ.Component {
	if s := o.str("html"); s != "" {
		return templ.Raw(s)
	}
	return nil
}

func labelFrom(o *options) (text, size string, heading bool) {
	l := o.sub("label")
	text, heading = l.text()
	return text, l.str("size"), heading
}

func legendFrom(o *options) (text, size string, heading bool) {
	l := o.sub("fieldset").sub("legend")
	text, heading = l.text()
	return text, l.str("size"), heading
}

// dateParts reads the typed values, and which box alone is wrong.
func dateParts(o *options) (values map[string]string, wrong string) {
	values = map[string]string{}
	v := o.sub("values")
	for _, part := range []string{"day", "month", "year"} {
		p := o.sub(part)
		values[part] = cmp.Or(p.str("value"), v.str(part))
		if p.flag("error") {
			wrong = part
		}
	}
	return values, wrong
}

// withErrors draws a field as the form around it would.
type withErrors struct {
	templ.Component
	errs Errors
}

func (w withErrors) Render(ctx context.Context, out io.Writer) error {
	return w.Component.Render(WithErrors(ctx, w.errs), out)
}

func textareaFrom(o *options) Textarea {
	text, size, heading := labelFrom(o)
	return Textarea{Name: o.str("name"), ID: o.str("id"), Label: text, LabelSize: size, LabelHeading: heading,
		Hint: o.sub("hint").str("text"), Error: o.sub("errorMessage").str("text"), Value: o.str("value"),
		Rows: o.num("rows"), Autocomplete: o.str("autocomplete"), Disabled: o.flag("disabled")}
}

func choicesFrom(o *options) []Choice {
	var out []Choice
	for _, i := range o.list("items") {
		divider := i.m["divider"] == true // in a select
		if divider {
			i.used["divider"] = true
		}
		c := Choice{Value: i.str("value"), Text: i.str("text"), Hint: i.sub("hint").str("text"),
			Disabled: i.flag("disabled"), Exclusive: i.str("behaviour") == "exclusive", Conditional: raw(i.sub("conditional"))}
		if divider {
			c.Divider = "or"
		} else {
			c.Divider = i.str("divider")
		}
		out = append(out, c)
	}
	return out
}

func summaryRowFrom(r *options) SummaryRow {
	row := SummaryRow{Key: r.sub("key").str("text")}
	v := r.sub("value")
	if row.Value = v.str("text"); row.Value == "" {
		row.Content = raw(v)
	}
	for _, a := range r.sub("actions").list("items") {
		row.Actions = append(row.Actions, Link{Text: a.str("text"), Hidden: a.str("visuallyHiddenText"), Href: a.str("href")})
	}
	return row
}

func tableFrom(o *options) (templ.Component, templ.Component) {
	c := o.sub("caption")
	t := Table{Caption: c.str("text"), CaptionSize: c.str("size"), FirstCellHeader: o.flag("firstCellIsHeader"),
		Responsive: o.flag("responsive"), Compact: o.flag("compact"), NoLastRowBorder: o.unless("lastRowBorder")}
	for _, h := range o.list("head") {
		t.Head = append(t.Head, Column{Text: h.str("text"), Numeric: h.str("format") == "numeric"})
	}
	rows, _ := o.take("rows").([]any)
	for _, row := range rows {
		cells, _ := row.([]any)
		var line []string
		for _, cell := range cells {
			m, _ := cell.(map[string]any)
			if text, ok := cell.(string); ok {
				m = map[string]any{"text": text}
			}
			if m == nil {
				continue
			}
			k := newOptions(o.path+".cell", m)
			o.kids = append(o.kids, k)
			k.str("format") // that of the column
			line = append(line, k.str("text"))
		}
		if line != nil {
			t.Rows = append(t.Rows, line)
		}
	}
	return t, nil
}

func taskListFrom(o *options) (templ.Component, templ.Component) {
	l := TaskList{ID: o.str("idPrefix")}
	for _, i := range o.list("items") {
		tag := i.sub("status").sub("tag")
		status := Tag{Text: tag.str("text")}
		switch tag.str("classes") {
		case "nhsuk-u-font-weight-normal":
			status.Plain = true
		case "nhsuk-u-font-weight-normal nhsuk-u-secondary-text-colour":
			status.Quiet = true
		}
		if status.Plain || status.Quiet {
			tag.unless("border")
			tag.unless("colour")
		} else {
			status.Colour = tag.str("colour")
		}
		l.Items = append(l.Items, Task{Text: i.sub("heading").str("text"), Hint: i.sub("hint").str("text"), Href: i.str("href"), Status: status})
	}
	return l, nil
}

func paginationFrom(o *options) (templ.Component, templ.Component) {
	p := Pagination{}
	hrefs := map[int]string{}
	for _, i := range o.list("items") {
		n := i.num("number")
		i.flag("ellipsis")
		hrefs[n] = i.str("href")
		if i.flag("current") {
			p.Current = n
		}
		p.Last = max(p.Last, n)
	}
	prev, next := o.sub("previous").str("href"), o.sub("next").str("href")
	hrefs[p.Current-1], hrefs[p.Current+1] = prev, next
	p.Href = func(n int) string { return hrefs[n] }
	return p, nil
}

func headerFrom(o *options) (templ.Component, templ.Component) {
	s := o.sub("service")
	h := Header{Name: s.str("text"), Href: s.str("href")}
	if so := o.sub("search"); so.m != nil {
		so.sub("input").str("placeholder")
		h.Search = &Search{Get: true, Action: "https://www.nhs.uk/search/", Label: so.sub("label").str("visuallyHiddenText"),
			Placeholder: so.sub("input").str("placeholder")}
	}
	for _, a := range o.sub("account").list("items") {
		h.Account = append(h.Account, AccountItem{Text: a.str("text"), Href: a.str("href"), Action: a.str("action"), Icon: a.flag("icon")})
	}
	for _, n := range o.sub("navigation").list("items") {
		h.Nav = append(h.Nav, NavItem{Label: n.str("text"), Href: n.str("href"), Current: n.flag("current")})
	}
	return h, nil
}
