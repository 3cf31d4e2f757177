import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, openPage } from '../browser/open-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROBE = join(import.meta.dirname, 'probe.mjs');
const PROFILES = join(ROOT, 'fixtures/profiles');
const NAMES = readdirSync(PROFILES).filter((name) => readdirSync(join(PROFILES, name)).includes('out.prof'));

/** All that the core uses of what browsers have and the language has not. */
const OF_BROWSERS = { TextDecoder, TextEncoder };

const bytesOf = (name: string): Buffer => readFileSync(join(PROFILES, name, 'out.prof'));

let folder = '';
let script = '';
let inNode: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-core-'));
  inNode = answersOfNode();
  script = await bundleForBrowsers();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the library of the program says, from the package's own name. */
function answersOfNode(): Readonly<Record<string, string>> {
  const text = `import { readFileSync } from 'node:fs';
    import { probe } from ${JSON.stringify(PROBE)};
    const [folder, ...names] = process.argv.slice(2);
    const answers = names.map((name) => [name, probe(readFileSync(folder + '/' + name + '/out.prof'))]);
    console.log(JSON.stringify(Object.fromEntries(answers)));`;
  const program = join(folder, 'ask.mjs');
  writeFileSync(program, text);
  const out = execFileSync(process.execPath, [program, PROFILES, ...NAMES], { maxBuffer: 2 ** 28, encoding: 'utf8' });
  return JSON.parse(out) as Readonly<Record<string, string>>;
}

/** As somebody bundles it for a page; `library.probe` is then a global. */
async function bundleForBrowsers(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [PROBE],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'library',
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    logLevel: 'error',
  });
  expect(Object.keys(metafile.inputs).sort()).toEqual(['dist/core.js', 'test/library/probe.mjs']);
  return outputFiles[0]?.text ?? '';
}

describe('the core says what the program says', () => {
  test.each(NAMES)('of %s, with nothing of Node', (name) => {
    const context = createContext({ ...OF_BROWSERS, bytes: new Uint8Array(bytesOf(name)) });
    runInContext(script, context);
    expect(runInContext('library.probe(bytes)', context)).toBe(inNode[name]);
  });

  test.skipIf(!browser.isHere)(`of all profiles, in ${browser.title}`, async () => {
    const path = join(folder, 'page.html');
    writeFileSync(path, `<!doctype html><meta charset="utf-8"><title>Core</title><script>${script}</script>`);
    const { page, heard, url } = await openPage(path);
    for (const name of NAMES) {
      const answer = await page.evaluate(
        `library.probe(Uint8Array.from(atob('${bytesOf(name).toString('base64')}'), (each) => each.charCodeAt(0)))`,
      );
      expect(answer === inNode[name], name).toBe(true);
    }
    expect(heard).toEqual({ requests: [url], dialogs: [], consoleErrors: [], pageErrors: [], windows: [] });
  });
});
