-- +goose Up

-- Forms of the area: the draft that is worked on.
CREATE TABLE forms (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,               -- of the draft, in its main language
    draft      TEXT NOT NULL,               -- JSON, a form.Form
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,               -- name
    retired_at BIGINT,                      -- nobody is asked any more; NULL while in use
    version    INTEGER NOT NULL DEFAULT 1   -- of the draft, counted up at each change
);

-- What was published. These rows never change: answers point at them.
CREATE TABLE form_editions (
    form_id      TEXT NOT NULL REFERENCES forms (id),
    number       INTEGER NOT NULL,          -- from 1
    document     TEXT NOT NULL,             -- JSON, a form.Form
    of_version   INTEGER NOT NULL,          -- of the draft that it was
    published_at BIGINT NOT NULL,
    published_by TEXT NOT NULL,             -- name
    PRIMARY KEY (form_id, number)
);

-- A link that anybody may use to fill in a form: on a poster, a website.
CREATE TABLE open_links (
    id         TEXT PRIMARY KEY,
    form_id    TEXT NOT NULL,
    link_id    TEXT NOT NULL,
    place      TEXT NOT NULL,               -- where it hangs: "Poster at the library"
    made_by    TEXT NOT NULL,               -- name
    account_id TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    closes_at  BIGINT NOT NULL              -- ends of itself; who has begun by then finishes
);
CREATE INDEX open_links_form ON open_links (form_id, made_at);
CREATE INDEX open_links_link ON open_links (link_id);
