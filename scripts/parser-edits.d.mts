/** The file of py-ast that is loaded. */
export const PARSER_FILE: RegExp;

/** The text of that file with all edits; throws where one does not fit. */
export function editParser(text: string): string;

/** The same as slow as it was. */
export function mendParser(text: string): string;
