import { expect, test } from 'vitest';
import { shortFile, shortModule } from '../../src/report/short-name.ts';

test.each([
  ['/srv/shop/cart.py', 'cart.py', 'shop/cart.py'],
  ['/srv/json/__init__.py', 'json/__init__.py', 'json/__init__.py'],
  ['/app.py', 'app.py', 'app.py'],
  ['app.py', 'app.py', 'app.py'],
  ['C:\\Users\\ann\\shop\\cart.py', 'cart.py', 'shop\\cart.py'],
  ['C:\\lib\\json\\__init__.py', 'json\\__init__.py', 'json\\__init__.py'],
  ['C:/shop/cart.py', 'cart.py', 'shop/cart.py'],
  ['/srv/a\\b.py', 'a\\b.py', 'srv/a\\b.py'],
])('%s is written short as %s, and as a module as %s', (file, short, module) => {
  expect([shortFile(file), shortModule(file)]).toEqual([short, module]);
});
