/** RFC 4180, read by the book: fields between commas, quotes doubled inside of quotes, CRLF behind each record. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = field.exec(text); match !== null && match[0] !== ''; match = field.exec(text)) {
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') records.push([]);
  }
  if (field.lastIndex !== 0 && field.lastIndex !== text.length) throw new Error(`no CSV at ${field.lastIndex}`);
  return records.filter((record) => record.length > 0);
}
