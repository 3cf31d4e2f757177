import { createInterface } from 'node:readline';
import { escapeControls } from '../../text/escape.ts';
import { type Completion, wantedWord } from '../../tui/overlays/completion.ts';
import type { Terminal } from '../context.ts';
import { completePath } from '../viewer/complete-path.ts';
import { BROWSER_COMMANDS, PSTATS_KEYS } from './browser-commands.ts';
import type { LineSource } from './line-source.ts';

const MOST_REMEMBERED = 1000;

/**
 * Lines that are edited on a terminal. Up and Down go through those of this dialog, Tab completes, Ctrl-C empties the
 * line, Ctrl-D ends the input.
 */
export function terminalLines({ stdin, stdout }: Pick<Terminal, 'stdin' | 'stdout'>): LineSource {
  const reader = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    historySize: MOST_REMEMBERED,
    removeHistoryDuplicates: true,
    completer: complete,
  });
  const typed: string[] = []; // a paste brings several lines at once
  let isOpen = true;
  let wake = (): void => undefined;
  reader.on('line', (line) => {
    typed.push(line);
    wake();
  });
  reader.once('close', () => {
    isOpen = false;
    wake();
  });
  reader.on('SIGINT', () => {
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
  });
  reader.on('SIGCONT', () => reader.prompt(true)); // Node pauses it there, and a paused one lets the program end
  return {
    read: async (prompt) => {
      reader.setPrompt(escapeControls(prompt));
      if (typed.length > 0) stdout.write(`${reader.getPrompt()}${typed[0]}\n`);
      else if (isOpen) {
        stdin.setRawMode(true);
        reader.prompt();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        stdin.setRawMode(false); // while a command prints, Ctrl-C ends the program
      }
      return typed.shift() ?? null;
    },
    close: () => reader.close(),
  };
}

/** What the word at the end of the line may be, and what stands there of it. */
function complete(line: string): [string[], string] {
  const { word, completion } = wantedWord(line, wantedBehind);
  const found = candidatesFor(completion, word).filter((name) => escapeControls(name) === name); // readline prints them
  const [only = '', ...others] = found;
  const isWhole = others.length === 0 && only !== '' && !only.endsWith('/');
  return [isWhole ? [`${only} `] : [...found], word];
}

function wantedBehind(name: string): Completion {
  return BROWSER_COMMANDS.find((command) => command.name === name)?.wants ?? 'none';
}

function candidatesFor(completion: Completion, word: string): readonly string[] {
  if (completion === 'files') return completePath(word);
  return wordsFor(completion).filter((name) => name.startsWith(word));
}

function wordsFor(completion: Completion): readonly string[] {
  if (completion === 'commands') return BROWSER_COMMANDS.map(({ name }) => name);
  return completion === 'sort-keys' ? PSTATS_KEYS.map(({ name }) => name) : [];
}
