import { expect, test } from 'vitest';
import { countJson } from '../../src/report/function-json.ts';
import { jsonChunks, jsonText } from '../../src/report/json-text.ts';
import { modulesJson } from '../../src/report/modules-json.ts';
import type { ModuleSum } from '../../src/views/module-sums.ts';
import { fc } from '../properties.ts';

const file = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('~', '', '"', 'back\\slash', '\u001b[2J', '\u202eyp.evil', '\ud800'),
);
const ncalls = fc.oneof(fc.nat().map(String), fc.constantFrom('True', 'nan', '0.5', '-1', `${2n ** 80n}`));
const sum = fc.record({ file, functions: fc.nat(), tottime: fc.double(), ncalls });

function check(sums: readonly ModuleSum[]): void {
  const chunks = Array.from(jsonChunks({ rows: modulesJson(sums) }), (chunk) => chunk.slice());
  const objects = sums.map(({ ncalls: calls, ...others }) => ({ ...others, calls: countJson(calls) }));
  expect(Buffer.concat(chunks).toString('utf8')).toBe(jsonText({ rows: objects }));
}

test('the time by file is written as the object of each would be', () => {
  fc.assert(fc.property(fc.array(sum, { maxLength: 20 }), check));
});

test('so are more files than are written at once', () => {
  fc.assert(fc.property(fc.array(sum, { minLength: 1100, maxLength: 1100 }), check), { numRuns: 3 });
});
