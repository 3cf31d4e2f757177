import { describe, expect, test } from 'vitest';
import {
  namesOfBuiltin,
  namesOfFile,
  type OwnFolders,
  ownRoot,
  withFile,
} from '../../../src/views/modules/module-names.ts';

const ROOT = '/srv/app/';

test.each([
  ['/usr/lib/python3/dist-packages/django/db/models/query.py', 'django.db.models', 'django'],
  ['/venv/lib/python3.11/site-packages/django/__init__.py', 'django', 'django'],
  ['/venv/lib/python3.11/site-packages/six.py', 'six', 'six'],
  ['/venv/lib/python3.8/site-packages/toolkit-1.0-py3.8.egg/toolkit/core.py', 'toolkit', 'toolkit'],
  ['/usr/lib/python3.11/json/decoder.py', 'json', 'json'],
  ['/usr/lib/python3.11/bisect.py', 'bisect', 'bisect'],
  ['/usr/lib/pypy3.9/encodings/utf_8.py', 'encodings', 'encodings'],
  ['/opt/pypy/lib-python/3/re.py', 're', 're'],
  ['/lib/python314.zip/email/message.py', 'email', 'email'],
  ['C:\\Python313\\Lib\\json\\decoder.py', 'json', 'json'],
  ['C:\\venv\\Lib\\site-packages\\flask\\app.py', 'flask', 'flask'],
  ['odd/tool.pyz/toolkit/core.py', 'toolkit', 'toolkit'],
  ['/srv/app/shop/models/order.py', 'shop.models', 'shop'],
  ['/srv/app/manage.py', 'manage', 'manage'],
  ['/srv/app/build/../shop/cart.py', 'shop', 'shop'],
  ['words.py', 'words', 'words'],
  ['<frozen importlib._bootstrap>', 'importlib', 'importlib'],
  ['<builtin>/frozen importlib._bootstrap_external', 'importlib', 'importlib'],
  ['<frozen os>', 'os', 'os'],
  ["<class 'networkx.utils.decorators.argmap'> compilation 63", 'networkx.utils', 'networkx'],
  ['<attrs generated init black.mode.Mode>', 'black', 'black'],
  ['<string>', '<string>', '<string>'],
  ['', '(no file)', '(no file)'],
])('the package of %s is %s', (file, packageName, library) => {
  expect(namesOfFile(file, ROOT)).toMatchObject({ package: packageName, library });
});

test.each([
  ['<built-in method builtins.sum>', '{builtins}', 'builtins'],
  ['<built-in method len>', '{builtins}', 'builtins'],
  ['<built-in function _codecs.utf_8_encode>', '{_codecs}', '_codecs'],
  ['<built-in method __new__ of type object at 0x9534a0>', '{builtins}', 'builtins'],
  ["<method 'append' of 'list' objects>", '{builtins.list}', 'builtins'],
  ["<method 'popleft' of 'collections.deque' objects>", '{collections.deque}', 'collections'],
  ["<method 'disable' of '_lsprof.Profiler' objects>", '{_lsprof.Profiler}', '_lsprof'],
  ['<function SQLiteCursorWrapper.execute at 0x7f00>', '{(no module)}', '(no module)'],
])('the built-in %s is of %s', (name, file, packageName) => {
  expect(namesOfBuiltin(name)).toMatchObject({ file, package: packageName });
});

describe("the root of one's own files", () => {
  test('is the directory that they have in common', () => {
    const files = ['/srv/app/shop/cart.py', '/usr/lib/python3.11/re.py', '/srv/app/manage.py', '<string>', 'x.py'];
    expect(ownRoot(files.reduce(withFile, null as OwnFolders))).toBe(ROOT);
  });

  test('is nothing where there are none', () => {
    expect(ownRoot(['x.py', '<string>', ''].reduce(withFile, null as OwnFolders))).toBe('');
  });
});
