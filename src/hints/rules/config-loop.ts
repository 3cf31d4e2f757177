import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { constantText } from '../code/values/constant-text.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

const GETTERS = 'get getint getfloat getboolean has_option has_section items options'.split(' ');

const ITEM = 'configparser.__getitem__';
const CALLEES = [...GETTERS.map((name) => `configparser.${name}`), ITEM, 'configparser.__contains__'];

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
  match: (frame) => lookupsIn(frame).slice(0, 1),
  weigh: (site, evidence) => {
    if (sumCallsTo(evidence, CALLEES).ncalls === 0) return NO_PLACE;
    return weighAllCalls(site, evidence, {
      callees: CALLEES,
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

/** All of a frame, if each asks for the same every time: a profile does not tell one from another. */
function lookupsIn(frame: FrameCode): readonly Site[] {
  const called = nodesOf(frame, 'Call').filter(({ node }) => isGetter(node, frame));
  const items = nodesOf(frame, 'Subscript').filter(({ node }) => isItemOfItem(node));
  if (!called.every((code) => areSame(code.node.args, code))) return [];
  const all: readonly CodeNode[] = [...called, ...items.filter((code) => areSame(indexesOf(code.node), code))];
  return all.map((code) => ({ code, subject: shortText(code.node, frame) }));
}

/** `get` of a dict has no text that names a section and another that names an option: that the profile tells. */
function isGetter(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [name] = call.args;
  const isNamed = name !== undefined && constantText(name, frame) !== undefined;
  return isNamed && GETTERS.includes(methodCalled(call, frame)?.name ?? '');
}

/** `config['job']['rate']` */
function isItemOfItem({ value, ctx }: NodeOf<'Subscript'>): boolean {
  return ctx.nodeType === 'Load' && value.nodeType === 'Subscript';
}

function indexesOf({ value, slice }: NodeOf<'Subscript'>): readonly Expression[] {
  return value.nodeType === 'Subscript' ? [slice, value.slice] : [slice];
}

function areSame(values: readonly Expression[], code: CodeNode): boolean {
  return values.every((value) => loopThatRepeats(value, code) !== undefined || isSameInEveryCall(value, code.frame));
}
