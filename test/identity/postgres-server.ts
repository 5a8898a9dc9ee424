import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client, type QueryResultRow } from 'pg'
import type { PostgresSettings } from '../../gateway/identity/index.ts'
import { freePort, whenReady } from '../server-process.ts'

/** Debian keeps the server's programs out of the path, by version. */
const installed = globSync('/usr/lib/postgresql/*/bin/initdb').sort((a, b) => versionOf(a) - versionOf(b))
const folderOfPrograms = installed.length > 0 ? `${dirname(installed.at(-1)!)}/` : ''

function versionOf(path: string): number {
  return Number(path.split('/')[4])
}

/** Where there is no Postgres its tests are left out by name, but not in a build, where nothing may be lacking. */
export const hasPostgres =
  process.env.CI === 'true' || spawnSync(`${folderOfPrograms}postgres`, ['--version']).status === 0

/** A real server on a free port, with its data in a folder of its own. */
export interface PostgresServer {
  readonly port: number
  /** Its certificate in PEM, where it has one. */
  readonly ca: string
  /** For a crosswalk of its own: another schema each time. */
  settings(more?: Partial<PostgresSettings>): PostgresSettings
  /** As its superuser. */
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Hangs up on everybody at once; what is not committed is gone. */
  kill(): Promise<void>
  /** On the same port, with what was committed. */
  start(): Promise<void>
  close(): Promise<void>
}

/** `withTls`: it has a certificate for `localhost`, which nobody knows. */
export async function startPostgres({ withTls = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-postgres-'))
  const owner = ownerOf(folder)
  const options = ['--auth', 'trust', '--username', 'freshet', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']
  execFileSync(`${folderOfPrograms}initdb`, ['--pgdata', join(folder, 'data'), ...options], {
    ...{ ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  })
  const port = await freePort()
  const certificate = withTls ? certify(folder, owner) : undefined
  const launchIt = () => launch(folder, port, certificate?.settings ?? [], owner)
  let child = await launchIt()
  const url = `postgres://freshet:none@127.0.0.1:${port}/postgres`
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGQUIT')
    await once(child, 'exit')
  }
  let schemas = 0
  return {
    port,
    ca: certificate?.text ?? '',
    settings: (given) => ({
      ...{ url, schema: `t${++schemas}`, poolSize: 4, timeoutMillis: 10_000, tls: false },
      ...given,
    }),
    async query(text, values) {
      const client = new Client({ connectionString: url })
      await client.connect()
      return (await client.query(text, values).finally(() => client.end())).rows
    },
    kill,
    start: async () => {
      child = await launchIt()
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The server refuses to run as root: then it runs as the user that its package has made. */
function ownerOf(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  chownSync(folder, uid, gid)
  return { uid, gid }
}

/** Signed by itself, for a day; the server wants its key to be nobody else's. */
function certify(folder: string, { uid, gid }: ReturnType<typeof ownerOf>) {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1']
  const made = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    key,
    '-out',
    file,
  ]
  execFileSync('openssl', ['req', ...made, ...subject], { stdio: 'ignore' })
  chmodSync(key, 0o600)
  if (uid !== undefined && gid !== undefined) for (const path of [key, file]) chownSync(path, uid, gid)
  return { text: readFileSync(file, 'utf8'), settings: ['ssl=on', `ssl_key_file=${key}`, `ssl_cert_file=${file}`] }
}

async function launch(
  folder: string,
  port: number,
  more: readonly string[],
  owner: ReturnType<typeof ownerOf>,
): Promise<ChildProcess> {
  const settings = [
    ...['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, 'logging_collector=off'],
    // What a power cut would do to it is no question here.
    ...['fsync=off', 'full_page_writes=off'],
    ...more,
  ]
  const args = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn(`${folderOfPrograms}postgres`, args, {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return whenReady(child, child.stderr!, 'database system is ready to accept connections')
}
