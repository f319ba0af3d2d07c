-- +goose Up

-- A knowledge exchange event of a study.
CREATE TABLE events (
    id           TEXT PRIMARY KEY,
    study_id     TEXT NOT NULL REFERENCES studies (id),
    title        TEXT NOT NULL,
    description  TEXT NOT NULL,                -- in plain English, for everybody
    audience     TEXT NOT NULL,                -- who it is for
    town         TEXT NOT NULL,                -- '' for one that is only online
    venue        TEXT NOT NULL,                -- name and address
    getting_in   TEXT NOT NULL,                -- access information
    step_free    BOOLEAN NOT NULL,
    online       TEXT NOT NULL,                -- address; told to those who have a place
    capacity     INTEGER NOT NULL,
    opens_on     TEXT,                         -- registration: first and last day
    closes_on    TEXT,
    state        TEXT NOT NULL,                -- draft, open, closed, over, cancelled
    why          TEXT NOT NULL,                -- why it was cancelled
    findings     TEXT NOT NULL,                -- JSON: what was found and is shown there, a line each
    form_id      TEXT,                         -- of the feedback; NULL before there is one
    edition      INTEGER NOT NULL,
    purpose      TEXT NOT NULL,                -- of the feedback: evaluation or research
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX events_of_study ON events (study_id);

-- A day of an event.
CREATE TABLE event_days (
    event_id     TEXT NOT NULL REFERENCES events (id),
    day          TEXT NOT NULL,
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    words        TEXT NOT NULL,                -- what the day is, '' where there is one
    PRIMARY KEY (event_id, day)
);

-- What stands in the programme.
CREATE TABLE event_sessions (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    kind         TEXT NOT NULL,                -- talk, activity, discussion, break
    starts_at    BIGINT NOT NULL,
    minutes      INTEGER NOT NULL,
    title        TEXT NOT NULL,
    words        TEXT NOT NULL,
    speaker      TEXT NOT NULL,                -- '' for none
    affiliation  TEXT NOT NULL,
    agreed_on    TEXT                          -- day on which the speaker agreed to be named publicly
);
CREATE INDEX event_sessions_of ON event_sessions (event_id, starts_at);

-- Somebody on a list who is invited by mail.
CREATE TABLE event_invitees (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    name         TEXT NOT NULL,                -- '' where the list has none
    email        TEXT NOT NULL,                -- in small letters
    added_at     BIGINT NOT NULL,
    invited_at   BIGINT,
    stopped_at   BIGINT,                       -- they want no more mail
    UNIQUE (event_id, email)
);

-- Somebody who wants to come, or came.
CREATE TABLE event_delegates (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,                -- in small letters; '' for somebody without
    kind         TEXT NOT NULL,                -- link-worker, manager, ...
    organisation TEXT NOT NULL,
    needs        TEXT NOT NULL,                -- access needs
    food         TEXT NOT NULL,
    photos       BOOLEAN NOT NULL,             -- photographs may show them
    site_id      TEXT,                         -- the study's site that they come from
    state        TEXT NOT NULL,                -- asked, coming, waiting, offered, lapsed, cancelled
    state_at     BIGINT NOT NULL,              -- since when; the order of the waiting list
    offer_until  BIGINT,
    reminded_at  BIGINT,
    told_at      BIGINT,                       -- thanked, or told that the event was cancelled
    feedback_at  BIGINT,                       -- began to give feedback; which is theirs stands nowhere
    exchange     BOOLEAN NOT NULL,             -- others who wish the same may see their name
    invitee_id   TEXT,                         -- the invitation by which they came
    walked_in    BOOLEAN NOT NULL
);
CREATE INDEX event_delegates_of ON event_delegates (event_id, state, state_at);
CREATE UNIQUE INDEX event_delegates_email ON event_delegates (event_id, email) WHERE email <> '';

-- Somebody was there on a day.
CREATE TABLE event_attendances (
    delegate_id  TEXT NOT NULL REFERENCES event_delegates (id),
    day          TEXT NOT NULL,
    came_at      BIGINT NOT NULL,
    noted_by     TEXT NOT NULL,
    PRIMARY KEY (delegate_id, day)
);

-- A delegate wishes to keep in contact with another. Both rows: both are told.
CREATE TABLE event_wishes (
    from_id      TEXT NOT NULL REFERENCES event_delegates (id),
    to_id        TEXT NOT NULL REFERENCES event_delegates (id),
    wished_at    BIGINT NOT NULL,
    PRIMARY KEY (from_id, to_id)
);

-- What something in the role is like in one network, as delegates write it together.
CREATE TABLE event_comparisons (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    delegate_id  TEXT,                         -- who wrote it; NULL for the team
    topic        TEXT NOT NULL,
    network      TEXT NOT NULL,
    here         TEXT NOT NULL,
    compared     TEXT NOT NULL,                -- similar, different, '' where nobody said
    added_at     BIGINT NOT NULL
);
CREATE INDEX event_comparisons_of ON event_comparisons (event_id, topic);

-- A theme that the team put on feedback.
CREATE TABLE event_themes (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    asking_id    TEXT NOT NULL,
    theme        TEXT NOT NULL,
    put_by       TEXT NOT NULL,
    put_at       BIGINT NOT NULL,
    UNIQUE (asking_id, theme)
);
CREATE INDEX event_themes_of ON event_themes (event_id, theme);

-- A blog about an event, one of the outputs of its study.
CREATE TABLE event_blogs (
    event_id     TEXT NOT NULL REFERENCES events (id),
    output_id    TEXT NOT NULL,
    PRIMARY KEY (event_id, output_id)
);

-- A site allows that those who come from it are told as such.
CREATE TABLE event_site_permissions (
    site_id      TEXT PRIMARY KEY,
    study_id     TEXT NOT NULL REFERENCES studies (id),
    given_on     TEXT NOT NULL,
    words        TEXT NOT NULL,                -- who gave it and how
    noted_by     TEXT NOT NULL
);
