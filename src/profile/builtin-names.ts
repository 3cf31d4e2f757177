/**
 * The same built-in under the names that different Pythons give it, so that profiles of two Pythons can be compared.
 * Found by asking CPython 3.6 to 3.13 for the names of the built-ins of 90 modules; 2.7 and PyPy from their dumps.
 */
type Renaming = { readonly older: string; readonly newer: string };

/** Functions, without the words in front of them. */
const FUNCTIONS: readonly Renaming[] = [
  { older: 'io.open', newer: '_io.open' }, // 3.12
  { older: 'io.open_code', newer: '_io.open_code' },
  { older: 'io.text_encoding', newer: '_io.text_encoding' },
  { older: '_bisect.bisect', newer: '_bisect.bisect_right' }, // 3.7
  { older: '_bisect.insort', newer: '_bisect.insort_right' },
  { older: 'decimal.getcontext', newer: '_decimal.getcontext' }, // 3.13
  { older: 'decimal.localcontext', newer: '_decimal.localcontext' },
  { older: 'decimal.setcontext', newer: '_decimal.setcontext' },
  { older: '_sha512.sha512', newer: '_sha2.sha512' }, // 3.12
];

/** Types in `<method 'name' of 'type' objects>`. */
const TYPES: readonly Renaming[] = [
  { older: '_sre.SRE_Pattern', newer: 're.Pattern' }, // 3.7
  { older: '_sre.SRE_Match', newer: 're.Match' },
  { older: '_ast.AST', newer: 'ast.AST' }, // 3.9
  { older: 'Struct', newer: '_struct.Struct' },
  { older: 'weakproxy', newer: 'weakref.ProxyType' }, // 3.10
  { older: 'Context', newer: '_contextvars.Context' },
  { older: 'ContextVar', newer: '_contextvars.ContextVar' },
  { older: '_collections._deque_iterator', newer: 'collections._deque_iterator' }, // 3.12
  { older: '_collections._deque_reverse_iterator', newer: 'collections._deque_reverse_iterator' },
  { older: '_collections._tuplegetter', newer: 'collections._tuplegetter' },
];

const newerFunction = mapOf(FUNCTIONS);
const newerType = mapOf(TYPES);

function mapOf(renamings: readonly Renaming[]): ReadonlyMap<string, string> {
  return new Map(renamings.map(({ older, newer }) => [older, newer]));
}

/**
 * One name for a built-in in every Python: `<io.open>` (2.7), `<built-in method io.open>` (3.6) and
 * `<built-in method _io.open>` (3.12) are `<_io.open>`; PyPy's `<built-in function len>` is 2.7's `<len>`. Memory
 * addresses, which differ from run to run, are left out. Other names in `<>`, as `<lambda>`, stay as they are.
 */
export function comparableName(name: string): string {
  if (!name.startsWith('<')) return name;
  const plain = name.replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x');
  const method = /^<method '([^']*)' of '([^']*)' objects>$/.exec(plain);
  if (method !== null) return `<method '${method[1]}' of '${newerType.get(method[2]!) ?? method[2]}' objects>`;
  const called = /^<(?:built-in (?:method|function) )?(?:builtins\.|__builtin__\.)?(.*)>$/s.exec(plain)?.[1];
  return called === undefined ? plain : `<${newerFunction.get(called) ?? called}>`;
}
