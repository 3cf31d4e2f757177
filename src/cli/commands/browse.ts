import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { type LineSource, pipedLines } from '../browse/line-source.ts';
import { addProfile, readProfile } from '../browse/load-commands.ts';
import { openPrinter, type Printer } from '../browse/printer.ts';
import { type Dialog, NEW_DIALOG, type Room } from '../browse/room.ts';
import { runLine } from '../browse/run-line.ts';
import { type Context, print, writeChunks } from '../context.ts';
import { debugText, diagnose } from '../diagnostics.ts';
import { EXIT } from '../exit-codes.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { loadGuardedMatch } from '../options/guarded-regex.ts';
import { addGeneralOptions } from '../options/options.ts';
import { PROFILE, ProgramArgument } from '../options/program-option.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { ProgramEnd } from '../program-end.ts';

const PROFILES_HELP = 'cProfile dumps, plain or gzipped: the first is read, the others are added to it';

type BrowseOptions = { readonly debug: boolean };

export function configureBrowse(command: Command, context: Context): void {
  command.addArgument(new ProgramArgument('[profile...]', PROFILES_HELP, PROFILE));
  addGeneralOptions(command).action((paths: string[], { debug }: BrowseOptions) => browse(paths, debug, context));
}

/** `python -m pstats`: what that prints is on standard output, what we say beside it on standard error. */
async function browse(paths: readonly string[], isDebug: boolean, context: Context): Promise<void> {
  const printer = openPrinter(context.stdout);
  const room = makeRoom(printer, isDebug, context);
  const opened = await openProfiles(paths, room);
  room.say('Welcome to the profile statistics browser.');
  await talk(opened, await openLines(printer, context), printer, room);
  room.say('Goodbye.');
  const read = opened.stats?.fileLines.length ?? 0;
  if (read < paths.length) throw new ProgramEnd(EXIT.unreadable);
}

/** The files of the command line, as if each were typed. */
async function openProfiles([first, ...others]: readonly string[], room: Room): Promise<Dialog> {
  let dialog = first === undefined ? NEW_DIALOG : await readProfile(NEW_DIALOG, first, room);
  for (const path of others) dialog = await addProfile(dialog, path, room);
  return dialog;
}

async function talk(opened: Dialog, lines: LineSource, printer: Printer, room: Room): Promise<void> {
  try {
    let dialog = opened;
    while (!dialog.isDone && printer.isOpen()) {
      const line = await lines.read(`${dialog.path}% `);
      dialog = await runLine(dialog, line ?? 'EOF', room);
    }
  } finally {
    lines.close();
  }
}

/** Node's line editor is loaded only where there is somebody to edit. */
async function openLines(printer: Printer, context: Context): Promise<LineSource> {
  const terminal = context.hasKeys() && context.hasScreen() ? await context.openTerminal('standard input') : null;
  if (terminal === null) return pipedLines(context.stdinPieces(), printer);
  return (await import('../browse/terminal-lines.ts')).terminalLines(terminal);
}

function makeRoom(printer: Printer, isDebug: boolean, context: Context): Room {
  const told = new Set<string>();
  return {
    write: (chunks) => writeChunks(printer, chunks),
    say: (line) => printer.print(`${line}\n`),
    note: (text) => {
      if (!told.has(text)) reportNote(text, context);
      told.add(text);
    },
    complain: (error) => print(context.stderr, `${diagnose(error).message}\n${isDebug ? debugText(error) : ''}`),
    load: (path) =>
      loadProfiles([path], {
        readStdin: () => Promise.reject(stdinIsTaken()),
        progress: progressOn(context),
      }),
    loadMatch: () => loadGuardedMatch(),
  };
}

function stdinIsTaken(): UsageError {
  return new UsageError('usage', 'the commands are read from there, so the profile cannot be: name a file');
}
