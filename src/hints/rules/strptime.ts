import type { Expression, NodeOf } from '../../source/syntax.ts';
import { errorsCaught } from '../code/caught.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { cachingDecorator } from '../code/steady/caching-decorator.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { constantText } from '../code/values/constant-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

const CALLEES = ['strptime', 'time.strptime', 'datetime.datetime.strptime', 'strptime._strptime_datetime'];

const NAMES: ReadonlySet<string> = new Set([
  'datetime.datetime.strptime',
  'datetime.strptime',
  'time.strptime',
  'datetime.date.strptime',
  '.strptime',
]);

/**
 * strptime() for each of many dates
 *
 * ## What it finds
 *
 * `datetime.strptime(text, format)` or `time.strptime(...)` in a loop, or in a function that is called in one. Where a loop
 * tries one format after the other, nothing is said.
 *
 * ## Why it costs
 *
 * It is written in Python: each call asks for the locale, looks up the regex of the format, matches, and collects the
 * fields one by one. `datetime.fromisoformat` is C.
 *
 * ## Example
 *
 *     when = datetime.strptime(text, '%Y-%m-%d %H:%M:%S')
 *
 * ## Instead
 *
 *     when = datetime.fromisoformat(text)
 *
 * For a format that is not ISO: cut the text and call `datetime(int(...), ...)`, or remember the days already seen in a
 * dict, for they repeat.
 *
 * ## When it does not matter
 *
 * For some hundred dates. Before Python 3.11 `fromisoformat` reads only what `isoformat` writes; since then it also takes other
 * forms of ISO 8601 (`20240131`, `2024-W05-3`): as a check of a text it lets more through.
 */
export const strptime: HintRule = {
  id: 'strptime',
  title: 'strptime() for each of many dates',
  article: 'built-ins',
  priority: 1,
  fix: 'Use datetime.fromisoformat for ISO dates, or cut the text and build the date from its numbers.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) =>
    callsNamed(frame, NAMES)
      .filter((code) => !isTried(code, frame) && !isRemembered(code, frame))
      .map((code) => siteOf(code, frame)),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: CALLEES,
      called: 'strptime',
      names: NAMES,
      time: 'whole',
      leastCalls: 50,
      gain: site.variant === 'iso' ? 'strptime' : 'strptime/by-hand',
    }),
  withoutSource: { callees: ['strptime', 'time.strptime'], leastCalls: 100 },
};

/** One format after the other is tried: what could stand instead depends on which of them fits how often. */
function isTried({ node, loops }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const [, format] = node.args;
  if (format?.nodeType !== 'Name' || loops.length === 0) return false;
  return bindingsOf(format.id, frame).some(({ binding }) => binding.kind === 'loop');
}

/** A cache keeps the dates, and the format is chosen elsewhere: what is left is the different ones, and no one way to cut them all. */
function isRemembered({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const [, format] = node.args;
  return format !== undefined && formatText(format, frame) === undefined && cachingDecorator(frame) !== undefined;
}

/** A format that is written out, here or under a name that means nothing else. */
function formatText(format: Expression, frame: FrameCode): string | undefined {
  return format.nodeType === 'Attribute' ? undefined : constantText(format, frame);
}

const ISO_FORMATS: ReadonlySet<unknown> = new Set(
  ['', 'T', ' '].flatMap((between) =>
    between === ''
      ? ['%Y-%m-%d']
      : ['%H:%M', '%H:%M:%S', '%H:%M:%S.%f', '%H:%M:%S%z', '%H:%M:%S.%f%z'].map((time) => `%Y-%m-%d${between}${time}`),
  ),
);

/** What has a `fromisoformat`; `time.strptime` has none beside it. */
const OF_DATETIME: ReadonlySet<string> = new Set(['datetime.datetime.strptime', 'datetime.date.strptime']);

/** A text that is no such date is asked for by the error. */
function isCheck(code: CodeNode): boolean {
  const caught = errorsCaught(code);
  return ['ValueError', 'Exception', 'BaseException', ''].some((name) => caught.has(name));
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site {
  const [text, format] = code.node.args;
  const written = format && formatText(format, frame);
  const isIso = OF_DATETIME.has(calledName(code.node, frame)) && ISO_FORMATS.has(written);
  const subject = shortText(code.node, frame);
  if (!isIso || text === undefined || code.node.func.nodeType !== 'Attribute') return { code, subject };
  const before = sourceText(code.node, frame);
  const owner = sourceText(code.node.func.value, frame);
  const after = `${owner}.fromisoformat(${sourceText(text, frame)})`;
  const fix = isCheck(code)
    ? {
        text: `The format is ISO 8601, and ${after} reads it; since Python 3.11 it also takes other forms, such as 20240131: as a check it lets more through.`,
        before,
      }
    : /%[fz]/.test(written ?? '')
      ? {
          text: `The format is ISO 8601: since Python 3.11 ${after} reads it; before, only what isoformat() writes (three or six digits of a second, +02:00).`,
          before,
        }
      : { text: 'The format is ISO 8601 (fromisoformat wants two digits for each month and day).', before, after };
  return { code, subject, variant: 'iso', fix };
}
