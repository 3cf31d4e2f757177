/** A page writes the names of frames alone: which file is meant is in the sentence below them. */
export function shortPath(): string {
  return '';
}
