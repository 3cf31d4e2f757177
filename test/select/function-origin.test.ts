import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { originOfFile } from '../../src/select/function-origin.ts';

const CORPUS = process.env['PYPROF_CORPUS'];

describe('the origin of a file', () => {
  test.each([
    ['stdlib', '/usr/lib/python3.11/json/decoder.py'],
    ['stdlib', '/usr/lib64/python2.7/os.py'],
    ['stdlib', '/opt/pythons/versions/3.13.0/lib/python3.13t/re/_parser.py'],
    ['stdlib', '/Library/Frameworks/Python.framework/Versions/3.12/lib/python3.12/ast.py'],
    ['stdlib', '/System/Library/Frameworks/Python.framework/Versions/2.7/lib/python2.7/re.py'],
    ['stdlib', '/usr/lib/pypy3.9/json/decoder.py'],
    ['stdlib', '/opt/pypy/lib-python/3/os.py'],
    ['stdlib', '/opt/pypy/lib_pypy/_ctypes/basics.py'],
    ['stdlib', 'C:\\Python313\\Lib\\json\\decoder.py'],
    ['stdlib', 'C:\\Users\\An\\AppData\\Local\\Programs\\Python\\Python312\\Lib\\re.py'],
    ['stdlib', 'D:/miniconda3/envs/web/Lib/_weakrefset.py'],
    ['stdlib', '/lib/python314.zip/json/encoder.py'],
    ['stdlib', 'C:\\Python313\\python313.zip\\re\\__init__.py'],
    ['stdlib', '<frozen runpy>'],
    ['stdlib', '<frozen _collections_abc>'],
    ['packages', '/usr/lib/python3/dist-packages/django/template/base.py'],
    ['packages', '/srv/venv/lib/python3.11/site-packages/numpy/core/fromnumeric.py'],
    ['packages', 'C:\\venv\\Lib\\site-packages\\attr\\_make.py'],
    ['packages', '<__array_function__ internals>'],
    ['packages', '<attrs generated init attr._make.Factory>'],
    ['import', '<frozen importlib._bootstrap>'],
    ['import', '<frozen importlib._bootstrap_external>'],
    ['import', '<frozen zipimport>'],
    ['import', '<builtin>/frozen importlib._bootstrap_external'],
    ['import', '/usr/lib/python3.4/importlib/_bootstrap.py'],
    ['builtin', '<builtin>/?'],
    ['own', '/srv/app/lib/json/decoder.py'],
    ['own', '/srv/python3.11/app.py'],
    ['own', 'C:\\work\\Lib\\billing\\tax.py'],
    ['own', 'models.py'],
    ['own', '<stdin>'],
    ['own', '<ipython-input-3-1a2b3c4d5e6f>'],
    ['own', '/tmp/ipykernel_4711/1234567890.py'],
    ['packages', '<frozen billing.tax>'],
    ['packages', '<lambdifygenerated-1>'],
    ['stdlib', '<string>'],
    ['stdlib', ''],
  ])('is %s for %s', (origin, file) => {
    expect(originOfFile(file)).toBe(origin);
  });
});

test.skipIf(CORPUS === undefined)('every path of the corpus is told', () => {
  const folders = readdirSync(CORPUS ?? '').filter((name) => existsSync(join(CORPUS ?? '', name, 'out.prof')));
  const own = folders.flatMap((name) => {
    const table = decodeProfile(readFileSync(join(CORPUS ?? '', name, 'out.prof')));
    return [...new Set(table.functions.file)].map((file) => table.strings.text(file));
  });
  const strange = own.filter((file) => originOfFile(file) === 'own' && /python\d|pypy|frozen|packages/.test(file));
  expect(strange).toEqual([]);
});
