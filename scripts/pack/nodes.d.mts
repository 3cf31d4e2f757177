/** The path of a Node's binary, downloaded where it is not here yet, or why there is none. */
export function fetchNode(
  version: string,
): { readonly binary: string; readonly failure?: never } | { readonly failure: string; readonly binary?: never };
