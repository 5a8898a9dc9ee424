/** E.164 where the text has a plus sign; what people typed otherwise. */
export function dialled(text: string): string {
  return text.trim().startsWith('+') ? `+${text.replace(/\D/g, '')}` : text
}

/** The host of a website's address, without www.; none for what is no address. */
export function domainOf(site: string): string[] {
  const url = URL.parse(site) ?? URL.parse(`https://${site}`)
  return url?.hostname.includes('.') ? [url.hostname.replace(/^www\./, '')] : []
}

/** A VAT number as an identifier. */
export const vatNumber = (value: string) => ({ scheme: 'VAT', value, country: vatCountry(value), verified: null })

/** Greece writes EL before its VAT numbers. */
function vatCountry(vat: string): string | null {
  const prefix = /^[A-Z]{2}/.exec(vat)?.[0]
  return prefix === 'EL' ? 'GR' : (prefix ?? null)
}
