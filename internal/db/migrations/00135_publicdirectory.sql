-- +goose Up

-- Short codes of published entries, for links that are texted or typed in from
-- paper. A code is made when it is first given and stays that of its entry.
CREATE TABLE entry_codes (
    code       TEXT PRIMARY KEY,
    service_id TEXT NOT NULL UNIQUE
);
