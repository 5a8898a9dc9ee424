/** GETs as a multipart body, the boundary being `b1`. */
export function batchOf(...urls: readonly string[]): string {
  const part = (url: string) =>
    `--b1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${url} HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n`
  return `${urls.map(part).join('')}--b1--\r\n`
}
