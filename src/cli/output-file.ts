import { encodeWtf8 } from '../text/wtf8.ts';
import type { Context } from './context.ts';
import { refuseToOverwrite } from './overwrite.ts';
import { writeChunks, writeWholeFile } from './write-output.ts';

export const OUTPUT_HELP = 'write to a file (whole or not at all) instead of standard output';

/** Where `-o` leads: null for standard output. Refuses a file that is one of the inputs before anything is read. */
export function outputPath(output: string | undefined, inputs: readonly string[]): string | null {
  if (output === undefined || output === '-') return null;
  refuseToOverwrite(output, inputs);
  return output;
}

export function writeText(path: string | null, text: string, context: Context): void {
  const bytes = encodeWtf8(text);
  if (path === null) writeChunks(context.stdout, [bytes]);
  else writeWholeFile(path, bytes);
}
