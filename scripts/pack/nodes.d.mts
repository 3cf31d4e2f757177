/** On these and on the one that runs it the benchmark measures. */
export const BENCHED: readonly string[];

/** The path of a Node's binary, downloaded where it is not here yet, or why there is none. */
export function fetchNode(
  version: string,
): { readonly binary: string; readonly failure?: never } | { readonly failure: string; readonly binary?: never };
