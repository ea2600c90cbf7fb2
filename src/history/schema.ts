/**
 * What brings a history file from version N to N + 1; its version is the number of migrations applied, kept in
 * `PRAGMA user_version`. A migration that was released is never edited, only followed by another.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    workspace TEXT NOT NULL,
    started_by TEXT NOT NULL,
    plan TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_time ON runs (started_at);

  CREATE TABLE prompts (
    run TEXT NOT NULL REFERENCES runs (id),
    variant TEXT NOT NULL,
    file TEXT NOT NULL,
    symbol TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run, variant)
  ) STRICT;
  CREATE INDEX prompts_by_file ON prompts (file);

  CREATE TABLE outcomes (
    run TEXT NOT NULL REFERENCES runs (id),
    variant TEXT NOT NULL,
    case_id TEXT NOT NULL,
    slot INTEGER NOT NULL,
    type TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    cached INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    UNIQUE (run, variant, case_id, slot)
  ) STRICT;
  CREATE INDEX replies_by_request ON outcomes (request_hash, slot) WHERE type = 'reply';

  CREATE TABLE measurements (
    run TEXT NOT NULL REFERENCES runs (id),
    file TEXT NOT NULL,
    symbol TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    model_title TEXT NOT NULL,
    samples INTEGER NOT NULL,
    agreement REAL NOT NULL
  ) STRICT;
  CREATE INDEX measurements_by_file ON measurements (file);
  CREATE INDEX measurements_by_run ON measurements (run);
  `,
  `
  ALTER TABLE runs ADD COLUMN ending TEXT;
  ALTER TABLE runs ADD COLUMN held_by TEXT;
  ALTER TABLE runs ADD COLUMN held_until INTEGER;
  `,
  `
  ALTER TABLE measurements ADD COLUMN accuracy REAL;
  ALTER TABLE measurements ADD COLUMN pass_rate REAL;
  `,
  'ALTER TABLE measurements ADD COLUMN scattered INTEGER',
];
