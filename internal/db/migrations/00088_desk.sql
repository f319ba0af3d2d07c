-- +goose Up
-- Something that came in for a link worker: somebody rang the practice, a text
-- came back.
CREATE TABLE desk_notes (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    practice_id TEXT,                         -- whose desk left it, NULL for what came by text
    person_id   TEXT NOT NULL,                -- '' while nobody has said who it is
    who         TEXT NOT NULL,                -- the name as it was left, '' for a known person
    about       TEXT NOT NULL,                -- code of vocabulary.DeskMatters
    words       TEXT NOT NULL,
    call_back   TEXT NOT NULL,                -- number to call, or that the text came from
    by_when     TEXT,                         -- date, NULL when none was named
    came_by     TEXT NOT NULL,                -- desk | text
    left_name   TEXT NOT NULL,                -- who left it
    state       TEXT NOT NULL,                -- new | taken | answered | closed
    owner_id    TEXT NOT NULL,                -- account; '' = the team's inbox
    owner_name  TEXT NOT NULL,
    reply       TEXT NOT NULL,                -- what the desk is told
    came_at     BIGINT NOT NULL,
    state_at    BIGINT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX desk_notes_team ON desk_notes (team_id, state, came_at);
CREATE INDEX desk_notes_person ON desk_notes (person_id, came_at) WHERE person_id <> '';
CREATE INDEX desk_notes_practice ON desk_notes (practice_id, came_at);

-- A text as the gateway handed it over, kept before anything is made of it.
CREATE TABLE texts_in (
    gateway_id  TEXT PRIMARY KEY,             -- the gateway's own id: the same text is taken once
    sender      TEXT NOT NULL,                -- digits only, +44 as 0
    words       TEXT NOT NULL,
    note_id     TEXT NOT NULL,
    answered    BOOLEAN NOT NULL,             -- the out-of-hours answer went for it
    received_at BIGINT NOT NULL
);
CREATE INDEX texts_in_sender ON texts_in (sender, received_at);
