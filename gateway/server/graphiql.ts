import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HttpAnswer } from './answer.ts'
import { type ExampleQuery, exampleQueries } from './example-queries.ts'

export interface GraphiQL {
  /** The page or one of its files; undefined when the request asks for neither. */
  answer(request: IncomingMessage, url: URL): Promise<HttpAnswer> | undefined
}

interface Asset {
  readonly type: string
  readonly raw: Buffer
  readonly zipped: Buffer
}

interface Site {
  readonly page: Buffer
  /** By path, with a fingerprint of the content in it, so that browsers may keep them. */
  readonly assets: ReadonlyMap<string, Asset>
}

/**
 * The IDE, served whole from here: nothing is loaded from other hosts, so that it works offline and runs no code but ours.
 * Its files are read and compressed when the first browser asks.
 */
export function createGraphiQL(): GraphiQL {
  let site: Promise<Site> | undefined
  const load = () => {
    site ??= build()
    return site
  }
  return {
    answer(request, { pathname }) {
      if (request.method !== 'GET') return undefined
      if (pathname.startsWith(folder)) return load().then(({ assets }) => assetAnswer(assets.get(pathname), request))
      const isPage = pathname === '/graphql' && request.headers.accept?.includes('text/html')
      if (isPage) return load().then(({ page }) => ({ status: 200, headers: pageHeaders, body: page }))
      return pathname === '/' ? Promise.resolve(toPage) : undefined
    },
  }
}

const folder = '/graphiql/'

const toPage: HttpAnswer = { status: 302, headers: { location: '/graphql' }, body: '' }

/**
 * Scripts only from files of this server: a script that got into a description or a query has nowhere to run. The editor
 * sets styles inline, which is why those are allowed.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
} as const

function assetAnswer(asset: Asset | undefined, request: IncomingMessage): HttpAnswer {
  if (!asset) return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'not found' }
  const isZipped = request.headers['accept-encoding']?.includes('gzip') ?? false
  return {
    status: 200,
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    },
    body: isZipped ? asset.zipped : asset.raw,
  }
}

const script = 'text/javascript; charset=utf-8'

async function build(): Promise<Site> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql')
  const assets = new Map<string, Asset>()
  const add = async (name: string, type: string, text: string) => {
    const path = `${folder}${fingerprint(text)}/${name}`
    assets.set(path, await assetOf(type, text))
    return path
  }
  const app = await add('app.js', script, bundle.js)
  const style = await add('app.css', 'text/css; charset=utf-8', bundle.css)
  const workers = {
    editorWorkerService: await add('editor-worker.js', script, bundle.editorWorkerService),
    json: await add('json-worker.js', script, bundle.jsonWorker),
    graphql: await add('graphql-worker.js', script, bundle.graphqlWorker),
  }
  const setUp = await add('set-up.js', script, setUpScript(workers))
  const start = await add('start.js', script, startScript())
  return { page: Buffer.from(pageText(style, [setUp, app, start])), assets }
}

async function assetOf(type: string, text: string): Promise<Asset> {
  const raw = Buffer.from(text)
  return { type, raw, zipped: await promisify(gzip)(raw) }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Tells the editor where its background workers are, before it starts. */
function setUpScript(workers: Readonly<Record<string, string>>): string {
  return `const workers = ${JSON.stringify(workers)}
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] }
`
}

function startScript(): string {
  const options = {
    title: 'Freshet',
    endpoint: '/graphql',
    defaultTabs: exampleQueries.map(tabOf),
    isHeadersEditorEnabled: true,
    // Headers hold credentials: they are gone with the tab.
    shouldPersistHeaders: false,
    inputValueDeprecation: true,
  }
  return `YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify(options)})\n${tabRepair}`
}

/**
 * The tabs can be dragged, and at the first press after loading the pressed one jumps aside, so that the click ends beside
 * it and is lost. Seen with @graphql-yoga/render-graphiql 5.24.1; its test tells when this can go.
 */
const tabRepair = `
document.addEventListener('pointerdown', (press) => {
  const tab = press.target.closest('.graphiql-tab-button')
  const isNear = (click) => Math.hypot(click.clientX - press.clientX, click.clientY - press.clientY) < 4
  const repair = (click) => {
    if (tab && !tab.contains(click.target) && isNear(click)) tab.click()
  }
  document.addEventListener('click', repair, { once: true, capture: true })
}, true)
`

function tabOf({ query, variables }: ExampleQuery) {
  return { query, variables: variables ? JSON.stringify(variables, null, 2) : null }
}

function pageText(style: string, scripts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Freshet</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
</head>
<body id="body" class="no-focus-outline">
<noscript>The query editor needs JavaScript. The API itself is at this same address, with POST.</noscript>
<div id="root"></div>
${scripts.map((path) => `<script src="${path}"></script>`).join('\n')}
</body>
</html>
`
}
