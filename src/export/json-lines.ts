import { escapeObeyed } from '../report/json-text.ts';
import { textChunks } from './text-chunks.ts';

/** JSON that is made piece by piece, in chunks. */
export function jsonFile(pieces: Iterable<string>): Iterable<Uint8Array> {
  return textChunks(pieces, escapeObeyed);
}

/** An object as JSON without its closing brace: more members follow. */
export function openObject(object: object): string {
  return JSON.stringify(object).slice(0, -1);
}

/** The items of a list, one to a line: a million calls do not fit into one string. */
export function* jsonLines(items: Iterable<object>): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
}
