-- +goose Up

-- What a request that came as a FHIR message is read by. The message itself is
-- referrals.as_sent.
CREATE TABLE fhir_requests (
    referral_id TEXT PRIMARY KEY,   -- the referral it became
    practice_id TEXT NOT NULL,      -- whose system sent it
    body_hash   TEXT NOT NULL,      -- SHA-256 of the message's content, hexadecimal: the same content is the same request
    entry_ids   TEXT NOT NULL       -- JSON array: the id of the resource in each entry of the message, in order
);

-- The sender's own identifiers of the resources in its messages. A patient's
-- NHS number is one of them, so these rows go when the referral is erased.
CREATE TABLE fhir_identifiers (
    practice_id TEXT NOT NULL,      -- whose system sent it; identifiers mean nothing to others
    type        TEXT NOT NULL,      -- type of the resource: ServiceRequest
    system      TEXT NOT NULL,      -- may be empty
    value       TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    referral_id TEXT NOT NULL,      -- the referral that the resource came with
    made_at     BIGINT NOT NULL,    -- milliseconds UTC
    PRIMARY KEY (practice_id, type, value, system, resource_id)
);
CREATE INDEX fhir_identifiers_referral ON fhir_identifiers (referral_id);
