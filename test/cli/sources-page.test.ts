import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPythons, saySkipped } from '../python/pythons.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/sources.md'), 'utf8');

/** The program that the page profiles: it works, and keeps something. */
const APP = `try:
    profile
except NameError:
    profile = lambda function: function  # kernprof has one

@profile
def work(job=0):
    return sum(number * job for number in range(2000))

def main():
    return [work(job) for job in range(20)]

if __name__ == '__main__':
    main()
`;

const SHOP = `from flask import Flask
from app import work
app = Flask(__name__)
app.add_url_rule('/', view_func=lambda: str(work(1)))
`;

/** What the reader of a section has beside its code: files, and how requests come. */
type Setting = {
  readonly modules?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Python that does, before the commands of the section, what users would. */
  readonly before?: string;
};

const ASGI_CALL = `import asyncio
async def receive(): return {'type': 'http.request', 'body': b'', 'more_body': False}
async def send(message): pass
scope = {'type': 'http', 'method': 'GET', 'path': '/', 'raw_path': b'/', 'query_string': b'', 'headers': [], 'http_version': '1.1'}
for _ in range(3): asyncio.run(served(dict(scope), receive, send))
`;

const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  'A script or a module': [{}],
  'A script or a module, with pyprof-view': [{}],
  'A part of a program': [{}],
  'IPython and Jupyter': [{ modules: ['IPython'] }],
  pytest: [
    {
      modules: ['pytest'],
      files: { 'test_app.py': 'from app import main\n\ndef test_main():\n    assert len(main()) == 20\n' },
    },
  ],
  Django: [
    {
      modules: ['django'],
      before: `import django, sys
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from app import work
settings.configure(ALLOWED_HOSTS=['*'], SECRET_KEY='x', ROOT_URLCONF=__name__, MIDDLEWARE=['middleware.profile_requests'])
django.setup()
urlpatterns = [path('', lambda request: HttpResponse(work(1)))]
from django.test import Client
for _ in range(3): assert Client().get('/').status_code == 200
`,
    },
  ],
  'Flask and other WSGI applications': [
    {
      modules: ['flask', 'werkzeug'],
      files: { 'shop.py': SHOP },
      before: "from wsgi import app\nfor _ in range(3): assert app.test_client().get('/').status_code == 200\n",
    },
  ],
  'FastAPI, Starlette and other ASGI applications': [
    {
      before: `from app import work
from profiled import ProfileRequests
async def app(scope, receive, send): work(1)
served = ProfileRequests(app)
${ASGI_CALL}`,
    },
    {
      modules: ['starlette'],
      before: `from app import work
from profiled import ProfileRequests
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def page(request): return PlainTextResponse(str(work(1)))
served = Starlette(routes=[Route('/', page)])
served.add_middleware(ProfileRequests)
${ASGI_CALL}`,
    },
  ],
  multiprocessing: [{}],
  'Beside a profile: line_profiler': [{ modules: ['line_profiler', 'kernprof'] }],
  'Beside a profile: tracemalloc': [{}],
};

type Section = { readonly title: string; readonly text: string };

const SECTIONS: readonly Section[] = PAGE.split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), text }));

function blocks({ text }: Section, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);
}

const PYTHONS = findPythons(8);

/** The newest Python that has these modules. */
function pythonWith(modules: readonly string[]): string | undefined {
  const code = `import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in ${JSON.stringify(modules)}))`;
  return PYTHONS.findLast(({ path }) => spawnSync(path, ['-c', code]).status === 0)?.path;
}

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-sources-'));
  const launcher = `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/pyprof-view.js')}' "$@"\n`;
  writeFileSync(join(folder, 'pyprof-view'), launcher, { mode: 0o755 });
  writeFileSync(join(folder, 'app.py'), APP);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the files of the section, does what comes before its commands, and returns what they print. */
function follow(section: Section, python: string, { files = {}, before }: Setting): string {
  writeFileSync(join(folder, 'python'), `#!/bin/sh\nexec '${python}' "$@"\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, PYTHONPATH: folder };
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', env });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const code of blocks(section, 'python')) {
    const name = /^# (\w+\.py)\n/.exec(code)?.[1];
    if (name !== undefined) writeFileSync(join(folder, name), code);
    else run(python, '-m', 'IPython', '--no-banner', '--colors=NoColor', '-c', `from app import main\n${code}`);
  }
  if (before !== undefined) {
    writeFileSync(join(folder, 'before.py'), before);
    run(python, 'before.py');
  }
  return run('bash', '-eo', 'pipefail', '-c', blocks(section, 'sh').join('\n'));
}

test('every section with commands to run is tried, and no other', () => {
  const runnable = SECTIONS.filter((section) => blocks(section, 'sh').length > 0).map(({ title }) => title);
  expect(runnable).toEqual(Object.keys(SETTINGS));
});

test('what is not run says so', () => {
  for (const { title, text } of SECTIONS) {
    const unrun = text.replaceAll(/^```[\s\S]*?^```/gm, '');
    if (/^ {4}\S/m.test(unrun)) expect([title, text]).toEqual([title, expect.stringMatching(/not\s+run\s+here/i)]);
  }
});

describe.each(SECTIONS.filter(({ title }) => title in SETTINGS))('$title', (section) => {
  for (const setting of SETTINGS[section.title] ?? []) {
    const { modules = [] } = setting;
    const name =
      modules.length === 0 ? 'does what the page says' : `does what the page says (with ${modules.join(', ')})`;
    const python = pythonWith(modules);
    if (python === undefined) test.skip(saySkipped(`${section.title}: no Python here has ${modules.join(' and ')}`));
    else
      test(name, () => {
        const printed = follow(section, python, setting);
        expect(printed).toMatch(
          section.title.startsWith('Beside')
            ? /work|hint/
            : / function calls [\s\S]* app\.py:\d+\((?:work|<genexpr>)\)/,
        );
      });
  }
});
