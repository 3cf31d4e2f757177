import { BUILTIN_FILE } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';

/**
 * What the profiler treats alike: `builtin` is `<built-in method ...>`, `method` is `<method 'x' of 'T' objects>`,
 * `generator` is a generator expression, and `python` every other function that is written in Python.
 */
export const CALLED_KINDS = ['builtin', 'method', 'python', 'generator'] as const;

export type CalledKind = (typeof CALLED_KINDS)[number];

/** The kind of each row, as a place in {@link CALLED_KINDS}. */
export function calledKinds({ functions, strings, length }: ProfileTable): Uint8Array {
  const builtinFile = strings.find(BUILTIN_FILE);
  const generator = strings.find('<genexpr>');
  const kinds = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const name = functions.name[row]!;
    const isBuiltin = functions.file[row] === builtinFile && functions.line[row] === 0;
    if (isBuiltin)
      kinds[row] = indexOfKind(/^<(?:method|slot wrapper) /.test(strings.text(name)) ? 'method' : 'builtin');
    else kinds[row] = indexOfKind(name === generator ? 'generator' : 'python');
  }
  return kinds;
}

const INDEX: Readonly<Record<CalledKind, number>> = { builtin: 0, method: 1, python: 2, generator: 3 };

function indexOfKind(kind: CalledKind): number {
  return INDEX[kind];
}
