-- +goose Up

-- Study updates: a newsletter of a study, with numbers that are counted from its records.
CREATE TABLE update_editions (
    id               TEXT PRIMARY KEY,
    study_id         TEXT NOT NULL REFERENCES studies (id),
    number           BIGINT NOT NULL,
    title            TEXT NOT NULL,
    series           TEXT NOT NULL,
    dated            TEXT NOT NULL,           -- the day that it bears: what was there by then counts
    final            BOOLEAN NOT NULL,
    masthead         TEXT NOT NULL,           -- JSON
    blocks           TEXT NOT NULL,           -- JSON
    small_why        TEXT NOT NULL,           -- why small numbers of people may be told
    correction       TEXT NOT NULL,           -- what the next issue corrects
    state            TEXT NOT NULL,           -- draft, asked, approved, published
    edited_by        TEXT NOT NULL,
    edited_by_name   TEXT NOT NULL,
    edited_at        BIGINT NOT NULL,
    approved_by      TEXT,                    -- another account than the one that edited it last
    approved_by_name TEXT NOT NULL DEFAULT '',
    approved_at      BIGINT,
    version          BIGINT NOT NULL DEFAULT 1,
    UNIQUE (study_id, number)
);

-- What was published, as it was. Another issue of the same edition corrects it.
CREATE TABLE update_issues (
    id           TEXT PRIMARY KEY,
    edition_id   TEXT NOT NULL REFERENCES update_editions (id),
    number       BIGINT NOT NULL,
    body         TEXT NOT NULL,               -- JSON: sections, figures with their rows, wording
    correction   TEXT NOT NULL,               -- what it corrects, '' for the first
    published_at BIGINT NOT NULL,
    published_by TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    UNIQUE (edition_id, number)
);

-- Whether the links of an edition lead anywhere, when they were last tried.
CREATE TABLE update_links (
    edition_id TEXT NOT NULL REFERENCES update_editions (id),
    address    TEXT NOT NULL,
    fault      TEXT NOT NULL,                 -- '' where it led somewhere
    tried_at   BIGINT NOT NULL,
    PRIMARY KEY (edition_id, address)
);
