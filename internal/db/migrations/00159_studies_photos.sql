-- +goose Up

-- How a study asks for photographs.
CREATE TABLE study_photo_plans (
    study_id  TEXT PRIMARY KEY REFERENCES studies (id),
    most_each INTEGER NOT NULL,                -- photographs that somebody may send for a prompt
    days      INTEGER NOT NULL,                -- for how many days somebody is asked
    keep_days INTEGER NOT NULL,                -- after how many days an original is destroyed
    version   INTEGER NOT NULL DEFAULT 1
);

-- What the taker of a photograph lets the study do, in versions that stay.
CREATE TABLE study_photo_licences (
    study_id TEXT NOT NULL REFERENCES studies (id),
    number   INTEGER NOT NULL,
    words    TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,                    -- name
    PRIMARY KEY (study_id, number)
);

-- What a photograph is asked of.
CREATE TABLE study_photo_prompts (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    ordinal  INTEGER NOT NULL,
    words    TEXT NOT NULL,                    -- "A typical part of your working day"
    hint     TEXT NOT NULL,
    ended_at BIGINT                            -- asked no more; its photographs stay
);
CREATE INDEX study_photo_prompts_study ON study_photo_prompts (study_id, ordinal);

-- A participant who is asked for photographs.
CREATE TABLE study_photo_sets (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    until_day      TEXT NOT NULL,              -- the last day on which photographs are taken in
    asked_at       BIGINT NOT NULL,
    asked_by       TEXT NOT NULL,              -- name
    done_at        BIGINT,                     -- they said that these are all
    closed_at      BIGINT,                     -- the team takes no more in
    reminders      INTEGER NOT NULL DEFAULT 0, -- sent
    remind_at      BIGINT,                     -- the next
    unreminded     BOOLEAN NOT NULL DEFAULT FALSE -- they want no reminder
);
CREATE INDEX study_photo_sets_study ON study_photo_sets (study_id);
CREATE INDEX study_photo_sets_participant ON study_photo_sets (participant_id);

CREATE TABLE study_photo_links (
    link_id TEXT PRIMARY KEY,
    set_id  TEXT NOT NULL REFERENCES study_photo_sets (id)
);
CREATE INDEX study_photo_links_set ON study_photo_links (set_id);

-- A photograph for a prompt, or that there is none and why. Its pictures, and words
-- in its place, are in study_photo_items.
CREATE TABLE study_photos (
    id              TEXT PRIMARY KEY,
    study_id        TEXT NOT NULL REFERENCES studies (id),
    set_id          TEXT NOT NULL REFERENCES study_photo_sets (id),
    participant_id  TEXT NOT NULL REFERENCES participants (id),
    prompt_id       TEXT NOT NULL REFERENCES study_photo_prompts (id),
    shows           TEXT NOT NULL,             -- what it shows, in the participant's words
    people          TEXT NOT NULL,             -- none, agreed, not-agreed; '' where there is no photograph
    people_words    TEXT NOT NULL,             -- who, and what they agreed, in words that name nobody
    workplace       TEXT NOT NULL,             -- elsewhere, allowed, not-asked, refused; '' where there is no photograph
    workplace_words TEXT NOT NULL,             -- who allowed it
    missing         TEXT NOT NULL,             -- why there is none; '' for a photograph
    missing_words   TEXT NOT NULL,
    original_id     TEXT NOT NULL,             -- the file in quarantine; '' for none
    original_mark   TEXT NOT NULL,             -- keyed hash of the original as it came, with the id of the key
    licence         INTEGER NOT NULL,          -- number of the licence that the taker gave; 0 for none yet
    licensed_at     BIGINT,
    credit          TEXT NOT NULL,             -- name, pseudonym, none; '' while nobody was asked
    credit_name     TEXT NOT NULL,
    came_at         BIGINT NOT NULL,
    came_by         TEXT NOT NULL,             -- name
    removed_at      BIGINT,                    -- its pictures and words are gone
    removed_why     TEXT NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_photos_study ON study_photos (study_id, prompt_id);
CREATE INDEX study_photos_set ON study_photos (set_id);
CREATE INDEX study_photos_participant ON study_photos (participant_id);

-- What can be shown of a photograph: itself, cleaned; an image made from it; words
-- in its place. Each names what it was made from.
CREATE TABLE study_photo_items (
    id           TEXT PRIMARY KEY,
    photo_id     TEXT NOT NULL REFERENCES study_photos (id),
    kind         TEXT NOT NULL,                -- original, image, words
    made_from    TEXT REFERENCES study_photo_items (id), -- NULL for the original, and for words where there is no photograph
    how          TEXT NOT NULL,                -- cleaned, covered, redrawn, written
    why          TEXT NOT NULL,
    picture_id   TEXT NOT NULL,                -- '' for words
    small_id     TEXT NOT NULL,                -- the same, small
    words        TEXT NOT NULL,                -- in its place
    alt          TEXT NOT NULL,                -- alternative text; '' while nobody wrote it
    alt_by       TEXT NOT NULL,
    checks       TEXT NOT NULL,                -- JSON: risk -> absent, fine, cover
    checked_at   BIGINT,
    checked_by   TEXT NOT NULL,                -- name of the researcher
    made_at      BIGINT NOT NULL,
    made_by      TEXT NOT NULL,                -- name
    refused_at   BIGINT,                       -- the participant does not want this one shown
    removed_at   BIGINT
);
CREATE INDEX study_photo_items_photo ON study_photo_items (photo_id, made_at);

-- Where a photograph may be shown, and in which form. A row never changes but for
-- its end: the latest of a use says what holds.
CREATE TABLE study_photo_releases (
    id         TEXT PRIMARY KEY,
    photo_id   TEXT NOT NULL REFERENCES study_photos (id),
    used_for   TEXT NOT NULL,                  -- analysis, team, advisors, report, event, web, press
    form       TEXT NOT NULL,                  -- original, changed, nowhere
    given_by   TEXT NOT NULL,                  -- name of whoever noted it
    how        TEXT NOT NULL,                  -- by the participant's link, or how they said it
    given_at   BIGINT NOT NULL,
    expires_on TEXT,                           -- the last day
    ended_at   BIGINT,                         -- taken back, or replaced by a later row
    replaced   BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX study_photo_releases_photo ON study_photo_releases (photo_id, given_at);

-- Somebody in a photograph who agreed that it is used.
CREATE TABLE study_photo_agreements (
    id        TEXT PRIMARY KEY,
    photo_id  TEXT NOT NULL REFERENCES study_photos (id),
    who       TEXT NOT NULL,                   -- in words that name nobody: "a colleague, left"
    how       TEXT NOT NULL,                   -- signed form, message, spoken
    uses      TEXT NOT NULL,                   -- JSON: what they agreed to
    agreed_on TEXT NOT NULL,
    noted_by  TEXT NOT NULL,
    noted_at  BIGINT NOT NULL,
    ended_at  BIGINT                           -- they took it back
);
CREATE INDEX study_photo_agreements_photo ON study_photo_agreements (photo_id);

-- Where a photograph was shown.
CREATE TABLE study_photo_uses (
    id       TEXT PRIMARY KEY,
    photo_id TEXT NOT NULL REFERENCES study_photos (id),
    item_id  TEXT NOT NULL REFERENCES study_photo_items (id),
    used_for TEXT NOT NULL,
    words    TEXT NOT NULL,                    -- "Final report, page 12"
    used_on  TEXT NOT NULL,
    by_name  TEXT NOT NULL,
    final    BOOLEAN NOT NULL                  -- published: cannot be recalled
);
CREATE INDEX study_photo_uses_photo ON study_photo_uses (photo_id);

-- What is in the public gallery of a study.
CREATE TABLE study_photo_gallery (
    photo_id     TEXT PRIMARY KEY REFERENCES study_photos (id),
    item_id      TEXT NOT NULL REFERENCES study_photo_items (id),
    published_at BIGINT NOT NULL,
    by_name      TEXT NOT NULL,
    ended_at     BIGINT                        -- taken down
);
