import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { lazily } from '../text/lazily.ts';

const ABSOLUTE = /^(?:\/|[A-Za-z]:\/)/;

/** The files of a profile, to be found by the path that another file of the same run has for them. */
export type FileMatcher = (path: string) => StringId | null;

/**
 * Finds the profile's file for a path: the same, or where one of the two is relative, the one that ends so. Two that
 * end so are no answer.
 */
export function fileMatcher(table: ProfileTable): FileMatcher {
  const known = lazily(() => knownFiles(table)); // most reports have nothing that was measured beside the profile
  return (path) => {
    const { byPath, byBaseName } = known();
    const wanted = normalised(path);
    const same = byPath.get(wanted);
    if (same !== undefined) return same;
    const alike = (byBaseName.get(baseName(wanted)) ?? []).filter((file) => isSameFile(file, wanted));
    const [only] = alike;
    return alike.length === 1 && only !== undefined ? (byPath.get(only) ?? null) : null;
  };
}

type KnownFiles = {
  readonly byPath: ReadonlyMap<string, StringId>;
  readonly byBaseName: ReadonlyMap<string, readonly string[]>;
};

function knownFiles(table: ProfileTable): KnownFiles {
  const byPath = new Map<string, StringId>();
  const byBaseName = new Map<string, string[]>();
  for (const id of new Set(table.functions.file)) {
    const path = normalised(table.strings.text(id));
    const name = baseName(path);
    byPath.set(path, id);
    const alike = byBaseName.get(name);
    if (alike === undefined) byBaseName.set(name, [path]);
    else alike.push(path);
  }
  return { byPath, byBaseName };
}

function isSameFile(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return !ABSOLUTE.test(shorter) && !shorter.startsWith('<') && longer.endsWith(`/${shorter}`);
}

function normalised(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
