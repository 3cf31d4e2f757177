import { bindingsTo, importedName } from '../bindings.ts';
import { dottedText, lastName } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { Expression, NodeOf } from '../syntax.ts';

const LITERALS: Readonly<Partial<Record<Expression['nodeType'], string>>> = {
  List: 'list',
  ListComp: 'list',
  Dict: 'dict',
  DictComp: 'dict',
  Set: 'set',
  SetComp: 'set',
  Tuple: 'tuple',
  JoinedStr: 'str',
};

const TYPES: ReadonlySet<string> = new Set(['list', 'dict', 'set', 'frozenset', 'tuple', 'str', 'bytes', 'bytearray']);

/** A module that the file imports: what follows its dot is no method. */
export const MODULE_TYPE = 'module';

/**
 * The built-in type of an expression where the source says it plainly: a literal, a call of the type, a name that the
 * function binds to nothing else, an imported module. null where it does not.
 */
export function plainType(source: PythonSource, scope: ScopeIndex, expression: Expression): string | null {
  if (expression.nodeType !== 'Name')
    return isPathModule(source, scope, expression) ? MODULE_TYPE : literalType(expression);
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    const found = bindingsTo(source, at, expression.id);
    if (found.length === 0) continue;
    const types = found.map(({ kind, value, imported }) => {
      if (kind === 'import') return imported === null || imported.startsWith('.') ? null : MODULE_TYPE;
      if (kind === 'augmented') return undefined; // `rows += ...` leaves a list a list
      return kind === 'assignment' && value !== null ? literalType(value) : null;
    });
    const known = types.filter((type) => type !== undefined);
    return known.length > 0 && known.every((type) => type === known[0]) ? (known[0] ?? null) : null;
  }
  return null;
}

/**
 * `os.path`, the one module that is always reached through another. Anything else in a module may be an object:
 * `sys.stdout`.
 */
function isPathModule(source: PythonSource, scope: ScopeIndex, expression: Expression): boolean {
  return expression.nodeType === 'Attribute' && importedName(source, scope, dottedText(expression)) === 'os.path';
}

/** The type of a literal, or of a call that is named like a built-in type. */
export function literalType(expression: Expression): string | null {
  if (expression.nodeType === 'Constant') return constantType(expression);
  if (expression.nodeType !== 'Call') return LITERALS[expression.nodeType] ?? null;
  const { func } = expression;
  return func.nodeType === 'Name' && TYPES.has(lastName(func)) ? func.id : null;
}

function constantType({ value, quote_style = '' }: NodeOf<'Constant'>): string | null {
  if (typeof value !== 'string') return null;
  return /^r?b/i.test(quote_style) ? 'bytes' : 'str';
}
