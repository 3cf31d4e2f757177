import { describe, expect, test } from 'vitest';
import { lookedUp, putsOfLookUp } from '../../../../src/hints/code/values/looked-up.ts';
import { ProfileBuilder } from '../../../../src/profile/profile-builder.ts';
import { hintsIn } from '../../hint-fixtures.ts';
import { frameIn } from '../../program-code.ts';

type Parts = {
  readonly init?: string;
  readonly put?: string;
  readonly ask?: string;
  readonly more?: string;
  readonly given?: string;
};

/** A ledger that is asked for the balance of an account; the parts make it another program. */
function ledger({ init = '', put = '', ask = '', more = '', given = 'name' }: Parts) {
  return `class Ledger:
    def __init__(self):
        self.rows = {}
        self.factor = 1
        ${init || 'pass'}
    def book(self, account, amount):
        ${put || 'self.rows.setdefault(account, []).append(amount)'}
    def balance(self, account, least=0):
        ${ask || 'return sum(self.rows[account])'}
${more}
def main(ledger, names):
    for name in names:
        ledger.book(name, 3)
    total = 0
    for _ in range(90):
        for name in names:
            total += ledger.balance(${given})
            if total % 7 == 0:
                ledger.book(name, total)
    return total
main(Ledger(), input().split())
`;
}

function putsIn(parts: Parts): readonly (string | number)[] | undefined {
  const puts = putsOfLookUp(frameIn(ledger(parts), 'balance'));
  return puts && [...puts].flatMap(([frame, places]) => [frame.scope.name, places]);
}

describe('what is put into the dict in which a function looks its argument up', () => {
  test('is counted by the calls of those who put one entry into it', () => {
    expect(putsIn({})).toEqual(['book', 1]);
    expect(putsIn({ put: 'self.rows[account] = [amount]' })).toEqual(['book', 1]);
    expect(putsIn({ put: 'self.rows[account] = amount' })).toEqual(['book', 1]);
    expect(putsIn({ put: 'rows = self.rows.setdefault(account, [])\n        rows.append(amount)' })).toEqual([
      'book',
      2,
    ]);
    const link = 'self.rows.setdefault(account, []).append(1); self.rows.setdefault(amount, []).append(1)';
    expect(putsIn({ put: link })).toEqual(['book', 2]);
  });

  test.each([
    ['all entries are read', { ask: 'return self.rows[account] / sum(self.rows.values())' }],
    ['all entries are changed', { more: '    def clear(self):\n        self.rows.clear()\n' }],
    ['a loop changes one after the other', { put: 'for rows in self.rows.values():\n            rows.append(amount)' }],
    ['it has entries from the start', { init: 'for name in "abc":\n            self.rows[name] = []' }],
    ['another object has the same dict', { more: '    def share(self, other):\n        other.rows = self.rows\n' }],
    ['it asks itself for other keys', { ask: 'return sum(self.rows[account]) + self.balance(account + 1)' }],
    ['it asks its object for all', { ask: 'return [row / len(self) for row in self.rows[account]]' }],
    ['it walks its object', { ask: 'return [row / sum(self) for row in self.rows[account]]' }],
    ['its object keeps the dict by another name', { init: 'self.everything = self.rows' }],
    ['the dict begins with two names', { init: 'self.everything = self.rows = {}' }],
    ['others have what is put in', { put: 'self.rows[account] = amount.posts' }],
    ['two keys have one list', { put: 'self.rows[account] = self.rows[amount]' }],
    [
      'what is put in may be a list of others',
      { put: 'self.rows[account] = amount', more: 'def take(ledger):\n    ledger.book("a", [1])\n' },
    ],
    ['what it begins with is a list of others', { put: 'self.rows.setdefault(account, self.posts).append(amount)' }],
    [
      'who puts one in sets something else that is read',
      { put: 'self.rows[account] = [amount]; self.factor = amount', ask: 'return self.rows[account][0] * self.factor' },
    ],
  ])('is not known where %s', (_, parts: Parts) => {
    expect(putsIn(parts)).toBeUndefined();
  });
});

describe('what each call looks up', () => {
  test('stands in the first line, below the text about it', () => {
    const ask = '"""What is there."""\n        return sorted(row for row in self.rows[account])';
    expect(lookedUp(frameIn(ledger({ ask }), 'balance'))?.name).toBe('account');
  });

  test.each([
    'return sum(self.rows[account]) if account else 0',
    'return account and self.rows[account]',
    'for at in range(least):\n            least += self.rows[account]\n        return least',
    'try:\n            return self.rows[account]\n        except KeyError:\n            return [account]',
    'with suppress(KeyError):\n            return self.rows[account]\n        return [account]',
    'return self.rows.get(account)',
    'account = account.strip()\n        return self.rows[account]',
  ])('is not known of %s', (ask) => {
    expect(lookedUp(frameIn(ledger({ ask }), 'balance'))).toBeUndefined();
  });
});

/** The hints of a run in which there were so many bookings for 60,000 questions. */
function told(parts: Parts, booked: number): readonly string[] {
  const source = ledger(parts);
  const lineOf = (text: string): number => source.split('\n').findIndex((line) => line.includes(text)) + 1;
  const builder = new ProfileBuilder();
  const numbers = (ncalls: number, cumtime: number) => ({ ncalls, primitiveCalls: ncalls, tottime: cumtime, cumtime });
  const main = lineOf('def main');
  const asked = [['book', booked, 0.01] as const, ['balance', 60_000, 0.5] as const];
  builder.setRow('made.py', lineOf('__init__'), '__init__', numbers(1, 0));
  for (const [name, ncalls, seconds] of asked) {
    builder.setRow('made.py', lineOf(`def ${name}`), name, numbers(ncalls, seconds));
  }
  builder.setRow('made.py', main, 'main', { ...numbers(1, 0.7), tottime: 0.19 });
  builder.endEdges();
  for (const [, ncalls, seconds] of asked) {
    builder.setEdge('made.py', main, 'main', numbers(ncalls, seconds), false);
    builder.endEdges();
  }
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level, evidence: [, more] }) =>
    rule === 'call-again' ? [level, more?.text ?? ''] : [],
  );
}

describe('a function of what it looks up', () => {
  test('is asked again where entries were put far less often', () => {
    expect(told({}, 300)).toEqual([
      'likely',
      'they can have been for no more than 300 changes of self.rows, each of one key: 200 calls for each',
    ]);
  });

  test('is not where they were put as often', () => {
    expect(told({}, 40_000)).toEqual([]);
  });

  test('is not where something else is given that is not looked up', () => {
    expect(told({ given: '"a", len(name) + total' }, 300)).toEqual([]);
    expect(told({ given: 'name, len(name) + total' }, 300)).toEqual([]);
  });
});
