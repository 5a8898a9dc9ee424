import type { ClientBase } from 'pg'

/** Add a step for a newer form; a schema of a newer version is refused. Ids are compared by their bytes, as JavaScript does. */
const migrations: readonly string[] = [
  `
  CREATE TABLE record (
    record_id text COLLATE "C" PRIMARY KEY, kind text NOT NULL, source text NOT NULL,
    seen_at bigint NOT NULL, sought_at bigint
  );
  CREATE INDEX record_by_source ON record (source, kind, seen_at);
  CREATE TABLE match_key (
    record_id text COLLATE "C" NOT NULL, scheme text NOT NULL, country text NOT NULL, hash text NOT NULL,
    field text NOT NULL, seen_at bigint NOT NULL,
    PRIMARY KEY (record_id, scheme, country, hash)
  );
  CREATE INDEX match_key_by_hash ON match_key (hash, scheme, country);
  CREATE TABLE claim (
    record_id text COLLATE "C" NOT NULL, target_id text COLLATE "C" NOT NULL, PRIMARY KEY (record_id, target_id)
  );
  CREATE INDEX claim_by_target ON claim (target_id);
  CREATE TABLE cluster (
    id text COLLATE "C" PRIMARY KEY, kind text NOT NULL, status text NOT NULL, merged_into text COLLATE "C",
    version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL
  );
  CREATE TABLE member (
    record_id text COLLATE "C" NOT NULL, cluster_id text COLLATE "C" NOT NULL, valid_from bigint NOT NULL, valid_to bigint
  );
  CREATE UNIQUE INDEX member_now ON member (record_id) WHERE valid_to IS NULL;
  CREATE INDEX member_by_cluster ON member (cluster_id) WHERE valid_to IS NULL;
  CREATE TABLE link (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, a text COLLATE "C" NOT NULL,
    b text COLLATE "C" NOT NULL, state text NOT NULL, method text NOT NULL, rule text NOT NULL,
    rule_version bigint NOT NULL, confidence text NOT NULL, evidence text NOT NULL, decided_by text NOT NULL,
    decided_at bigint NOT NULL, valid_to bigint
  );
  CREATE UNIQUE INDEX link_now ON link (a, b) WHERE valid_to IS NULL;
  CREATE INDEX link_by_b ON link (b) WHERE valid_to IS NULL;
  CREATE TABLE progress (
    source text NOT NULL, kind text NOT NULL, cursor text, records bigint NOT NULL, is_done boolean NOT NULL,
    started_at bigint NOT NULL, PRIMARY KEY (source, kind)
  );
  `,
]

/** A newer version of the gateway has been here: what it wrote might be misread. */
export class NewerTables extends Error {}

/**
 * Brings the schema to the newest form, in the turn of `migrations`: of replicas that start together all but the first find it
 * done. @throws NewerTables when a newer version of the gateway wrote it
 */
export async function prepareTables(client: ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query('SELECT to_regnamespace($1) IS NULL AS missing', [schema])
  if (rows[0].missing) await client.query(`CREATE SCHEMA "${schema}"`)
  await client.query('CREATE TABLE IF NOT EXISTS migration (version bigint PRIMARY KEY)')
  const { rows: found } = await client.query('SELECT coalesce(max(version), 0) AS version FROM migration')
  const version = found[0].version as number
  if (version > migrations.length)
    throw new NewerTables(
      `The crosswalk was written by a newer version of the gateway (form ${version}): use that one.`,
    )
  for (const [i, step] of migrations.entries()) {
    if (i < version) continue
    await client.query(step)
    await client.query('INSERT INTO migration VALUES ($1)', [i + 1])
  }
}
