import { callKey, OPERATION, operatorKey, type SiteKey } from './site-keys.ts';

const BINARY: Readonly<Record<string, string>> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Mult',
  matmul: 'MatMult',
  truediv: 'Div',
  div: 'Div', // Python 2
  floordiv: 'FloorDiv',
  mod: 'Mod',
  pow: 'Pow',
  lshift: 'LShift',
  rshift: 'RShift',
  and: 'BitAnd',
  or: 'BitOr',
  xor: 'BitXor',
};

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  ne: ['NotEq'],
  lt: ['Lt', 'Gt'], // the other operand is asked with the other sign
  gt: ['Gt', 'Lt'],
  le: ['LtE', 'GtE'],
  ge: ['GtE', 'LtE'],
};

const UNARY: Readonly<Record<string, string>> = { neg: 'USub', pos: 'UAdd', invert: 'Invert' };

/** The profiler does not count types as functions: what `str(x)` calls is called by the code that says `str(x)`. */
const ITERATING_TYPES = ['list', 'tuple', 'set', 'frozenset', 'dict', 'enumerate', 'zip', 'map', 'filter', 'reversed'];

/** Looking up a key calls its `__hash__`, and `__eq__` on what is found there. */
const LOOKUPS: readonly SiteKey[] = [OPERATION.item, OPERATION.setItem, OPERATION.deletion];

const OTHERS: Readonly<Record<string, readonly SiteKey[]>> = {
  contains: [operatorKey('In'), operatorKey('NotIn')],
  getitem: [OPERATION.item, OPERATION.iteration],
  missing: [OPERATION.item],
  setitem: [OPERATION.setItem],
  delitem: [OPERATION.deletion],
  eq: [...['Eq', 'In', 'NotIn', 'NotEq'].map(operatorKey), ...LOOKUPS], // `in` and a missing `__ne__` ask `__eq__`
  hash: [...LOOKUPS, operatorKey('In'), operatorKey('NotIn'), callKey('set'), callKey('dict')],
  iter: [OPERATION.iteration, ...ITERATING_TYPES.map(callKey)],
  next: [OPERATION.iteration, ...ITERATING_TYPES.map(callKey)],
  reversed: [callKey('reversed')],
  length_hint: ITERATING_TYPES.map(callKey),
  len: [OPERATION.truth, callKey('list'), callKey('bool')],
  bool: [OPERATION.truth, callKey('bool')],
  nonzero: [OPERATION.truth, callKey('bool')],
  enter: [OPERATION.with],
  exit: [OPERATION.with],
  aenter: [OPERATION.with],
  aexit: [OPERATION.with],
  aiter: [OPERATION.iteration],
  anext: [OPERATION.iteration],
  await: [OPERATION.await],
  str: [callKey('str'), OPERATION.format, operatorKey('Mod')],
  repr: [OPERATION.format, operatorKey('Mod'), callKey('str')],
  format: [OPERATION.format],
  unicode: [callKey('unicode'), operatorKey('Mod')],
  int: [callKey('int')],
  trunc: [callKey('int')],
  index: [callKey('int'), callKey('range'), OPERATION.item],
  float: [callKey('float')],
  complex: [callKey('complex')],
  bytes: [callKey('bytes')],
  getattr: [OPERATION.attribute],
  getattribute: [OPERATION.attribute],
  get: [OPERATION.attribute],
  setattr: [OPERATION.setAttribute],
  set: [OPERATION.setAttribute],
  delattr: [OPERATION.deletion],
  delete: [OPERATION.deletion],
  set_name: [OPERATION.class],
  init_subclass: [OPERATION.class],
  prepare: [OPERATION.class],
  build_class__: [OPERATION.class],
  import__: [OPERATION.import],
};

const KEYS: ReadonlyMap<string, readonly SiteKey[]> = new Map([
  ...Object.entries(BINARY).flatMap(([name, node]) =>
    ['', 'r', 'i'].map((side) => [`__${side}${name}__`, [operatorKey(node)]] as const),
  ),
  ...Object.entries(COMPARISONS).map(([name, nodes]) => [`__${name}__`, nodes.map(operatorKey)] as const),
  ...Object.entries(UNARY).map(([name, node]) => [`__${name}__`, [operatorKey(node)]] as const),
  ...Object.entries(OTHERS).map(([name, keys]) => [`__${name}${name.endsWith('__') ? '' : '__'}`, keys] as const),
]);

/** The operations of the syntax that call a method with this name: `__add__` is called by `+` and `+=`. */
export function operationsCalling(name: string): readonly SiteKey[] {
  return KEYS.get(name) ?? [];
}

/** What an object is made by. */
export const CONSTRUCTORS: ReadonlySet<string> = new Set(['__init__', '__new__', '__post_init__', '__call__']);

/** The files of the import system, which an `import` statement calls into. */
export const IMPORT_FILES: RegExp = /^<(?:builtin>\/)?frozen importlib|importlib[\\/]_bootstrap(?:_external)?\.py$/;

/**
 * Built-in types: to the profiler calling one is no call, nor is anything in it, unless a class defines a method for
 * it.
 */
export const TYPES_WITHOUT_ROWS: ReadonlySet<string> = new Set([
  ...[
    'bool',
    'bytearray',
    'bytes',
    'classmethod',
    'complex',
    'dict',
    'enumerate',
    'filter',
    'float',
    'frozenset',
    'int',
  ],
  ...['list', 'map', 'memoryview', 'object', 'property', 'range', 'reversed', 'set', 'slice', 'staticmethod', 'str'],
  ...['super', 'tuple', 'type', 'zip'],
]);

/**
 * Built-in exceptions that real code raises: like built-in types, they are made without a call that the profiler sees.
 */
export const BUILTIN_EXCEPTIONS: ReadonlySet<string> = new Set(
  (
    'ValueError TypeError KeyError RuntimeError AttributeError NotImplementedError IndexError OSError Exception ' +
    'AssertionError StopIteration SystemExit ImportError OverflowError KeyboardInterrupt IOError LookupError ' +
    'SyntaxError UnicodeDecodeError UnicodeEncodeError UnicodeError FileNotFoundError FileExistsError PermissionError ' +
    'IsADirectoryError NotADirectoryError TimeoutError ConnectionError ConnectionResetError BrokenPipeError ' +
    'NameError ZeroDivisionError ArithmeticError EOFError MemoryError RecursionError BufferError SystemError ' +
    'StopAsyncIteration GeneratorExit ModuleNotFoundError BaseException DeprecationWarning UserWarning RuntimeWarning'
  ).split(' '),
);
