// Stands in for how Ink reads keys in the bundle: src/tui/terminal/keyboard.ts reads them, and nothing asks Ink to.
export const createInputParser = () => ({ reset() {} });

export function isCompleteControlSequence() {}

export default function parseKeypress() {}
