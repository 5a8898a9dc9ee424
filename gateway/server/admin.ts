import { createHash, timingSafeEqual } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Invalidate, Invalidation, Reach } from '../cache/index.ts'
import { decodeGlobalId, type EntityName, type SourceKey } from '../connector/index.ts'
import type { HttpAnswer } from './answer.ts'
import { requireJson } from './content-type.ts'
import { peerOf } from './peer.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

export interface AdminOptions {
  /** What an administrator shows to be let in. */
  readonly token: string
  readonly invalidate: Invalidate
  /** The names that there are, so that a misspelt one is told and not obeyed in vain. */
  readonly sources: readonly string[]
  readonly entities: readonly EntityName[]
}

/** Published for every attempt to administer, let in or not: the audit trail. */
export interface AdminActed {
  readonly requestId: string
  /** `host:port` of the peer; behind a proxy, the proxy. */
  readonly from: string
  readonly action: 'invalidate'
  readonly outcome: 'done' | 'refused'
  readonly invalidation?: Invalidation
  readonly reach?: Reach
}

export const adminActed = channel('freshet.server.admin')

/** Who tries to administer. */
export interface Attempt {
  readonly requestId: string
  /** `host:port` of the peer; behind a proxy, the proxy. */
  readonly from: string
  /** Whether the caller has shown the token. */
  readonly isAdministrator: boolean
}

export interface Invalidated {
  readonly source: string
  readonly entity: EntityName | undefined
  readonly id: string | undefined
  readonly reach: Reach
}

/** What administrators may do, however they ask for it. */
export interface Administration {
  /** Whether the header `Authorization` shows the token. */
  isAdministrator(authorization: string | undefined): boolean
  /**
   * Takes `{ source, entity?, id? }`: what was read of it before is not believed any more, in any replica. `id` is the key at
   * the source, or our id of the record, which names source and entity as well.
   * @throws Refusal UNAUTHENTICATED, or BAD_REQUEST for what names nothing that there is
   */
  invalidate(said: () => unknown, attempt: Attempt): Promise<Invalidated>
}

export function createAdministration(options: AdminOptions): Administration {
  return {
    isAdministrator: (authorization) => isToken(authorization, options.token),
    async invalidate(said, { requestId, from, isAdministrator }) {
      const attempt = { requestId, from, action: 'invalidate' } as const
      try {
        if (!isAdministrator) throw unauthenticated()
        const invalidation = invalidationOf(await said(), options)
        const reach = await options.invalidate(invalidation)
        adminActed.publish({ ...attempt, outcome: 'done', invalidation, reach } satisfies AdminActed)
        return { source: invalidation.source, entity: invalidation.entity, id: invalidation.key, reach }
      } catch (error) {
        adminActed.publish({ ...attempt, outcome: 'refused' } satisfies AdminActed)
        throw error
      }
    },
  }
}

export const invalidatePath = '/admin/invalidate'

// A source, an entity and an id; nobody has more to say.
const bodyBytes = 4_096

/** `POST /admin/invalidate`, for those who do not speak GraphQL: webhooks and shell scripts. */
export function createAdminEndpoint(administration: Administration) {
  return async (request: IncomingMessage, requestId: string): Promise<HttpAnswer> => {
    const isAdministrator = administration.isAdministrator(request.headers.authorization)
    const attempt = { requestId, from: peerOf(request), isAdministrator }
    const { reach, ...invalidated } = await administration.invalidate(() => bodyOf(request), attempt)
    return answer({ invalidated, reach })
  }
}

/** Compared as digests: of one length whatever is sent, and in the same time however much of it is right. */
function isToken(authorization: string | undefined, token: string): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const [given, expected] = [shown, token].map((text) => createHash('sha256').update(text).digest())
  return shown !== '' && timingSafeEqual(given!, expected!)
}

const unauthenticated = () =>
  new Refusal('UNAUTHENTICATED', 'Administering takes the header "Authorization: Bearer <admin token>".', {
    headers: { 'www-authenticate': 'Bearer' },
  })

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST')
    throw new Refusal('BAD_REQUEST', 'Invalidating is asked for with POST.', {
      status: 405,
      headers: { allow: 'POST' },
    })
  requireJson(request.headers)
  const text = (await readBody(request, bodyBytes)).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('BAD_REQUEST', 'The body is not JSON.')
  }
}

/** @throws Refusal for what names nothing that there is */
function invalidationOf(body: unknown, { sources, entities }: AdminOptions): Invalidation {
  const { source, entity, id } = fieldsOf(body)
  if (source === undefined) throw new Refusal('BAD_REQUEST', `Name a source: ${sources.join(', ')}.`)
  if (!sources.includes(source))
    throw new Refusal('BAD_REQUEST', `${quoted(source)} is not a source: use ${sources.join(', ')}.`)
  if (entity !== undefined && !entities.includes(entity as EntityName))
    throw new Refusal('BAD_REQUEST', `${quoted(entity)} is not an entity: use ${entities.join(', ')}.`)
  if (id === undefined) return { source, entity: entity as EntityName | undefined }
  return recordOf(source, entity as EntityName | undefined, id, entities)
}

function recordOf(
  source: string,
  entity: EntityName | undefined,
  id: string,
  entities: readonly EntityName[],
): Invalidation {
  const ref = decodeGlobalId(id)
  const isOurs = ref !== undefined && entities.includes(ref.type as EntityName)
  if (isOurs && (ref.source !== source || ref.type !== (entity ?? ref.type)))
    throw new Refusal('BAD_REQUEST', `The id is that of a ${ref.type} of the source ${quoted(ref.source)}.`)
  if (isOurs) return { source, entity: ref.type as EntityName, key: ref.key }
  if (entity === undefined) throw new Refusal('BAD_REQUEST', 'A key means a record only with its entity: name it too.')
  return { source, entity, key: id as SourceKey }
}

const known: readonly string[] = ['source', 'entity', 'id']

function fieldsOf(body: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal('BAD_REQUEST', 'The body is not an object: send { "source", "entity", "id" }.')
  for (const [name, value] of Object.entries(body)) {
    if (!known.includes(name))
      throw new Refusal('BAD_REQUEST', `${quoted(name)} is not known: use ${known.join(', ')}.`)
    if (typeof value !== 'string' || value === '') throw new Refusal('BAD_REQUEST', `"${name}" is not a text.`)
  }
  return body as Record<string, string>
}

const answer = (content: object): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(content),
})

const quoted = (text: string): string => JSON.stringify(text.slice(0, 80))
