-- +goose Up

-- One row for each part of the directory that is kept in memory for search.
-- A change writes a new stamp, so every process sees that its copy is old.
CREATE TABLE directory_stamps (
    part  TEXT PRIMARY KEY,   -- services, capacity
    stamp TEXT NOT NULL       -- a new id with every change
);

-- Organisations that run services.
CREATE TABLE organisations (
    id          TEXT PRIMARY KEY,  -- the source's own id when it is a UUID, else made from source and source_id
    name        TEXT NOT NULL,
    description TEXT NOT NULL,     -- may be empty
    website     TEXT NOT NULL,     -- http or https, may be empty
    email       TEXT NOT NULL,     -- may be empty
    phone       TEXT NOT NULL,     -- as published, may be empty
    source      TEXT NOT NULL,     -- which feed or file it came from
    source_id   TEXT NOT NULL,     -- its id there
    record_hash TEXT NOT NULL,     -- of everything imported; the same hash writes nothing
    record      TEXT NOT NULL,     -- the whole original record as JSON, fields Linkwork does not know included
    changed_at  BIGINT NOT NULL    -- milliseconds UTC, last written
);

-- Services, groups and activities that a person can be connected to.
CREATE TABLE services (
    id              TEXT PRIMARY KEY,  -- as organisations.id
    organisation_id TEXT REFERENCES organisations (id), -- NULL when the source names none
    name            TEXT NOT NULL,
    alternate_name  TEXT NOT NULL,     -- may be empty
    description     TEXT NOT NULL,     -- plain text or light markup as published; never trusted as HTML
    status          TEXT NOT NULL,     -- active, inactive, defunct, temporarily closed
    website         TEXT NOT NULL,     -- http or https, may be empty
    email           TEXT NOT NULL,     -- may be empty
    phone           TEXT NOT NULL,     -- may be empty
    eligibility     TEXT NOT NULL,     -- who it is for, in words; may be empty
    minimum_age     INTEGER,           -- years; NULL when not stated
    maximum_age     INTEGER,           -- years; NULL when not stated
    how_to_apply    TEXT NOT NULL,     -- may be empty
    cost            TEXT NOT NULL,     -- in words; may be empty
    free            TEXT NOT NULL,     -- yes, no, or empty when not stated
    alert           TEXT NOT NULL,     -- a notice by the organisation, may be empty
    topics          TEXT NOT NULL,     -- names of taxonomy terms as published, JSON array of texts
    assured_on      TEXT,              -- date it was last checked, 2026-11-23; NULL when not stated
    assured_by      TEXT NOT NULL,     -- e-mail address of who checked, may be empty
    takes_referrals TEXT NOT NULL,     -- yes, no, or empty when not known; kept when a feed does not say
    referral_email  TEXT NOT NULL,     -- where referrals are sent for an answer; kept when a feed does not say
    referral_phone  TEXT NOT NULL,     -- to ring about a referral; kept when a feed does not say
    source          TEXT NOT NULL,     -- which feed or file it came from
    source_id       TEXT NOT NULL,     -- its id there
    record_hash     TEXT NOT NULL,     -- as organisations.record_hash
    record          TEXT NOT NULL,     -- as organisations.record
    changed_at      BIGINT NOT NULL,   -- milliseconds UTC, last written
    UNIQUE (source, source_id)
);
CREATE INDEX services_organisation ON services (organisation_id);

-- Places where services happen.
CREATE TABLE locations (
    id            TEXT PRIMARY KEY,    -- as organisations.id
    name          TEXT NOT NULL,       -- may be empty
    kind          TEXT NOT NULL,       -- physical, postal, virtual
    address       TEXT NOT NULL,       -- one line, without the postcode; may be empty
    postcode      TEXT NOT NULL,       -- QX3 7LB, or only the outcode, or empty
    outcode       TEXT NOT NULL,       -- QX3, or empty
    latitude      DOUBLE PRECISION,    -- degrees, WGS 84; NULL when not known
    longitude     DOUBLE PRECISION,    -- degrees, WGS 84; NULL when not known
    accessibility TEXT NOT NULL,       -- in words; may be empty
    step_free     TEXT NOT NULL,       -- yes, no, or empty when not stated
    transport     TEXT NOT NULL,       -- how to get there; may be empty
    source        TEXT NOT NULL,       -- which feed or file it came from
    source_id     TEXT NOT NULL,       -- its id there
    record_hash   TEXT NOT NULL,       -- as organisations.record_hash
    record        TEXT NOT NULL,       -- as organisations.record
    changed_at    BIGINT NOT NULL      -- milliseconds UTC, last written
);

-- Which service happens at which place.
CREATE TABLE service_locations (
    service_id  TEXT NOT NULL REFERENCES services (id),
    location_id TEXT NOT NULL REFERENCES locations (id),
    position    INTEGER NOT NULL,      -- order as published, from 0
    PRIMARY KEY (service_id, location_id)
);

-- When a service is open or a group meets.
CREATE TABLE schedules (
    service_id  TEXT NOT NULL REFERENCES services (id),
    position    INTEGER NOT NULL,      -- order as published, from 0
    location_id TEXT REFERENCES locations (id), -- NULL when it holds for every place
    summary     TEXT NOT NULL,         -- in words: Thursdays and Fridays, 10am to 6pm
    days        TEXT NOT NULL,         -- MO,TU,WE,TH,FR,SA,SU, those that apply; empty when not stated
    opens       TEXT NOT NULL,         -- 10:00 London time, or empty
    closes      TEXT NOT NULL,         -- 18:00 London time, or empty
    PRIMARY KEY (service_id, position)
);

-- Languages spoken, beyond English.
CREATE TABLE service_languages (
    service_id TEXT NOT NULL REFERENCES services (id),
    language   TEXT NOT NULL,          -- name in English, as published
    PRIMARY KEY (service_id, language)
);

-- Needs a service can help with, and why Linkwork thinks so.
CREATE TABLE service_needs (
    service_id TEXT NOT NULL REFERENCES services (id),
    need       TEXT NOT NULL,          -- code in vocabulary.Needs
    found_in   TEXT NOT NULL,          -- topic, name, description
    word       TEXT NOT NULL,          -- the topic or word that says so
    PRIMARY KEY (service_id, need)
);

-- Whether a service has room, as somebody saw it at a moment. Never edited.
CREATE TABLE capacity_observations (
    id            TEXT PRIMARY KEY,
    service_id    TEXT NOT NULL REFERENCES services (id),
    state         TEXT NOT NULL,       -- places, waiting, full, unknown
    places        INTEGER NOT NULL,    -- how many, when state is places; 0 when not said
    weeks         INTEGER NOT NULL,    -- of waiting, when state is waiting; 0 when not said
    note          TEXT NOT NULL,       -- one line, nothing about a person; may be empty
    observer      TEXT NOT NULL,       -- organisation, worker, import
    observer_id   TEXT NOT NULL,       -- account that wrote it down; empty for an organisation
    observer_name TEXT NOT NULL,       -- shown beside it
    observed_at   BIGINT NOT NULL      -- milliseconds UTC
);
CREATE INDEX capacity_observations_service ON capacity_observations (service_id, observed_at, id);

-- Needs that nobody could meet, here. Nothing about the person is kept.
CREATE TABLE gaps (
    id          TEXT PRIMARY KEY,
    need        TEXT NOT NULL,         -- code in vocabulary.Needs
    outcode     TEXT NOT NULL,         -- where: QX3
    looked_for  TEXT NOT NULL,         -- what would have helped, in a few words; may be empty
    recorded_by TEXT NOT NULL,         -- account
    recorded_at BIGINT NOT NULL        -- milliseconds UTC
);
CREATE INDEX gaps_recorded ON gaps (recorded_at, id);
