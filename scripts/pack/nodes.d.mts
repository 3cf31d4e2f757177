/** The path of a Node's binary, downloaded where it is not here yet; null where the registry cannot give it. */
export function fetchNode(version: string): string | null;
