import { assertNever } from '../../errors.ts';
import type { CommandDescription, OptionDescription } from '../options/describe-commands.ts';
import type { Value, Word } from '../options/program-option.ts';

/** The script for fish: a `complete` for each command, option and argument, under the condition that its command is typed. */
export function fishScript(commands: readonly CommandDescription[]): string {
  const named = commands.filter(({ name }) => name !== '');
  return `# fish completion for pyprof-view: put it as pyprof-view.fish into ~/.config/fish/completions

# The command that is typed, and how many operands stand behind it: "stats 1"; " 0" where there is none yet.
function __pyprof_view_place
    set -l command ''
    set -l operands 0
    set -l takes ${flagsWithValue(commands.filter(({ name }) => name === ''))}
    set -l skip 0
    set -l ended 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if test "$ended$word" = 0--
            set ended 1
            test -z "$command" && set operands 1
        else if test $ended = 0 && string match -q -- '-*' $word
            contains -- $word $takes && set skip 1
        else if test "$command$operands$ended" = 00 && contains -- $word ${named.map(({ name }) => name).join(' ')}
            set command $word
            switch $command
${named.map(takesCase).join('\n')}
            end
        else
            set operands (math $operands + 1)
        end
    end
    echo "$command $operands"
end

function __pyprof_view_in
    string match -q -- "$argv[1] *" (__pyprof_view_place)
end

function __pyprof_view_at
    string match -q -- "$argv[1]" (__pyprof_view_place)
end

# What is typed of a value: the word, without --option= before it.
function __pyprof_view_typed
    commandline -ct | string replace -r -- '^--[\\w-]+=' ''
end

# Words and their meanings, in turn.
function __pyprof_view_words
    printf '%s\\t%s\\n' $argv
end

# Words with commas between them.
function __pyprof_view_list
    set -l before (__pyprof_view_typed | string match -r -- '^.*,')
    set -q before[1] || set before ''
    printf '%s\\n' $before(__pyprof_view_words $argv)
end

# OLD=NEW
function __pyprof_view_mapping
    set -l before (__pyprof_view_typed | string match -r -- '^.*=')
    set -q before[1] || set before ''
    printf '%s\\n' $before(__fish_complete_directories (__pyprof_view_typed | string replace -r -- '^.*=' ''))
end

# All files, those with one of the endings first.
function __pyprof_view_files
    set -l files (complete -C "__fish_command_without_completions "(__pyprof_view_typed))
    set -l first
    for ending in $argv
        set -a first (string match -- "*.$ending" $files)
    end
    printf '%s\\t\\n' $first $files
end

complete -c pyprof-view -f
${named.map(commandLine).join('\n')}
${commands.flatMap((command) => [...command.options.map((option) => optionLine(command, option)), ...argumentLines(command)]).join('\n')}
`;
}

function flagsWithValue(commands: readonly CommandDescription[]): string {
  const options = commands.flatMap((command) => command.options.filter(({ value }) => value.kind !== 'none'));
  return options.flatMap(({ flags }) => flags).join(' ');
}

function takesCase(command: CommandDescription): string {
  return `                case ${command.name}\n                    set takes ${flagsWithValue([command])}`;
}

/** The commands come before the profiles, and in the order of the help. */
function commandLine({ name, summary }: CommandDescription): string {
  return `complete -c pyprof-view -n '__pyprof_view_at " 0"' -a ${name} -d ${quoted(summary)}`;
}

function optionLine({ name }: CommandDescription, { flags, summary, value }: OptionDescription): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const behind = value.kind === 'none' ? [] : ['-x', ...offerOf(value)];
  const condition = `-n '__pyprof_view_in "${name}"'`;
  return ['complete -c pyprof-view', condition, ...names, ...behind, `-d ${quoted(summary)}`].join(' ');
}

function argumentLines({ name, arguments: all }: CommandDescription): readonly string[] {
  return all.map(({ isRepeated, value }, at) => {
    const condition = isRepeated ? `__pyprof_view_in "${name}"` : `__pyprof_view_at "${name} ${at}"`;
    return ['complete -c pyprof-view', `-n '${condition}'`, ...offerOf(value)].join(' ');
  });
}

/** `-k` keeps the order of what is offered. */
function offerOf(value: Value): readonly string[] {
  switch (value.kind) {
    case 'none':
    case 'text':
      return [];
    case 'choice':
    case 'word':
      return [`-a ${quoted(`(__pyprof_view_words ${pairsOf(value.words)})`)}`];
    case 'list':
      return [`-a ${quoted(`(__pyprof_view_list ${pairsOf(value.words)})`)}`];
    case 'file':
      return ['-k', `-a '(${['__pyprof_view_files', ...value.endings].join(' ')})'`];
    case 'folder':
      return ["-a '(__fish_complete_directories)'"];
    case 'mapping':
      return ["-a '(__pyprof_view_mapping)'"];
    default:
      return assertNever(value);
  }
}

function pairsOf(words: readonly Word[]): string {
  return words.map(({ word, meaning }) => `${word} ${quoted(meaning ?? '')}`).join(' ');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
