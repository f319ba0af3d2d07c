-- +goose Up

-- A group that a study meets: public contributors, an advisory group, a steering committee.
CREATE TABLE study_groups (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    kind     TEXT NOT NULL,                    -- ppi, public, advisory, steering, stakeholder
    name     TEXT NOT NULL,
    terms    TEXT NOT NULL,                    -- terms of reference, Markdown
    made_at  BIGINT NOT NULL,
    made_by  TEXT NOT NULL,
    version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_groups_study ON study_groups (study_id);

-- Somebody in a group. They have no account.
CREATE TABLE study_group_members (
    id           TEXT PRIMARY KEY,
    group_id     TEXT NOT NULL REFERENCES study_groups (id),
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,                -- '' for none: then they get no page
    part         TEXT NOT NULL,                -- what they are in the group: "chair"
    organisation TEXT NOT NULL,                -- '' for somebody who speaks for themselves
    stake        TEXT NOT NULL,                -- of the organisation: delivers, funds, both, voluntary, other; '' without one
    needs        TEXT NOT NULL,                -- access needs and preferences
    from_day     TEXT NOT NULL,
    to_day       TEXT,                         -- on which they left
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_group_members_group ON study_group_members (group_id);

CREATE TABLE study_group_meetings (
    id            TEXT PRIMARY KEY,
    group_id      TEXT NOT NULL REFERENCES study_groups (id),
    starts_at     BIGINT NOT NULL,
    ends_at       BIGINT NOT NULL,
    way           TEXT NOT NULL,               -- in-person, online, both
    place         TEXT NOT NULL,
    access        TEXT NOT NULL,               -- how to get in: steps, lift, toilet, parking
    joining       TEXT NOT NULL,               -- how to join online: an address, a phone number
    agenda        TEXT NOT NULL,               -- Markdown
    minutes       TEXT NOT NULL,               -- Markdown, '' while there are none
    cancelled_on  TEXT,
    cancelled_why TEXT NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_group_meetings_group ON study_group_meetings (group_id, starts_at);

-- What a group did at a meeting to take part in the research: sorting quotes, a vignette.
CREATE TABLE study_group_activities (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES study_group_meetings (id),
    title      TEXT NOT NULL,
    words      TEXT NOT NULL                   -- how it goes, Markdown
);
CREATE INDEX study_group_activities_meeting ON study_group_activities (meeting_id);

-- A paper for a meeting, its minutes as a file, or the material of an activity.
CREATE TABLE study_group_papers (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES study_group_meetings (id),
    activity_id TEXT REFERENCES study_group_activities (id),
    kind        TEXT NOT NULL,                 -- paper, minutes, material
    title       TEXT NOT NULL,
    words       TEXT NOT NULL,                 -- Markdown, '' for a file
    file_id     TEXT,                          -- of package files, NULL for a text
    added_at    BIGINT NOT NULL,
    added_by    TEXT NOT NULL
);
CREATE INDEX study_group_papers_meeting ON study_group_papers (meeting_id);

-- Somebody and a meeting: asked, what they answered, and whether they were there.
CREATE TABLE study_group_attendance (
    meeting_id TEXT NOT NULL REFERENCES study_group_meetings (id),
    member_id  TEXT NOT NULL REFERENCES study_group_members (id),
    invited_at BIGINT,
    says       TEXT NOT NULL,                  -- coming, online, not-coming; '' for no answer
    needs      TEXT NOT NULL,                  -- for this meeting, in their words
    was        TEXT NOT NULL,                  -- there, online, apologies, absent; '' before it is noted
    PRIMARY KEY (meeting_id, member_id)
);

CREATE TABLE study_group_actions (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES study_group_meetings (id),
    words      TEXT NOT NULL,
    who        TEXT NOT NULL,
    due        TEXT,
    done_on    TEXT
);
CREATE INDEX study_group_actions_meeting ON study_group_actions (meeting_id);

-- What a group made of the research, and what became of that.
CREATE TABLE study_group_contributions (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES study_group_meetings (id),
    about      TEXT NOT NULL,                  -- which finding, document or question
    words      TEXT NOT NULL,
    changed    TEXT NOT NULL,                  -- because of it, '' for nothing yet
    changed_on TEXT,
    noted_by   TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_group_contributions_meeting ON study_group_contributions (meeting_id);

-- What members say of being in a group. It is shown without a name; member_id is there so
-- that they can take back their own.
CREATE TABLE study_group_reflections (
    id        TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES study_group_members (id),
    kind      TEXT NOT NULL,                   -- enjoyed, learnt, valued, better
    words     TEXT NOT NULL,
    said_on   TEXT NOT NULL
);
CREATE INDEX study_group_reflections_member ON study_group_reflections (member_id);

-- What a study pays its groups.
CREATE TABLE study_group_rates (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    kind     TEXT NOT NULL,                    -- time, expenses, carer
    words    TEXT NOT NULL,                    -- "Meeting of up to 2 hours, and reading before"
    unit     TEXT NOT NULL,                    -- meeting, hour, receipt
    pence    INTEGER NOT NULL,                 -- for one unit; the most, for a receipt
    ended_on TEXT,
    version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_group_rates_study ON study_group_rates (study_id);

-- Money that a member is offered for a meeting: once for their time, for expenses, and for
-- the care of somebody.
CREATE TABLE study_group_payments (
    id          TEXT PRIMARY KEY,
    member_id   TEXT NOT NULL REFERENCES study_group_members (id),
    meeting_id  TEXT NOT NULL REFERENCES study_group_meetings (id),
    kind        TEXT NOT NULL,                 -- time, expenses, carer
    pence       INTEGER NOT NULL,
    words       TEXT NOT NULL,                 -- what for
    state       TEXT NOT NULL,                 -- offered, accepted, declined, paid
    offered_on  TEXT NOT NULL,
    answered_on TEXT,
    paid_on     TEXT,
    paid_how    TEXT NOT NULL,                 -- "bank transfer, run 14"
    version     INTEGER NOT NULL DEFAULT 1,
    UNIQUE (member_id, meeting_id, kind)
);
CREATE INDEX study_group_payments_meeting ON study_group_payments (meeting_id);

-- How a study stands to the UK Standards for Public Involvement, with evidence of a day.
CREATE TABLE study_group_standards (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    standard TEXT NOT NULL,
    stands   TEXT NOT NULL,                    -- yes, partly, not-yet
    words    TEXT NOT NULL,                    -- the evidence
    day      TEXT NOT NULL,
    noted_by TEXT NOT NULL
);
CREATE INDEX study_group_standards_study ON study_group_standards (study_id, standard);
