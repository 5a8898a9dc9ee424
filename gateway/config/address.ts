const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** What is wrong with the address of a source, or undefined. */
export function addressProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return 'is not an address: write it as https://host.example'
  if (url.username || url.password) return 'has a user name or password in it: use the settings for credentials.'
  if (url.search || url.hash) return 'has a query or fragment: leave out everything from "?" or "#" on.'
  const isPlain = url.protocol === 'http:' && !loopback.test(url.hostname)
  return isPlain
    ? 'is plain http to another machine, where anybody on the way can read credentials: use https.'
    : undefined
}

/** What is wrong with the address of a Redis, or undefined. One that is written in the file may be on this machine alone. */
export function redisProblem(text: string, isWritten: boolean): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    return 'is not the address of a Redis: write it as rediss://host.example:6379'
  return isWritten ? writtenProblem(url, url.username || url.password) : undefined
}

/** The same of a Postgres. How it is reached is told by keys of ours: the database's own are another list. */
export function postgresProblem(text: string, isWritten: boolean): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '' || url.pathname.length < 2)
    return 'is not the address of a Postgres: write it as postgres://user:password@host.example:5432/database'
  if (url.search || url.hash) return 'has a query or fragment: leave out everything from "?" or "#" on.'
  return isWritten ? writtenProblem(url, url.password) : undefined
}

export const isThisMachine = (address: string): boolean => loopback.test(new URL(address).hostname)

function writtenProblem({ hostname }: URL, secret: string): string | undefined {
  return secret || !loopback.test(hostname)
    ? 'is written here: put the address into an environment variable and write env:NAME, or into a file and write file:/path. Only one on this machine, without a password, may be written.'
    : undefined
}
