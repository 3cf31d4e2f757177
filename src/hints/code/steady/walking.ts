import { isCallNamed } from '../call-names.ts';
import { type FrameCode, nodesOf } from '../module-code.ts';

/** They walk what they get, or copy all of it. */
const WALKS: ReadonlySet<string> = new Set(
  `sum max min sorted any all math.fsum math.prod statistics.mean statistics.median statistics.pstdev statistics.stdev
  collections.Counter set frozenset .split .splitlines .lower .upper .replace .join .encode re.findall re.split re.sub
  .findall hashlib.md5 hashlib.sha1 hashlib.sha256 hashlib.blake2b zlib.crc32 hashlib.sha512 hashlib.pbkdf2_hmac`.split(
    /\s+/,
  ),
);

/** Whether a function has a loop, or a call that goes through all that it gets. */
export function walks(frame: FrameCode): boolean {
  const hasLoop = frame.nodes.some(({ loops }) => loops.length > 0);
  return hasLoop || nodesOf(frame, 'Call').some(({ node }) => isCallNamed(WALKS, node, frame));
}
