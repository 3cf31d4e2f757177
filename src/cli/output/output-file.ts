import { UsageError } from '../../errors.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { type Context, writeChunks } from '../context.ts';
import { ANY_FILE, ProgramOption, type Value } from '../options/program-option.ts';
import { refuseToOverwrite } from './overwrite.ts';
import { writeWholeFile } from './write-output.ts';

/** `-o`, of every command that writes a document. */
export function outputOption(): ProgramOption {
  return wholeFileOption(ANY_FILE).default(undefined, '-');
}

/** `-o`, of a command that wants it. */
export function wholeFileOption(value: Value): ProgramOption {
  return new ProgramOption(
    '-o, --output <file>',
    'Write to this file, completely or not at all; - is standard output',
    { group: 'output', value },
  );
}

/** Opened by its name, the file behind it would lose what others write there, before us and after. */
const STANDARD_OUTPUT = /^(?:-|\/dev\/stdout|\/(?:dev|proc\/self)\/fd\/1)$/;

/** Where `-o` leads: null for standard output. A file that is also an input is refused before anything is read. */
export function outputPath(output: string | undefined, inputs: readonly string[]): string | null {
  if (output === undefined || STANDARD_OUTPUT.test(output)) return null;
  if (output === '') throw new UsageError('usage', '-o needs a file name');
  refuseToOverwrite(output, inputs);
  return output;
}

/** As documents and pictures of a profile are named. Dumps end in anything else, `.txt` included. */
const DOCUMENT = /\.(?:html?|md|markdown|json|csv|svg|pdf)$/i;

/** @throws UsageError for a profile that is to be named as what other commands make of one */
export function refuseDocumentName(output: string): void {
  if (DOCUMENT.test(output))
    throw new UsageError(
      'usage',
      `this writes a profile, and ${output} is the name of a document: pyprof-view report and export write those`,
    );
}

/** Text may come in chunks, also as bytes. `inputs`: what was read besides the profiles, known only now. None of it is written over. */
export async function writeText(
  path: string | null,
  text: string | Iterable<string | Uint8Array>,
  context: Context,
  inputs: readonly string[] = [],
): Promise<void> {
  if (path !== null) refuseToOverwrite(path, inputs);
  const chunks = encoded(typeof text === 'string' ? [text] : text);
  if (path === null) writeChunks(context.stdout, chunks);
  else await writeWholeFile(path, chunks);
}

/** Each chunk when it is asked for: no text ends inside of a character. */
function* encoded(chunks: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? encodeWtf8(chunk) : chunk;
}
