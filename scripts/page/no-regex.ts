/** What a page says of a regular expression: Python's, and a guard against those that never end, are more than the page. */
export function translatePythonRegex(): { readonly ok: false; readonly message: string } {
  return { ok: false, message: 'a page knows words only; the viewer and --restrict know regular expressions' };
}
