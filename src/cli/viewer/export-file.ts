import { PyprofError } from '../../errors.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import type { WriteResult } from '../../tui/host.ts';
import { describeError } from '../diagnostics.ts';
import { isFileAt } from '../input/stats-at.ts';
import { refuseToOverwrite } from '../output/overwrite.ts';
import { writeWholeFileAtOnce } from '../output/write-output.ts';
import { refuseStream } from './refuse-stream.ts';

/**
 * Writes a text whole or not at all; over a file that is there, or that a link leads to, only with `replace`, and never
 * over a profile, and into no pipe or device.
 */
export function exportFile(
  profiles: readonly string[],
  path: string,
  text: string,
  { replace }: { readonly replace: boolean },
): WriteResult {
  const whyNot = whyNotExport(profiles, path, { replace });
  return whyNot ?? refusalOf(() => writeWholeFileAtOnce(path, encodeWtf8(text)));
}

/** What is in the way of {@link exportFile} before it writes. */
export function whyNotExport(
  profiles: readonly string[],
  path: string,
  { replace }: { readonly replace: boolean },
): WriteResult {
  const refusal = refusalOf(() => {
    refuseToOverwrite(
      path,
      profiles.filter((profile) => profile !== '-'),
      path,
    );
    refuseStream(path, 'not-writable');
  });
  return refusal ?? (!replace && isFileAt(path) ? 'exists' : null);
}

function refusalOf(act: () => void): { readonly refusal: string } | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return { refusal: describeError(error) };
  }
}
