-- +goose Up
-- Money or vouchers that a team may give away.
CREATE TABLE pots (
    id             TEXT PRIMARY KEY,
    team_id        TEXT NOT NULL,
    name           TEXT NOT NULL,             -- "Winter fuel vouchers"
    kind           TEXT NOT NULL,             -- code of vocabulary.HelpKinds
    funder         TEXT NOT NULL,             -- whose money it is
    total_pence    BIGINT NOT NULL,           -- how much there is in all
    other_approver BOOLEAN NOT NULL,          -- whoever asks may not approve
    closed_on      TEXT,                      -- date, NULL while it may be used
    created_at     BIGINT NOT NULL,
    version        INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX pots_team ON pots (team_id, name);

-- One voucher, grant, budget or thing for one person.
CREATE TABLE awards (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    pot_id       TEXT REFERENCES pots (id),   -- NULL when it comes from elsewhere
    kind         TEXT NOT NULL,               -- code of vocabulary.HelpKinds
    what         TEXT NOT NULL,               -- what it is for, in words
    amount_pence BIGINT NOT NULL,             -- 0 for something without an amount
    number       TEXT NOT NULL,               -- voucher or reference number; the person's secret
    approver     TEXT NOT NULL,               -- who said yes: an account's name, or somebody outside
    state        TEXT NOT NULL,               -- asked | approved | refused | withdrawn | issued | redeemed | expired | returned
    asked_by     TEXT NOT NULL,               -- account
    asked_name   TEXT NOT NULL,
    asked_on     TEXT NOT NULL,               -- date
    review_on    TEXT,                        -- date on which a budget is looked at again
    updated_at   BIGINT NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX awards_person ON awards (person_id, asked_on);
CREATE INDEX awards_pot ON awards (pot_id, state);

-- Everything that happened to an award; rows are only added.
CREATE TABLE award_events (
    id         TEXT PRIMARY KEY,
    award_id   TEXT NOT NULL REFERENCES awards (id),
    at         BIGINT NOT NULL,
    by_name    TEXT NOT NULL,
    from_state TEXT NOT NULL,                 -- '' at the beginning
    to_state   TEXT NOT NULL,
    words      TEXT NOT NULL
);
CREATE INDEX award_events_award ON award_events (award_id, at);

-- Income that a person gained with help.
CREATE TABLE incomes (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    source       TEXT NOT NULL,               -- "Attendance Allowance"
    amount_pence BIGINT NOT NULL,
    every        TEXT NOT NULL,               -- week | month | once
    since        TEXT NOT NULL,               -- date of the first payment
    sure         BOOLEAN NOT NULL,            -- seen or told by the payer; else an estimate
    because      TEXT NOT NULL,               -- which help led to it
    by_name      TEXT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    taken_back   BIGINT                       -- ms UTC when it was recorded by mistake
);
CREATE INDEX incomes_person ON incomes (person_id, since);
