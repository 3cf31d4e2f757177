# In the zsh that ask-zsh.zsh types into: Tab prints all that is offered, between BEGIN and END.
PS1=
autoload -Uz compinit
compinit -u -D
source $1

compadd() {
  local -a hits
  # completion's own questions, whose answers go into variables
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  builtin compadd -A hits "$@"
  print -rl -- $hits
  builtin compadd "$@"
}

print-offers() {
  print BEGIN
  zle complete-word
  print END
}
zle -C complete-word complete-word _main_complete
zle -N print-offers
bindkey '^I' print-offers
print READY
