import { type Accumulation, accumulations, isLasting, loopThatBegins } from '../code/loops/accumulation.ts';
import type { FrameCode } from '../code/module-code.ts';
import { sourceText, sumText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { HintRule, Site } from '../rule.ts';
import { COPYING, weighCopying } from '../weigh-copying.ts';

/**
 * Bytes that are copied at each step of a loop
 *
 * ## What it finds
 *
 * `data += piece`, `data = data + piece` and `data = piece + data` in a loop, where `data` is `bytes`.
 *
 * ## Why it costs
 *
 * `bytes` never change, and unlike texts they have no way to grow in place, not even as a local name: each step
 * allocates a new block and copies all that was there.
 *
 * ## Example
 *
 *     packet = b''
 *     for value in values:
 *         packet += struct.pack('<I', value)
 *
 * ## Instead
 *
 *     packet = bytearray()
 *     for value in values:
 *         packet += struct.pack('<I', value)
 *     packet = bytes(packet)
 *
 * A `bytearray` keeps room at its end. `b''.join(pieces)` and `io.BytesIO` do as well.
 *
 * ## When it does not matter
 *
 * For a handful of pieces, or where the whole stays below a few hundred bytes.
 */
export const bytesConcat: HintRule = {
  id: 'bytes-concat',
  title: 'bytes that are copied at each step',
  article: 'join',
  priority: 1,
  fix: 'Let a bytearray grow, or join the pieces once.',
  callees: [],
  time: 'own',
  alsoCallees: COPYING,
  match: (frame) =>
    accumulations(frame)
      .filter((found) => isBytes(found, frame))
      .map((found) => siteOf(found, frame)),
  weigh: (site, evidence) => weighCopying(site, evidence),
};

function isBytes({ target, added }: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  if (kind !== 'unknown') return kind === 'bytes';
  return added.some((value) => kindOf(value, frame) === 'bytes');
}

function siteOf(found: Accumulation, frame: FrameCode): Site {
  const { code, target, added, form } = found;
  const name = sourceText(target, frame);
  const pieces = sumText(added, frame);
  const isHere = code.loops.length > 0 && target.nodeType === 'Name';
  const places = isHere ? ['before the loop', 'after it'] : [`once, where ${name} begins`, 'where it is needed'];
  const fix = {
    text: `Make ${name} a bytearray, which grows in place, and bytes of it at the end.`,
    before: sourceText(code.node, frame),
    after: `${name} += ${pieces}  # with ${name} = bytearray(${name}) ${places[0]}, and bytes(${name}) ${places[1]}`,
  };
  const isSimple = form !== 'before' && form !== 'around' && form !== 'inside' && form !== 'carried';
  return {
    code,
    subject: sourceText(code.node, frame),
    begunIn: loopThatBegins(found.name, code),
    isLasting: isLasting(found),
    ...(isSimple ? { fix } : {}),
  };
}
