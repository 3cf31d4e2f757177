import { expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

function afterOf(fields: readonly string[], called = 'asdict(self)'): string | undefined {
  const program = `from dataclasses import asdict, astuple, dataclass

@dataclass
class Order:
    ${fields.join('\n    ')}

    def row(self):
        return ${called}
`;
  return sitesIn('asdict', program)[0]?.fix?.after;
}

test('the fields of a dataclass with plain values are written out, its lists copied', () => {
  const fields = ['number: int', 'price: Optional[float] = None', 'tags: list[str] = field(default_factory=list)'];
  expect(afterOf(fields)).toBe("{'number': self.number, 'price': self.price, 'tags': list(self.tags)}");
  expect(afterOf(fields, 'astuple(self)')).toBe('(self.number, self.price, list(self.tags))');
});

test('they are not where one may hold more, or nothing in place of a list', () => {
  const fields = ['buyer: Person', 'lines: list[Line]', 'rest: Any', 'tags: list[str] = None'];
  expect(fields.map((field) => afterOf(['number: int', field])).filter((after) => after !== undefined)).toEqual([]);
  expect(afterOf(['number: int'], 'asdict(self, dict_factory=made)')).toBeUndefined();
});
