import { refused } from '../dialects/odata/simulate-model.ts'

const cookie = (page: number, token: string) =>
  `%3Ccookie%20pagenumber=%22${page}%22%20pagingcookie=%22${token}%22%20istracking=%22False%22%20/%3E`
const given =
  /(?<=(?:^|&)\$skiptoken=)%3Ccookie%20pagenumber=%22(\d+)%22%20pagingcookie=%22(\w+)%22%20istracking=%22False%22%20\/%3E(?=&|$)/
const any = /(?:^|&)(?:\$|%24)skiptoken=/i

/** A query as it came, and its paging cookie as the token in it. @throws ODataError for a cookie that is not as it was given */
export function withoutCookie(rawQuery: string): { readonly query: string; readonly page: number } {
  const [, page = '1', token] = given.exec(rawQuery) ?? []
  if (token !== undefined) return { query: rawQuery.replace(given, token), page: Number(page) }
  if (any.test(rawQuery)) throw refused('skiptoken', 'Malformed XML in the Paging Cookie')
  return { query: rawQuery, page: 1 }
}

/** A next link with its token in a paging cookie. */
export const withCookie = (link: string, page: number): string =>
  link.replace(/(?<=\$skiptoken=)\w+/, (token) => cookie(page, token))
