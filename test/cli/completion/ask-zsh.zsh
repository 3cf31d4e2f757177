# Prints what zsh offers for a command line: zsh -f ask-zsh.zsh SCRIPT LINE. One offer a line.
# zsh completes only where lines are edited, so the line is typed into a zsh of its own, in a pseudo terminal.
zmodload zsh/zpty
zpty asked zsh -f -i
zpty -w asked "source ${(q)0:A:h}/offers.zsh ${(q)1}"
zpty -r asked output '*READY*'
zpty -w -n asked "$2"$'\t'
zpty -r asked output $'*BEGIN\r\n*END*'
zpty -d asked
print -r -- ${${output#*BEGIN$'\r\n'}%END*}
