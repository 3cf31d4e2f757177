import { type Expression, lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText } from '../amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { attributeBindings, calledName, methodCalled, resolve, selfAttribute } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, shareOfSites, shareOfTotal } from '../weigh.ts';

const METHODS: ReadonlySet<string> = new Set('match fullmatch search sub subn split findall finditer'.split(' '));

/**
 * A regex that tries too many ways
 *
 * ## What it finds
 *
 * A pattern in which a repeated group ends or begins with a repetition, `(a+)+`, `(\\w+[.-]?)*`, and whose calls take longer
 * than texts of some hundred characters explain.
 *
 * ## Why it costs
 *
 * The same text can be cut into repetitions in many ways: `(a+)+` splits n letters in 2**(n-1) ways, and where the rest of
 * the pattern does not fit, all of them are tried.
 *
 * ## Example
 *
 *     ADDRESS = re.compile(r'^([a-z0-9]+[._-]?)+@')
 *
 * ## Instead
 *
 *     ADDRESS = re.compile(r'^[a-z0-9]+(?:[._-][a-z0-9]+)*@')
 *
 * Write it so that each character can be matched in one way only. From Python 3.11 on an atomic group, `(?>...)`, or a
 * possessive repetition, `++`, gives nothing back.
 *
 * ## When it does not matter
 *
 * Where texts are short and nearly all fit. The pattern above also takes no separator before the `@`: look whether that is
 * meant.
 */
export const regexBacktracking: HintRule = {
  id: 'regex-backtracking',
  title: 'a regex that tries too many ways',
  article: 'beyond',
  priority: 1,
  fix: 'Write the pattern so that each character can be matched in one way only.',
  callees: [...METHODS].flatMap((method) => [`re.Pattern.${method}`, `re.${method}`]),
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

/** A linear pattern takes that for some hundred characters. */
const LONG_CALL = 3e-6;
const LEAST_SHARE = 0.03;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { variant = 'match' } = site;
  const calls = sumCallsTo(evidence, [`re.Pattern.${variant}`, `re.${variant}`]);
  if (calls.ncalls === 0) return refused(`the profile has no calls of ${variant} from here`);
  const perCall = calls.cumtime / calls.ncalls;
  if (perCall < LONG_CALL * evidence.pace) {
    return refused(`a call takes ${durationText(perCall)}: no text has it try many ways`);
  }
  // other patterns share these calls, and take no more than the least that is suspicious
  const isAlone = shareOfSites(site, evidence) === 1;
  const cost = isAlone ? calls.cumtime : Math.max(0, calls.cumtime - calls.ncalls * LONG_CALL * evidence.pace);
  if (shareOfTotal(cost, evidence) < LEAST_SHARE) return refused('its calls take little of the time');
  const lines = [edgeLine(variant, calls.ncalls, calls.cumtime, evidence)];
  const basis = 'nearly all of it, if it is the pattern and not the length of the texts';
  const saving = savingOfWorkOfC(cost, { least: 0.6, most: 1 }, basis, evidence);
  return edgeFinding(isAlone ? 'confirmed' : 'likely', cost, evidence, lines, saving);
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const name = calledName(code.node, frame);
  const isModule = /^re\.\w+$/.test(name);
  const bare = isModule ? name.slice('re.'.length) : (method?.name ?? '');
  if (!METHODS.has(bare)) return undefined;
  const [first] = code.node.args;
  const pattern = isModule
    ? textOf(first)
    : method === undefined
      ? undefined
      : compiledText(method.receiver, method.frame);
  if (pattern === undefined || !isAmbiguous(pattern.text)) return undefined;
  const lines = [...new Set([lineOf(code.node), pattern.line])];
  return { code, subject: shortText(code.node, frame), variant: bare, lines };
}

type Pattern = { readonly text: string; readonly line: number };

function textOf(expression: Expression | undefined): Pattern | undefined {
  const text = expression?.nodeType === 'Constant' ? expression.value : undefined;
  return expression !== undefined && typeof text === 'string' ? { text, line: lineOf(expression) } : undefined;
}

/** The pattern of a name or attribute that is bound once, to `re.compile` of a text that is written out. */
function compiledText(expression: Expression, frame: FrameCode): Pattern | undefined {
  if (expression.nodeType === 'Call') {
    return calledName(expression, frame) === 're.compile' ? textOf(expression.args[0]) : undefined;
  }
  const attribute = selfAttribute(expression, frame);
  const bound =
    attribute !== null
      ? attributeBindings(attribute, frame)
      : expression.nodeType === 'Name'
        ? resolve(expression.id, frame)
        : [];
  const [only, ...others] = bound;
  const value = only?.binding.value;
  return value?.nodeType === 'Call' && others.length === 0 && only !== undefined
    ? compiledText(value, only.frame)
    : undefined;
}

/** A group that is repeated, with a repetition in it that what stands around it in the group need not interrupt. */
function isAmbiguous(pattern: string): boolean {
  const plain = pattern.replace(/\\./g, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x');
  return /\((?:\?:|\?P<\w+>)?(?:[^()|]*\|)*(?:x|\w|\.)[+*](?:(?:x|\w|\.)[?*])*(?:\|[^()]*)?\)(?:[+*]|\{\d*,\d*\})/.test(
    plain,
  );
}
