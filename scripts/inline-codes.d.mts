export const DECODER_LOOPS: RegExp;
export function inlineCodes(code: string): string;
