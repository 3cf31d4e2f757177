import { expect, test } from 'vitest';
import { cutMiddle, shortFile, shortModule } from '../../src/report/short-name.ts';
import { fc } from '../properties.ts';

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

test('of a name with too many characters the two ends are left, and no character is cut in two', () => {
  const character = fc.constantFrom('a', 'é', '\u{1f600}', '\ud83d', '\ude00');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 30 }), fc.integer({ min: 3, max: 12 }), (parts, longest) => {
      const characters = Array.from(parts.join(''));
      const half = Math.floor((longest - 1) / 2);
      const cut = [...characters.slice(0, half), '…', ...characters.slice(-half)];
      expect(cutMiddle(parts.join(''), longest)).toBe((characters.length <= longest ? characters : cut).join(''));
    }),
  );
});
