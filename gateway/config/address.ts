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
