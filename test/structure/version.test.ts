import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(path, 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

describe('the version', () => {
  it('is in package-lock.json as in package.json', () => {
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: { '': { version: string } } };
    expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  });

  it.each(['README.md', 'docs/python.md'])('is in the names of the packed files in %s', (path) => {
    const named = [...read(path).matchAll(/pyprof[-_]view-(\d+\.\d+\.\d+)/g)].map(([, found]) => found);
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([version]));
  });
});
