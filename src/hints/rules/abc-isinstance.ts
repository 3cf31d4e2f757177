import { lastName } from '../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { attributeBindings, fullName, resolve, selfAttribute } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['isinstance', 'issubclass']);

/**
 * isinstance() of an abstract class
 *
 * ## What it finds
 *
 * `isinstance(value, Mapping)` and its kin with a class of `collections.abc`, `numbers` or `typing`, or one of the same file
 * that is an ABC or a `Protocol`, very often.
 *
 * ## Why it costs
 *
 * For a plain class `isinstance` looks at the type in C. An abstract class has `__instancecheck__`, which is called in
 * Python and looks into a cache of weak references; that of a `Protocol` looks for each of its methods.
 *
 * ## Example
 *
 *     if isinstance(value, collections.abc.Mapping):
 *
 * ## Instead
 *
 *     if isinstance(value, dict) or isinstance(value, collections.abc.Mapping):
 *
 * Ask for the class that nearly all of them have first; in a walk of JSON there is no other. Or look up `type(value)` in a
 * dict of functions.
 *
 * ## When it does not matter
 *
 * For some thousand values. `isinstance(value, dict)` alone says no to other mappings.
 */
export const abcIsinstance: HintRule = {
  id: 'abc-isinstance',
  title: 'isinstance() of an abstract class',
  article: 'built-ins',
  priority: 3,
  fix: 'Test for the usual concrete class first (dict, list, int), and for the abstract one only if that fails.',
  callees: [...NAMES],
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: [site.variant ?? 'isinstance'],
      called: site.variant ?? 'isinstance',
      time: 'whole',
      leastCalls: 1000,
      leastPerCall: evidence.cheapCall / evidence.pace + ASKED_IN_PYTHON,
      gain: 'abc-isinstance',
    }),
};

/** What `__instancecheck__` takes at least, under the profiler. */
const ASKED_IN_PYTHON = 1e-7;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [, asked] = code.node.args;
  if (asked === undefined) return undefined;
  if (!isAnyAbstract(asked, frame)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: lastName(code.node.func) };
}

/** The class, one of a tuple, or of what a name is bound to once: `KINDS`, `self.kinds`. */
function isAnyAbstract(asked: Expression, frame: FrameCode): boolean {
  if (asked.nodeType === 'Tuple') return asked.elts.some((one) => isAbstract(one, frame));
  if (isAbstract(asked, frame)) return true;
  const attribute = selfAttribute(asked, frame);
  const bound =
    attribute === null
      ? asked.nodeType === 'Name'
        ? resolve(asked.id, frame)
        : []
      : attributeBindings(attribute, frame);
  const [only, ...others] = bound;
  const value = only?.binding.value;
  return only !== undefined && value?.nodeType === 'Tuple' && others.length === 0 && isAnyAbstract(value, only.frame);
}

const MODULES = /^(?:collections\.abc|numbers|typing)\./;

function isAbstract(asked: Expression, frame: FrameCode): boolean {
  if (MODULES.test(fullName(asked, frame))) return true;
  if (asked.nodeType !== 'Name') return false;
  return resolve(asked.id, frame).some(({ binding: { node }, frame: at }) => {
    if (node.nodeType !== 'ClassDef') return false;
    const isMeta = node.keywords.some(({ arg, value }) => arg === 'metaclass' && fullName(value, at) === 'abc.ABCMeta');
    return isMeta || node.bases.some((base) => BASES.has(fullName(base, at)));
  });
}

const BASES: ReadonlySet<string> = new Set(['abc.ABC', 'typing.Protocol']);
