/** What people type to get past a required field. It is on file at many, and belongs to nobody. */
const dummies = new Set([
  'TEST',
  'DUMMY',
  'NONE',
  'NULL',
  'NA',
  'UNKNOWN',
  'XXX',
  'TBD',
  'KEINE',
  'OHNE',
  '123456789',
  '1234567890',
  '0123456789',
  '987654321',
])

/** Free and shared mail providers: an address there says nothing about the company. */
const providers = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com'],
  ...[
    'aol.com',
    'gmx.de',
    'gmx.net',
    'gmx.at',
    'gmx.ch',
    'web.de',
    't-online.de',
    'freenet.de',
    'orange.fr',
    'wanadoo.fr',
  ],
  ...['free.fr', 'libero.it', 'proton.me', 'protonmail.com', 'yandex.ru', 'mail.ru', 'qq.com', '163.com'],
])

/**
 * Whether a number in its one spelling is blank, a dummy, or one digit over and over, whatever letters stand before it.
 * Numbers that an operator found to be shared are added by configuration.
 */
export function isStopped(value: string, more: ReadonlySet<string>): boolean {
  const body = value.replace(/^[A-Z]{1,3}(?=\d)/, '')
  return body === '' || dummies.has(value) || dummies.has(body) || more.has(value) || /^(.)\1+$/.test(body)
}

export const isSharedProvider = (domain: string): boolean => providers.has(domain)
