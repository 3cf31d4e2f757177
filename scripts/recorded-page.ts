import { readFileSync, rmSync } from 'node:fs';
import { makeExampleFolder, runExample } from './example-folder.ts';

/** A block of commands with what they print. */
const CONSOLE = /^```console\n[\s\S]*?^```$/gm;

/**
 * A page whose `console` blocks say what the built program prints: the page as it is, with each command run again and
 * its output put in the place of the one that stands there.
 *
 *     $ pyprof-view stats -n 5 out.prof         <- kept
 *              307352 function calls ...        <- recorded anew, up to the next `$` or the end of the block
 */
export function recordedPage(path: string): string {
  const folder = makeExampleFolder();
  try {
    return readFileSync(path, 'utf8').replace(CONSOLE, (block) => recordedBlock(block, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recordedBlock(block: string, folder: string): string {
  const commands = [...block.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
  const parts = commands.map((command) => `$ ${command}\n${outputOf(command, folder)}`);
  return `\`\`\`console\n${parts.join('\n')}\`\`\``;
}

/** Without the empty lines around it and the blanks at the ends of lines, which nobody sees on a page. */
function outputOf(command: string, folder: string): string {
  const { status, output } = runExample(folder, command);
  if (status !== 0) throw new Error(`this command of a page ends with ${status}: ${command}\n${output}`);
  const shown = output
    .replaceAll(/[ \t]+$/gm, '')
    .replace(/^\n+/, '')
    .replace(/\n+$/, '');
  return shown === '' ? '' : `${shown}\n`;
}
