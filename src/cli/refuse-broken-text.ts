import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';

/** What Node puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * Node gives arguments as text, and a file name on Linux may be any bytes: the text then names another file, and an output
 * would go there.
 *
 * @throws UsageError
 */
export function refuseBrokenText(args: readonly string[]): void {
  const broken = args.find((arg) => arg.includes(REPLACEMENT));
  if (broken === undefined || isTyped()) return;
  throw new UsageError(
    'usage',
    `${broken} has bytes that are not UTF-8, and Node cannot name such a file: use < FILE with - as the profile, and > FILE`,
  );
}

/**
 * Whether the character itself was typed. Where the typed bytes cannot be seen (a sandbox without /proc), the answer is
 * no.
 */
function isTyped(): boolean {
  if (process.platform !== 'linux') return true; // only Linux has such names
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(readFileSync('/proc/self/cmdline'));
    return true;
  } catch {
    return false;
  }
}
