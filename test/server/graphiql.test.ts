import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exampleQueries } from '../../gateway/server/index.ts'
import { send, start } from './support.ts'

const executablePath = '/usr/bin/chromium'
const html = { method: 'GET', headers: { accept: 'text/html' } }

describe('the IDE', () => {
  it('is a page that loads nothing from elsewhere and cannot be framed', async () => {
    const server = await start({ graphiql: true })
    const page = await send(server, html)
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    )
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.text).not.toMatch(/https?:\/\//)
    expect(page.text).not.toMatch(/<script>/)
  })

  it('has files that browsers may keep', async () => {
    const server = await start({ graphiql: true })
    const [path] = /\/graphiql\/\w+\/start\.js/.exec((await send(server, html)).text)!
    const file = await send(server, { method: 'GET', path })
    expect(file).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } })
    expect(file.text).toContain('"shouldPersistHeaders":false')
  })

  it('is at the front door, and nowhere when it is off', async () => {
    expect(await send(await start({ graphiql: true }), { ...html, path: '/' })).toMatchObject({
      status: 302,
      headers: { location: '/graphql' },
    })
    const off = await start()
    expect((await send(off, { ...html, path: '/' })).status).toBe(404)
    expect((await send(off, html)).headers['content-type']).toMatch(/json/)
  })
})

// On a machine without a browser this is left out and named by `npm test`; the build has one.
describe.runIf(existsSync(executablePath) || process.env.CI)('the IDE in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ]
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser?.close())

  /** The page, and everything it complained about or asked of other hosts. */
  async function open(url: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on(
      'request',
      (request) =>
        !/^(data|blob):/.test(request.url()) && !request.url().startsWith(url) && complaints.push(request.url()),
    )
    await page.goto(`${url}/graphql`)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    return { page, complaints }
  }

  /** Until its editors have started, the page takes clicks and forgets them. */
  async function untilSeen(sign: Locator, act: () => Promise<void>): Promise<void> {
    const attempt = async () => {
      await act()
      await sign.first().waitFor({ timeout: 2_000 })
    }
    await vi.waitFor(attempt, { timeout: 40_000, interval: 100 })
  }

  it('shows a tab for every example', async () => {
    const server = await start({ graphiql: true })
    const { page, complaints } = await open(server.url)
    const tabs = await page.locator('.graphiql-tab').allInnerTexts()
    expect(tabs).toHaveLength(exampleQueries.length)
    for (const { query } of exampleQueries) expect(tabs.join()).toContain(/query (\w+)/.exec(query)?.[1])
    const withVariables = exampleQueries.find(({ variables }) => variables)!
    const variables = page.locator('.graphiql-editor-tool').getByText(Object.keys(withVariables.variables!)[0]!)
    // Once only: a second click would hide that the first one was lost.
    await page.locator('.graphiql-tab-button').nth(exampleQueries.indexOf(withVariables)).click()
    await variables.waitFor()
    expect(complaints).toEqual([])
    await page.close()
  }, 60_000)

  it('runs a query and shows the answer', async () => {
    const server = await start({ graphiql: true })
    const { page, complaints } = await open(server.url)
    const answer = page.locator('.graphiql-response').getByText('from the page')
    await untilSeen(answer, async () => {
      await page.locator('.graphiql-tab-add').click()
      await page.locator('.graphiql-query-editor .monaco-editor').first().click()
      await page.keyboard.press('Control+A')
      await page.keyboard.insertText('{ echo(text: "from the page") }')
      await page.locator('.graphiql-execute-button').click()
    })
    expect(server.resolved()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    await page.close()
  }, 60_000)
})
