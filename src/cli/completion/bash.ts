import { assertNever } from '../../errors.ts';
import type { CommandDescription } from '../options/describe-commands.ts';
import type { Value } from '../options/program-option.ts';

/**
 * The script for bash, from 3.2 on (macOS has that), without the package bash-completion. bash gives the words cut at
 * each `=` and `:`; the script joins them, and gives back only what stands behind the last cut.
 */
export function bashScript(commands: readonly CommandDescription[]): string {
  return `# bash completion for pyprof-view: eval "$(pyprof-view completion bash)"

_pyprof_view_is_command() {
  case $1 in
    ${namesOf(commands).join(' | ')}) return 0 ;;
  esac
  return 1
}

# $1: a command and a flag
_pyprof_view_takes_value() {
  case $1 in
    ${flagsWithValue(commands).join(' | ')}) return 0 ;;
  esac
  return 1
}

_pyprof_view_words() {
  COMPREPLY+=($(compgen -W "$1" -- "$value"))
}

# Words with commas between them.
_pyprof_view_list() {
  local before=
  case $value in
    *,*) before=\${value%,*}, ;;
  esac
  COMPREPLY+=($(compgen -P "$before" -W "$1" -- "\${value##*,}"))
}

# Folders and the files with one of the endings; all files where there is none such.
_pyprof_view_files() {
  local IFS=$'\\n' ending
  local -a found=()
  for ending in "$@"; do
    found+=($(compgen -f -X "!*.$ending" -- "$value"))
  done
  if [ \${#found[@]} -gt 0 ]; then
    COMPREPLY+=("\${found[@]}" $(compgen -d -- "$value"))
  else
    COMPREPLY+=($(compgen -f -- "$value"))
  fi
  compopt -o filenames 2>/dev/null
}

# $1: what stands before the folder in the same word
_pyprof_view_folders() {
  local IFS=$'\\n' before=
  case $1$value in
    =*=*) before=\${value%=*}= ;;
  esac
  COMPREPLY+=($(compgen -P "$before" -d -- "\${value#"$before"}"))
  compopt -o filenames +o bashdefault +o default 2>/dev/null # where no folder fits, no file does
}

# $1: the command and a flag
_pyprof_view_value_of() {
  case $1 in
${casesOf(commands.flatMap(valuesOf))}
  esac
}

# $1: the command and how many operands stand before
_pyprof_view_operand_of() {
  case $1 in
${casesOf(commands.flatMap(operandsOf))}
  esac
}

# $1: the command
_pyprof_view_flags_of() {
  case $1 in
${commands.map(flagsCase).join('\n')}
  esac
}

_pyprof_view() {
  local IFS=$' \\t\\n' command= operands=0 flag= is_after_dashes= at word value
  local -a words=()
  COMPREPLY=()

  # bash cuts words at = and :
  local glue= last=
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    case $word in
      = | :) last=$last$word glue=1 ;;
      *)
        if [ -n "$glue" ]; then
          last=$last$word
        else
          [ $at -gt 1 ] && words+=("$last")
          last=$word
        fi
        glue=
        ;;
    esac
  done
  value=$last
  local kept=
  case \${COMP_WORDS[COMP_CWORD]} in
    = | :) kept=$last ;;
    *) kept=\${last%"\${COMP_WORDS[COMP_CWORD]}"} ;;
  esac

  for word in "\${words[@]}"; do
    if [ -n "$flag" ]; then
      flag=
      continue
    fi
    case $is_after_dashes$word in
      --) is_after_dashes=1 ;;
      -*) _pyprof_view_takes_value "$command $word" && flag=$word ;;
      *)
        if [ "$command$operands" = 0 ] && [ -z "$is_after_dashes" ] && _pyprof_view_is_command "$word"; then
          command=$word
        else
          operands=$((operands + 1))
        fi
        ;;
    esac
  done

  case $flag/$is_after_dashes$value in
    /--*=*)
      flag=\${value%%=*}
      value=\${value#*=}
      _pyprof_view_value_of "$command $flag"
      COMPREPLY=("\${COMPREPLY[@]/#/$flag=}")
      ;;
    /-*) _pyprof_view_flags_of "$command" ;;
    /*)
      if [ "$command$operands$is_after_dashes" = 0 ]; then
        _pyprof_view_words '${namesOf(commands).join(' ')}'
      fi
      _pyprof_view_operand_of "$command $operands"
      ;;
    *) _pyprof_view_value_of "$command $flag" ;;
  esac
  COMPREPLY=("\${COMPREPLY[@]#"$kept"}")
}

complete -o bashdefault -o default -F _pyprof_view pyprof-view
`;
}

type Case = { readonly pattern: string; readonly value: Value };

function flagsWithValue(commands: readonly CommandDescription[]): readonly string[] {
  return commands.flatMap(valuesOf).flatMap(({ pattern, value }) => (value.kind === 'none' ? [] : [pattern]));
}

function valuesOf({ name, options }: CommandDescription): readonly Case[] {
  return options.flatMap(({ flags, value }) => flags.map((flag) => ({ pattern: `'${name} ${flag}'`, value })));
}

function operandsOf(command: CommandDescription): readonly Case[] {
  return command.arguments.map(({ isRepeated, value }, at) => ({
    pattern: isRepeated ? `'${command.name} '*` : `'${command.name} ${at}'`,
    value,
  }));
}

function flagsCase({ name, options }: CommandDescription): string {
  return `    '${name}') _pyprof_view_words '${options.flatMap(({ flags }) => flags).join(' ')}' ;;`;
}

function namesOf(commands: readonly CommandDescription[]): readonly string[] {
  return commands.map(({ name }) => name).filter((name) => name !== '');
}

/** One arm for all that are completed alike. */
function casesOf(cases: readonly Case[]): string {
  const patterns = new Map<string, string[]>();
  for (const { pattern, value } of cases) {
    const action = actionFor(value);
    if (action !== null) patterns.set(action, [...(patterns.get(action) ?? []), pattern]);
  }
  return [...patterns].map(([action, all]) => `    ${all.join(' | ')}) ${action} ;;`).join('\n');
}

function actionFor(value: Value): string | null {
  switch (value.kind) {
    case 'none':
    case 'text':
      return null;
    case 'choice':
    case 'word':
      return `_pyprof_view_words '${value.words.map(({ word }) => word).join(' ')}'`;
    case 'list':
      return `_pyprof_view_list '${value.words.map(({ word }) => word).join(' ')}'`;
    case 'file':
      return ['_pyprof_view_files', ...value.endings].join(' ');
    case 'folder':
      return '_pyprof_view_folders ""';
    case 'mapping':
      return '_pyprof_view_folders =';
    default:
      return assertNever(value);
  }
}
