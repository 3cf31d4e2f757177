import { expect, test } from 'vitest';
import { parsePythonVersion, pythonVersionOf } from '../../src/profile/python-version.ts';

test.each([
  ['/usr/lib/python3.11/json/decoder.py', '3.11'],
  ['/opt/pythons/versions/3.8.18/lib/python3.8/csv.py', '3.8'],
  ['/home/me/.venv/lib64/python3.12/site-packages/django/apps.py', '3.12'],
  ['C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python313\\Lib\\json\\decoder.py', '3.13'],
  // other allocators, or unknown ones
  ['/usr/local/lib/python3.13t/json/decoder.py', null],
  ['C:\\Python\\Python311-32\\Lib\\csv.py', null],
  ['/usr/lib/pypy3.9/csv.py', null],
  ['/lib/python313.zip/csv.py', null],
  ['/srv/app/python3.11.py', null],
])('the Python of %s', (path, expected) => {
  const version = pythonVersionOf(['/srv/app/main.py', path]);
  expect(version === null ? null : `${version.major}.${version.minor}`).toBe(expected);
});

test('two Pythons tell none', () => {
  expect(pythonVersionOf(['/usr/lib/python3.11/csv.py', '/usr/lib/python3.12/csv.py'])).toBeNull();
});

test('a version is read with or without its patch level', () => {
  expect(['3.11', '3.11.7', '3', '3.x', ''].map(parsePythonVersion)).toEqual([
    { major: 3, minor: 11 },
    { major: 3, minor: 11 },
    null,
    null,
    null,
  ]);
});
