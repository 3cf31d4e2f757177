import { type Accumulation, accumulations, isLasting, loopThatBegins } from '../code/loops/accumulation.ts';
import { isKeptEachStep } from '../code/loops/kept-each-step.ts';
import { pathCopies } from '../code/loops/path-copies.ts';
import type { FrameCode } from '../code/module-code.ts';
import { givenText, sourceText } from '../code/source-text.ts';
import { isGrownAlone } from '../code/steady/own-list.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { withOwnPart } from '../weigh.ts';
import { COPYING, timeOfGrowth, weighCopying } from '../weigh-copying.ts';

/**
 * A new list at each step of a loop
 *
 * ## What it finds
 *
 * `rows = rows + [row]`, `rows = [row] + rows` and `rows = [*rows, row]` in a loop, and the same with tuples, for which
 * `+=` makes a new one too; `new = rows.copy()` or `new = rows[:]` where `rows = new` follows; and a function that returns
 * such a list, where its callers put it in the place of the first; `state = replace(state, log=state.log + (entry,))`. And in a search that notes where it has been, the way so
 * far that goes into each entry of its queue or heap, `queue.append((place, way + [place]))`, or into a dict of the ways: `ways[place] = ways[here] + [place]`.
 *
 * ## Why it costs
 *
 * `+` makes a new list and copies every reference into it; the old one is thrown away. `append` and `extend` write
 * behind the last item, where CPython keeps some room.
 *
 * ## Example
 *
 *     for row in source:
 *         rows = rows + [convert(row)]
 *
 * ## Instead
 *
 *     for row in source:
 *         rows.append(convert(row))
 *
 * or `rows += [...]`, or `itertools.chain` where the parts are only walked. Other names that refer to the same list see
 * an `append` and did not see a `+`.
 *
 * In a search note once for each place where it was come to from, and follow that back from the goal:
 *
 *     came_from[place] = here
 *     queue.append(place)
 *
 * ## When it does not matter
 *
 * For a list of a few items, or where each step really needs a list of its own. Where a loop comes to the copy in some passes
 * only, and nothing counts the others, those may have taken the time: then it is no more than possible.
 */
export const listPlus: HintRule = {
  id: 'list-plus',
  title: 'a new list at each step',
  article: 'itertools',
  priority: 1,
  fix: 'Use append or extend, which grow the list where it is.',
  callees: [],
  time: 'own',
  alsoCallees: COPYING,
  match: (frame) => [
    ...accumulations(frame)
      .filter((found) => isCopied(found, frame) && !isKeptEachStep(found, frame))
      .map((found) => siteOf(found, frame)),
    ...pathCopies(frame).map(({ code, path, kept }) => ({
      code,
      subject: sourceText(code.node, frame),
      fix: wayBack(path, kept),
    })),
  ],
  weigh: (site, evidence) => withOwnPart(weighCopying(site, evidence), timeOfGrowth(site, evidence)),
};

function isCopied(found: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(found.target, frame);
  const known = kind === 'unknown' ? found.added.map((value) => kindOf(value, frame)) : [kind];
  if (found.form === 'in-place') return known.includes('tuple');
  const isWhole = found.value === found.code.node.value; // else it is a sum that `replace` gets
  if ((found.form === 'inside' || found.form === 'carried') && kind === 'unknown' && isWhole) return false;
  return known.includes('list') || known.includes('tuple');
}

function siteOf(found: Accumulation, frame: FrameCode): Site {
  const fix = fixOf(found, frame);
  return {
    code: found.code,
    subject: sourceText(found.code.node, frame),
    begunIn: loopThatBegins(found.name, found.code),
    isLasting: isLasting(found),
    ...(fix === undefined ? {} : { fix }),
  };
}

function wayBack(path: string, kept: 'queue' | 'dict'): Fix {
  const text =
    kept === 'queue'
      ? `Leave ${path} out of the queue: note for each place where it was come to from (came_from[place] = here), and follow that back once, from the goal.`
      : `Note in ${path} only where each place was come to from (or how many steps it took), and follow that back for the ways that are asked for.`;
  return { text };
}

function fixOf({ code, target, added, form }: Accumulation, frame: FrameCode): Fix | undefined {
  const [only] = added;
  const name = sourceText(target, frame);
  const kind = kindOf(target, frame);
  if (kind === 'tuple')
    return { text: `Make ${name} a list, which grows where it is, and tuple(${name}) of it at the end.` };
  if (form !== 'after' || only === undefined || kind !== 'list') return undefined;
  if (!isGrownAlone(target, frame))
    return { text: `Grow the list in place; where somebody else holds it too, begin with a copy: list(${name}).` };
  const isOne = only.nodeType === 'List' && only.elts.length === 1 && only.elts[0]?.nodeType !== 'Starred';
  const item = isOne && only.elts[0] !== undefined ? sourceText(only.elts[0], frame) : undefined;
  const after = item === undefined ? `${name}.extend(${givenText(only, frame)})` : `${name}.append(${item})`;
  return { text: 'Grow the list where it is.', before: sourceText(code.node, frame), after };
}
