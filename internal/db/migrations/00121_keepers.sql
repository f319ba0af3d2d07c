-- +goose Up

-- Mail addresses at which organisations keep their entries of the directory.
CREATE TABLE keepers (
    id         TEXT PRIMARY KEY,
    address    TEXT NOT NULL UNIQUE,   -- in lower case
    added_at   BIGINT NOT NULL,        -- milliseconds UTC
    stopped_at BIGINT                  -- milliseconds UTC; NULL while it may be asked
);

-- That an organisation was asked whether an entry is still right.
CREATE TABLE keeper_asks (
    id         TEXT PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,   -- of the entry, when it was last checked, and which time of asking this is
    service_id TEXT NOT NULL,
    keeper_id  TEXT NOT NULL REFERENCES keepers (id),
    checked_on TEXT NOT NULL,          -- day the entry was last checked, empty for never
    by_id      TEXT NOT NULL,          -- account, empty for the program
    by_name    TEXT NOT NULL,          -- empty for the program
    message_id TEXT NOT NULL,          -- one message asks about every entry of an address that is due
    at         BIGINT NOT NULL         -- milliseconds UTC
);
CREATE INDEX keeper_asks_service ON keeper_asks (service_id, at);
CREATE INDEX keeper_asks_keeper ON keeper_asks (keeper_id, at);
CREATE INDEX keeper_asks_at ON keeper_asks (at);

-- What an organisation says is different by now.
CREATE TABLE keeper_suggestions (
    id         TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    keeper_id  TEXT NOT NULL REFERENCES keepers (id),
    note       TEXT NOT NULL,          -- to whoever looks at it; may be empty
    state      TEXT NOT NULL,          -- waiting, approved, declined, replaced
    at         BIGINT NOT NULL,        -- milliseconds UTC
    decided_at BIGINT,                 -- milliseconds UTC; NULL while it waits
    by_id      TEXT NOT NULL,          -- account that decided, empty while it waits
    by_name    TEXT NOT NULL,
    reason     TEXT NOT NULL           -- why something was left out; may be empty
);
CREATE INDEX keeper_suggestions_state ON keeper_suggestions (state, at);
CREATE INDEX keeper_suggestions_service ON keeper_suggestions (service_id, at);

-- The fields of a suggestion.
CREATE TABLE keeper_changes (
    suggestion_id TEXT NOT NULL REFERENCES keeper_suggestions (id),
    field         TEXT NOT NULL,       -- code in directory.Fields
    was           TEXT NOT NULL,       -- what the entry said, in words, when they wrote
    wanted        TEXT NOT NULL,       -- what it is to say, in words
    taken         BOOLEAN NOT NULL,    -- it was approved
    PRIMARY KEY (suggestion_id, field)
);

-- Whether organisations are asked by themselves; one row, once somebody chose.
CREATE TABLE keeper_settings (
    id      INTEGER PRIMARY KEY,       -- 1
    asks    BOOLEAN NOT NULL,
    a_day   INTEGER NOT NULL,          -- most messages a day in the whole area
    version INTEGER NOT NULL
);
