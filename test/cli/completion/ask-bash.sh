# Prints what bash offers for a command line: bash --norc ask-bash.sh SCRIPT WORD... One offer a line.
# The words are as bash cuts them: at blanks, and at = and : too.
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_pyprof_view 2>/dev/null # compopt works only where a line is edited
[ ${#COMPREPLY[@]} = 0 ] || printf '%s\n' "${COMPREPLY[@]}"
