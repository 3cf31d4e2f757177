import type { NodeOf } from '../source/syntax.ts';
import { isCallNamed } from './code/call-names.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';
import { bareName, calledName } from './code/names.ts';
import { shortText } from './code/source-text.ts';
import { isOnlyRead } from './code/steady/result-use.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { NO_PLACE, type Site, type Verdict } from './rule.ts';
import { weighInputs } from './weigh-inputs.ts';

/** A text that is taken apart again and again, as the profile counts. */
export const OF_TEXT = 'text';

/** They give the same for the same text. */
const TAKING_APART: ReadonlySet<string> = new Set(
  `re.findall re.split .findall .split .splitlines unicodedata.normalize textwrap.wrap textwrap.fill shlex.split
  html.escape html.unescape email.utils.parseaddr urllib.parse.urlsplit urllib.parse.urlparse`.split(/\s+/),
);

/** By their full names in a profile. */
export const TEXT_CALLEES: readonly string[] = [...TAKING_APART].flatMap((name) =>
  name.startsWith('.') ? [`str${name}`, `re.Pattern${name}`] : [name],
);

const FIX = 'Keep the results: with the objects that have the text, or hand them to all who need them.';

/** `re.findall(WORD, message.body)`, of messages of which the profile tells how few were made. */
export function textSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (!isCallNamed(TAKING_APART, code.node, frame) || !isOnlyRead(code, frame)) return undefined;
  const variant = bareName(code.node, frame);
  return { code, subject: shortText(code.node, frame), variant, why: OF_TEXT, fix: { text: FIX } };
}

/** Not `tree.findall(name)`: the profile tells whose method it was. */
export function weighTexts(site: Site, evidence: FrameEvidence): Verdict {
  const { code, variant } = site;
  const { node, frame } = code;
  if (node.nodeType !== 'Call') return NO_PLACE;
  const names = [calledName(node, frame), `str.${variant}`, `re.Pattern.${variant}`];
  const isOfTexts = evidence.calls.every(({ name: { bare, full } }) => bare !== variant || names.includes(full));
  return isOfTexts ? weighInputs(site, { ...code, node }, undefined, evidence) : NO_PLACE;
}
