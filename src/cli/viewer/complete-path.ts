import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * All files and folders whose path begins like this, folders with a slash at the end. Hidden ones only if a dot is
 * typed.
 */
export function completePath(prefix: string): readonly string[] {
  const isFolder = prefix === '' || /[/\\]$/.test(prefix);
  const folder = isFolder ? prefix || '.' : dirname(prefix);
  const start = isFolder ? '' : basename(prefix);
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
      .map((entry) => pathOf(prefix, folder, entry.name) + (entry.isDirectory() ? '/' : ''))
      .sort();
  } catch {
    return []; // no such folder: nothing fits
  }
}

/** As it was typed: `./out.prof` stays so. */
function pathOf(prefix: string, folder: string, name: string): string {
  if (prefix === '') return name;
  if (/[/\\]$/.test(prefix)) return prefix + name;
  const typed = prefix.slice(0, prefix.length - basename(prefix).length);
  return typed === '' ? (folder === '.' ? name : join(folder, name)) : typed + name;
}
