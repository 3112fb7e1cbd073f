/// The tables of schema 5: the audit trail, certificates, instructors, and what is known of people
/// beside their names. Described in SCHEMA.md beside this file.
#pragma once

namespace sternum {

inline constexpr const char* kTrailTables = R"sql(
CREATE TABLE audit (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  details TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;

CREATE TABLE audit_head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  entries INTEGER NOT NULL,
  hash TEXT NOT NULL
);

CREATE INDEX audit_of_subject ON audit (subject, subject_id);

CREATE TABLE certificates (
  number TEXT PRIMARY KEY CHECK (number <> ''),
  class_id INTEGER REFERENCES classes (id),
  trainee_id INTEGER NOT NULL REFERENCES trainees (id),
  attempt_id INTEGER REFERENCES attempts (id),
  issued_on TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  revoked_on TEXT,
  revoked_why TEXT
) WITHOUT ROWID;
CREATE INDEX certificates_of_trainee ON certificates (trainee_id);

CREATE TABLE instructors (
  number TEXT PRIMARY KEY CHECK (number <> ''),
  name TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failed_at_ms INTEGER NOT NULL DEFAULT 0,
  locked_until_ms INTEGER NOT NULL DEFAULT 0,
  created_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sealing_keys (
  id TEXT PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),
  salt BLOB,
  passes INTEGER,
  memory_bytes INTEGER
) WITHOUT ROWID;

CREATE TABLE identities (
  trainee_id INTEGER PRIMARY KEY REFERENCES trainees (id),
  key_id TEXT REFERENCES sealing_keys (id),
  nonce BLOB,
  sealed BLOB,
  search_hash BLOB,
  last_characters TEXT,
  born_year INTEGER,
  guardian INTEGER NOT NULL DEFAULT 0 CHECK (guardian BETWEEN 0 AND 2),
  kept_at_ms INTEGER NOT NULL
);
CREATE INDEX identities_by_search_hash ON identities (search_hash);
)sql";

/// Until then nobody was ever taken out, and lists of attempts were read whole.
inline constexpr const char* kFromVersion4 = R"sql(
ALTER TABLE trainees ADD COLUMN purged_at_ms INTEGER;
CREATE INDEX IF NOT EXISTS attempts_counted ON attempts (trainee_id, id) WHERE state <> 3;
CREATE INDEX IF NOT EXISTS attempts_of_class ON attempts (class_id, id);
CREATE INDEX IF NOT EXISTS attempts_by_time ON attempts (started_at_ms);
)sql";

}  // namespace sternum
