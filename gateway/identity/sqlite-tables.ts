import type { DatabaseSync } from 'node:sqlite'

/** Raise it with a step in `migrations`; a file of a newer version is refused. */
const migrations: readonly string[] = [
  `
  CREATE TABLE record (
    record_id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL,
    seen_at INTEGER NOT NULL, sought_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE match_key (
    record_id TEXT NOT NULL, scheme TEXT NOT NULL, country TEXT NOT NULL, hash TEXT NOT NULL,
    field TEXT NOT NULL, seen_at INTEGER NOT NULL,
    PRIMARY KEY (record_id, scheme, country, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX match_key_by_hash ON match_key (hash, scheme, country);
  CREATE TABLE claim (
    record_id TEXT NOT NULL, target_id TEXT NOT NULL, PRIMARY KEY (record_id, target_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_by_target ON claim (target_id);
  CREATE TABLE cluster (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, merged_into TEXT, version INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE member (
    record_id TEXT NOT NULL, cluster_id TEXT NOT NULL, valid_from INTEGER NOT NULL, valid_to INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX member_now ON member (record_id) WHERE valid_to IS NULL;
  CREATE INDEX member_by_cluster ON member (cluster_id) WHERE valid_to IS NULL;
  CREATE TABLE link (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, state TEXT NOT NULL,
    method TEXT NOT NULL, rule TEXT NOT NULL, rule_version INTEGER NOT NULL, confidence TEXT NOT NULL,
    evidence TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at INTEGER NOT NULL, valid_to INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX link_now ON link (a, b) WHERE valid_to IS NULL;
  CREATE INDEX link_by_b ON link (b) WHERE valid_to IS NULL;
  CREATE TABLE progress (
    source TEXT NOT NULL, kind TEXT NOT NULL, cursor TEXT, records INTEGER NOT NULL, is_done INTEGER NOT NULL,
    started_at INTEGER NOT NULL, PRIMARY KEY (source, kind)
  ) STRICT, WITHOUT ROWID;
  `,
]

/** Brings a file to the newest form. @throws Error when a newer version of the gateway wrote it */
export function prepareTables(database: DatabaseSync): void {
  // Readers do not wait for the writer; a power cut may lose the last decisions of rules, which are made again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 1000;')
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > migrations.length)
    throw new Error(`The crosswalk was written by a newer version of the gateway (form ${version}): use that one.`)
  for (const [i, step] of migrations.entries()) {
    if (i < version) continue
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${i + 1}; COMMIT;`)
  }
}
