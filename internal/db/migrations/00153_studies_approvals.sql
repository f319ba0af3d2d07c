-- +goose Up

-- A document of a study: an information sheet, a topic guide. Its versions hold
-- the bytes.
CREATE TABLE study_documents (
    id        TEXT PRIMARY KEY,
    study_id  TEXT NOT NULL REFERENCES studies (id),
    kind      TEXT NOT NULL,                   -- protocol, information-sheet, consent-form, …
    title     TEXT NOT NULL,
    language  TEXT NOT NULL,                   -- BCP 47: "en", "cy"
    site_id   TEXT REFERENCES study_sites (id), -- localised for one site; NULL for all
    audience  TEXT NOT NULL                    -- kind of participants that it is for, '' for all
);
CREATE INDEX study_documents_study ON study_documents (study_id, kind);

-- Bytes as approved. These rows never change but for the day on which a later
-- version takes their place.
CREATE TABLE study_document_versions (
    id            TEXT PRIMARY KEY,
    document_id   TEXT NOT NULL REFERENCES study_documents (id),
    number        TEXT NOT NULL,               -- "1.2"
    dated         TEXT NOT NULL,               -- the date that it bears
    media_type    TEXT NOT NULL,               -- text/markdown, application/pdf, a consent form as JSON
    body          BYTEA NOT NULL,
    sha256        TEXT NOT NULL,               -- of body, in hex
    size          INTEGER NOT NULL,            -- bytes
    amendment_id  TEXT,                        -- that brought it
    approved_on   TEXT,                        -- NULL while it may not be used
    superseded_on TEXT,
    added_at      BIGINT NOT NULL,
    added_by      TEXT NOT NULL,               -- name
    UNIQUE (document_id, number)
);

-- A change that was put to those who approve.
CREATE TABLE study_amendments (
    id           TEXT PRIMARY KEY,
    study_id     TEXT NOT NULL REFERENCES studies (id),
    number       TEXT NOT NULL,                -- "AM02"
    category     TEXT NOT NULL,                -- substantial, non-substantial, urgent
    words        TEXT NOT NULL,                -- what changes and why
    reconsent    BOOLEAN NOT NULL,             -- whoever takes part is asked for consent again
    submitted_on TEXT,
    approved_on  TEXT,
    refused_on   TEXT,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (study_id, number)
);

-- When an amendment came into force at a site.
CREATE TABLE study_amendment_sites (
    amendment_id   TEXT NOT NULL REFERENCES study_amendments (id),
    site_id        TEXT NOT NULL REFERENCES study_sites (id),
    implemented_on TEXT NOT NULL,
    by_name        TEXT NOT NULL,
    PRIMARY KEY (amendment_id, site_id)
);

-- What has to be done before a site opens, and before it is archived.
CREATE TABLE study_site_tasks (
    id       TEXT PRIMARY KEY,
    site_id  TEXT NOT NULL REFERENCES study_sites (id),
    step     TEXT NOT NULL,                    -- identified, assessing, arranging, confirmed, open, closed
    ordinal  INTEGER NOT NULL,
    title    TEXT NOT NULL,
    due      TEXT,
    done_on  TEXT,
    done_by  TEXT NOT NULL,
    waived   TEXT NOT NULL,                    -- why it is not needed here, '' while it is
    version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_site_tasks_site ON study_site_tasks (site_id, ordinal);

-- A letter that lets a researcher work at a site.
CREATE TABLE study_access_letters (
    id       TEXT PRIMARY KEY,
    site_id  TEXT NOT NULL REFERENCES study_sites (id),
    name     TEXT NOT NULL,                    -- of the researcher
    kind     TEXT NOT NULL,                    -- letter, honorary-contract, passport
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    noted_by TEXT NOT NULL
);
CREATE INDEX study_access_letters_site ON study_access_letters (site_id);

-- Who may do what at a site, authorised by its principal investigator.
CREATE TABLE study_delegations (
    id            TEXT PRIMARY KEY,
    site_id       TEXT NOT NULL REFERENCES study_sites (id),
    member_id     TEXT NOT NULL REFERENCES study_members (id),
    tasks         TEXT NOT NULL,               -- JSON: codes of tasks
    training      TEXT NOT NULL,               -- evidence: which, when
    from_day      TEXT NOT NULL,
    to_day        TEXT,
    authorised_by TEXT NOT NULL,               -- name of the investigator, '' until then
    authorised_on TEXT,
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_delegations_site ON study_delegations (site_id);

-- What went otherwise than approved, and what was hard.
CREATE TABLE study_events (
    id          TEXT PRIMARY KEY,
    study_id    TEXT NOT NULL REFERENCES studies (id),
    site_id     TEXT REFERENCES study_sites (id),
    kind        TEXT NOT NULL,                 -- deviation, serious-breach, urgent-measure, difficulty
    day         TEXT NOT NULL,                 -- on which it happened
    found_on    TEXT NOT NULL,
    words       TEXT NOT NULL,
    done        TEXT NOT NULL,                 -- what was done about it
    reported_on TEXT,                          -- to those who have to know
    reported_to TEXT NOT NULL,
    closed_on   TEXT,
    by_name     TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_events_study ON study_events (study_id, day);
