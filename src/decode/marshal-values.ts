/** What a marshalled file can hold, as JavaScript values that keep Python's kinds apart. */

/**
 * `null` is None. An int is a number where that is exact and a bigint elsewhere; a float is a {@link PyFloat},
 * because Python prints 2 and 2.0 differently.
 */
export type MarshalValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | PyBytes
  | PySequence
  | PyDict
  | PyCode
  | PyOther;

export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class PyBytes {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

export type SequenceKind = 'tuple' | 'list' | 'set' | 'frozenset' | 'slice';

/** A tuple may hold itself: CPython loads that, so readers must not walk values without a limit. */
export class PySequence {
  readonly kind: SequenceKind;
  readonly items: MarshalValue[] = [];
  constructor(kind: SequenceKind) {
    this.kind = kind;
  }
}

/** `offset` is where the entry's key begins in the file. */
export type DictEntry = { readonly key: MarshalValue; readonly value: MarshalValue; readonly offset: number };

/** The entries as written: equal keys are not merged. */
export class PyDict {
  readonly entries: DictEntry[] = [];
}

/** A code object: only what `repr` shows of it is kept. */
export class PyCode {
  name: MarshalValue = null;
  filename: MarshalValue = null;
  firstLine = 0;
}

/** A value that no profile holds, read only to get past it. */
export class PyOther {
  readonly type: 'StopIteration' | 'Ellipsis' | 'complex';
  constructor(type: 'StopIteration' | 'Ellipsis' | 'complex') {
    this.type = type;
  }
}

/** Python's name for the type, for messages. */
export function typeName(value: MarshalValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyBytes) return 'bytes';
  if (value instanceof PySequence) return value.kind;
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PyCode) return 'code';
  return value.type;
}

/** Whether Python could use the value as a dict key. Looks one level into tuples: enough for what dumps hold. */
export function isHashable(value: MarshalValue): boolean {
  if (value instanceof PyDict) return false;
  if (!(value instanceof PySequence)) return true;
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'slice') return false;
  return !value.items.some(isMutable);
}

function isMutable(value: MarshalValue): boolean {
  return value instanceof PyDict || (value instanceof PySequence && (value.kind === 'list' || value.kind === 'set'));
}
