import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const dockerfile = read('docker/Dockerfile')
const compose = parse(read('docker/compose.yaml'), { merge: true })

/** The paths that COPY takes from the project, not from another stage. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources!.split(' '))

it('copies only what is there, and what the builder is sent', () => {
  const sent = [...read('docker/Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path)
  for (const path of copied) {
    expect(existsSync(new URL(path, root)), path).toBe(true)
    expect(sent).toContain(path)
  }
  expect(new Set(sent)).toEqual(new Set(copied))
})

it('copies everything that the gateway imports from outside its folder', () => {
  expect(copied).toEqual(expect.arrayContaining(['gateway', 'subgraphs', 'schema', 'package-lock.json']))
})

it('runs as a user without rights, without scripts of packages, and says whether it is healthy', () => {
  expect(dockerfile).toMatch(/^USER node$/m)
  expect(dockerfile).toMatch(/npm ci --omit=dev --ignore-scripts/)
  expect(dockerfile).toMatch(/HEALTHCHECK.+healthz/s)
  const [, entry] = /ENTRYPOINT \["node", "(.+)"\]/.exec(dockerfile)!
  expect(existsSync(new URL(entry!, root))).toBe(true)
})

it('takes no image but Node', () => {
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
  expect(new Set(images)).toEqual(new Set(['node:26-slim']))
})

it('composes a Postgres that no machine reaches, with its password in a file and what people decide on a volume', () => {
  const { ports, environment, volumes, profiles } = compose.services.postgres
  expect(ports).toBeUndefined()
  expect(profiles).toEqual(['postgres'])
  expect(Object.keys(environment)).not.toContain('POSTGRES_PASSWORD')
  expect(volumes).toContainEqual('links:/var/lib/postgresql/data')
  expect(compose.volumes).toHaveProperty('links')
})

it.each(['demo', 'gateway'])(
  'composes the service %s from this Dockerfile, reachable from this machine alone',
  (name) => {
    const service = compose.services[name]
    expect(service.build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' })
    expect(existsSync(new URL(`gateway/cli/${service.command[0]}.ts`, root))).toBe(true)
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
  },
)
