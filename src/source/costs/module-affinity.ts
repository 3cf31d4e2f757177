import { bindingsTo, importedName } from '../bindings.ts';
import { dottedText } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import type { FrameSite } from './frame-sites.ts';

/**
 * Whether, by the imports, what is called or operated on at a site comes from the callee's file: `csv.DictReader(...)`,
 * or `reader` after `reader = csv.DictReader(...)`, from `/usr/lib/python3.11/csv.py`. It decides between sites that
 * could otherwise all have made a call; the lack of such a sign means nothing (modules pass on what others define).
 */
export function comesFromFile(source: PythonSource, scope: ScopeIndex, site: FrameSite, file: string): boolean {
  const module = file
    .replace(/\.py[cow]?$/, '')
    .replace(/[\\/]__init__$/, '')
    .replaceAll('\\', '/');
  return operandsOf(site).some((operand) => isFrom(module, originOf(source, scope, operand)));
}

/** The expressions whose types decide what is called. */
function operandsOf({ node }: FrameSite): readonly Expression[] {
  switch (node.nodeType) {
    case 'Call':
      return [node.func];
    case 'For':
    case 'AsyncFor':
    case 'Comprehension':
      return [node.iter];
    case 'WithItem':
      return [node.context_expr];
    case 'BinOp':
      return [node.left, node.right];
    case 'AugAssign':
      return [node.target, node.value];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'UnaryOp':
      return [node.operand];
    case 'Subscript':
    case 'Attribute':
    case 'Starred':
    case 'Await':
      return [node.value];
    default:
      return [];
  }
}

/** The imported name that an expression stands for, such as `csv.DictReader`; without an import, as it is written. */
function originOf(source: PythonSource, scope: ScopeIndex, expression: Expression): string {
  if (expression.nodeType !== 'Name') return importedName(source, scope, dottedText(expression));
  const bound = bindingsTo(source, scope, expression.id).findLast(({ value }) => value !== null);
  const { value = null } = bound ?? {};
  return importedName(source, scope, value === null ? expression.id : dottedText(value));
}

function isFrom(module: string, dotted: string): boolean {
  const parts = dotted
    .replace(/^\.+/, '')
    .replace(/[([].*$/s, '')
    .split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const path = parts.slice(0, length).join('/');
    if (module === path || module.endsWith(`/${path}`)) return true;
  }
  return false;
}
