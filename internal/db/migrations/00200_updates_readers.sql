-- +goose Up

-- The secret of which marks of addresses and ways out are made. One row.
CREATE TABLE update_secrets (
    id      TEXT PRIMARY KEY,                  -- 'readers'
    secret  TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

-- The list of readers of a study's updates.
CREATE TABLE update_lists (
    study_id    TEXT PRIMARY KEY REFERENCES studies (id),
    title       TEXT NOT NULL,                 -- as readers know it
    about       TEXT NOT NULL,                 -- what comes, how often: for whoever thinks of subscribing
    open        BOOLEAN NOT NULL,              -- anybody may subscribe on the public page
    rate        INTEGER NOT NULL,              -- mails a second at most
    connections INTEGER NOT NULL,              -- to the mail server at a time
    version     INTEGER NOT NULL DEFAULT 1
);

-- What a reader may choose to hear about.
CREATE TABLE update_topics (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES update_lists (study_id),
    name     TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    ended_at BIGINT                            -- no longer offered; NULL while it is
);
CREATE INDEX update_topics_study ON update_topics (study_id, added_at);

-- Somebody who gets the updates, or was asked whether they want them. Erased when they
-- leave, and when they do not answer.
CREATE TABLE update_readers (
    id           TEXT PRIMARY KEY,
    study_id     TEXT NOT NULL REFERENCES update_lists (study_id),
    mark         TEXT NOT NULL,                -- hash of study and address, see update_suppressions
    address      TEXT NOT NULL,
    name         TEXT NOT NULL,                -- '' for unknown; in no mail
    state        TEXT NOT NULL,                -- asked, confirmed, bounced
    agreed_how   TEXT NOT NULL,                -- where and how they agreed, '' while only asked
    agreed_on    TEXT,                         -- day
    asked_at     BIGINT,                       -- when a mail last asked them to confirm
    added_at     BIGINT NOT NULL,
    UNIQUE (study_id, mark)
);
CREATE INDEX update_readers_state ON update_readers (study_id, state, id);

-- Which topics a reader chose. None: all of them.
CREATE TABLE update_reader_topics (
    reader_id TEXT NOT NULL REFERENCES update_readers (id) ON DELETE CASCADE,
    topic_id  TEXT NOT NULL REFERENCES update_topics (id),
    PRIMARY KEY (reader_id, topic_id)
);

-- Addresses that are not written to, as marks: they say nothing about an address to whoever
-- has not the secret, and outlive the reader.
CREATE TABLE update_suppressions (
    mark     TEXT PRIMARY KEY,                 -- of study and address, or of the address alone: for every list
    study_id TEXT NOT NULL REFERENCES studies (id), -- from whose list
    reason   TEXT NOT NULL,                    -- left, removed, bounced, complained
    since    BIGINT NOT NULL
);
CREATE INDEX update_suppressions_study ON update_suppressions (study_id, reason);

-- One mail on its way to many readers.
CREATE TABLE update_sendings (
    id          TEXT PRIMARY KEY,
    study_id    TEXT NOT NULL REFERENCES update_lists (study_id),
    about_id    TEXT NOT NULL,                 -- the edition; '' for none
    subject     TEXT NOT NULL,
    html        TEXT NOT NULL,
    text        TEXT NOT NULL,
    state       TEXT NOT NULL,                 -- going, paused, stopped, over
    trouble     TEXT NOT NULL DEFAULT '',      -- why nothing goes out at the moment
    queued_at   BIGINT NOT NULL,
    queued_by   TEXT NOT NULL,
    ended_at    BIGINT,
    lease       TEXT NOT NULL DEFAULT '',      -- of the process that sends it now
    lease_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX update_sendings_study ON update_sendings (study_id, queued_at);

-- One reader's copy. Its Message-ID is made of both ids.
CREATE TABLE update_deliveries (
    sending_id TEXT NOT NULL REFERENCES update_sendings (id),
    reader_id  TEXT NOT NULL,                  -- who may have been erased since
    state      TEXT NOT NULL,                  -- queued, claimed, sent, withheld, failed, left
    tries      INTEGER NOT NULL DEFAULT 0,     -- refused for now
    unanswered INTEGER NOT NULL DEFAULT 0,     -- handed over without an answer
    not_before BIGINT NOT NULL DEFAULT 0,
    state_at   BIGINT NOT NULL,
    note       TEXT NOT NULL DEFAULT '',       -- why it failed
    returned   TEXT NOT NULL DEFAULT '',       -- what a report said later: soft, hard, complaint
    PRIMARY KEY (sending_id, reader_id)
);
CREATE INDEX update_deliveries_next ON update_deliveries (sending_id, state, not_before, reader_id);
CREATE INDEX update_deliveries_reader ON update_deliveries (reader_id, sending_id);
