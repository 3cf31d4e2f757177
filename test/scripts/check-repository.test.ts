import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, 'scripts/pack/check-repository.mjs');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-repository-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a release', () => {
  test.each([
    ['no repository', {}, 1],
    ['an empty address', { repository: { type: 'git', url: '' } }, 1],
    ['an address', { repository: { type: 'git', url: 'git+https://example.org/pyprof-view.git' } }, 0],
    ['the short form', { repository: 'github:example/pyprof-view' }, 0],
  ])('of a package with %s ends with one sentence, if it is not made', (_, fields, status) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'pyprof-view', ...fields }));
    const done = spawnSync(process.execPath, [SCRIPT], { cwd: folder, encoding: 'utf8' });
    const sentence = /^package\.json has no `repository`: [^\n]*\.\n$/;
    expect({ status: done.status, isSaid: sentence.test(done.stderr) }).toEqual({ status, isSaid: status === 1 });
  });

  test('asks for it from the workflow, and from whoever publishes by hand', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['prepublishOnly']).toBe('node scripts/pack/check-repository.mjs');
    const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
    expect(workflow.indexOf('check-repository.mjs')).toBeGreaterThan(0);
    expect(workflow.indexOf('check-repository.mjs')).toBeLessThan(workflow.indexOf('npm pack'));
  });
});

test.each(['ci', 'release'])('the workflow %s names each action by its commit, and the version behind it', (name) => {
  const text = readFileSync(join(ROOT, `.github/workflows/${name}.yml`), 'utf8');
  const used = text.match(/uses: .*/g) ?? [];
  expect(used.length).toBeGreaterThan(2);
  expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});
