-- +goose Up

-- Money that a member spent to take part and asks for, by their own page.
CREATE TABLE study_group_claims (
    id         TEXT PRIMARY KEY,
    member_id  TEXT NOT NULL REFERENCES study_group_members (id),
    kind       TEXT NOT NULL,                  -- expenses, carer
    words      TEXT NOT NULL,                  -- what for, as they say it
    pence      INTEGER NOT NULL,
    spent_on   TEXT NOT NULL,
    receipt_id TEXT,                           -- of package files, NULL for none
    state      TEXT NOT NULL,                  -- claimed, agreed, declined, paid
    claimed_on TEXT NOT NULL,
    settled_on TEXT,                           -- agreed or declined
    settled_by TEXT NOT NULL,
    answer     TEXT NOT NULL,                  -- why it is declined; the member reads it
    paid_on    TEXT,
    paid_how   TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_group_claims_member ON study_group_claims (member_id, claimed_on);
