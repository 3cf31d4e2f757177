import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { constantText } from '../code/values/constant-text.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const GETTERS = 'get getint getfloat getboolean has_option has_section'.split(' ');

const ITEM = 'configparser.__getitem__';
const CALLED = GETTERS.map((name) => `configparser.${name}`);
const CALLEES = [...CALLED, ITEM];

/**
 * Settings looked up in a ConfigParser each time
 *
 * ## What it finds
 *
 * `config.getint('job', 'rate')`, `config['job']['rate']`, `section.getboolean('verbose')` and their kin in a loop, or in a function
 * that is called in one, where section and option are the same each time.
 *
 * ## Why it costs
 *
 * A ConfigParser keeps texts. Each look-up merges the section with the defaults, fills in what `%(name)s` stands for and reads
 * the number from its text, all in Python.
 *
 * ## Example
 *
 *     for job in jobs:
 *         cost += min(job.size * config.getint('job', 'rate'), config.getint('job', 'limit'))
 *
 * ## Instead
 *
 *     rate, limit = config.getint('job', 'rate'), config.getint('job', 'limit')
 *     for job in jobs:
 *         cost += min(job.size * rate, limit)
 *
 * Or attributes of an object that is made of the file once.
 *
 * ## When it does not matter
 *
 * For some hundred look-ups. What is kept does not see a file that is read again, or a later `config.set`.
 */
export const configLoop: HintRule = {
  id: 'config-loop',
  title: 'settings looked up in a ConfigParser each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Read each setting once, before the loop, and keep its value (a file that is read again is then not seen).',
  callees: CALLEES,
  match: (frame) => [...calledIn(frame), ...itemsIn(frame).slice(0, 1)],
  weigh: (site, evidence) => {
    const callees = site.variant === 'get' ? CALLED : [ITEM];
    if (sumCallsTo(evidence, callees).ncalls === 0) return NO_PLACE;
    return weighAllCalls(site, evidence, {
      callees,
      leastCalls: 100,
      gain: 'config-loop/get',
      basis: 'each value is looked up once',
      words: {
        few: 'look-ups of settings',
        share: 'the look-ups of settings',
        line: (from) => `look-ups of settings from ${from}`,
      },
    });
  },
};

/** A call by a constant name, if all of that object ask for the same every time: a profile does not tell one from another. */
function calledIn(frame: FrameCode): readonly Site[] {
  const calls = nodesOf(frame, 'Call').filter(({ node }) => GETTERS.includes(methodCalled(node, frame)?.name ?? ''));
  const named = calls.filter(
    ({ node: { args } }) => args.length > 0 && args.every((given) => isConstant(given, frame)),
  );
  // what else is called `get` is mostly of a dict
  const first = named.find(({ node }) => methodCalled(node, frame)?.name !== 'get') ?? named[0];
  if (first === undefined) return [];
  const asked = receiverText(first.node);
  const config = first.node.func.nodeType === 'Attribute' ? [first.node.func.value] : [];
  if (!areSame(config, first)) return []; // another file each time
  const isSteady = calls.every((code) => receiverText(code.node) !== asked || areSame(code.node.args, code));
  return isSteady ? [{ code: first, subject: shortText(first.node, frame), variant: 'get' }] : [];
}

function isConstant(given: Expression, frame: FrameCode): boolean {
  return constantText(given, frame) !== undefined;
}

function receiverText({ func }: NodeOf<'Call'>): string {
  return func.nodeType === 'Attribute' ? dottedText(func.value) : '';
}

/** `config['job']['rate']`, and `section['rate']` of a `section = config['job']` */
function itemsIn(frame: FrameCode): readonly Site[] {
  const items = nodesOf(frame, 'Subscript').filter(({ node }) => isOfSection(node, frame));
  if (!items.every((code) => areSame([code.node], code))) return [];
  return items.map((code) => ({ code, subject: shortText(code.node, frame) }));
}

function isOfSection({ value, ctx }: NodeOf<'Subscript'>, frame: FrameCode): boolean {
  if (ctx.nodeType !== 'Load' || value.nodeType === 'Subscript') return ctx.nodeType === 'Load';
  const [only, ...others] = value.nodeType === 'Name' ? resolve(value.id, frame) : [];
  return others.length === 0 && only?.binding.value?.nodeType === 'Subscript';
}

function areSame(values: readonly Expression[], code: CodeNode): boolean {
  return values.every((value) => loopThatRepeats(value, code) !== undefined || isSameInEveryCall(value, code.frame));
}
