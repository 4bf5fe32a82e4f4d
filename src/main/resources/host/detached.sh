# Executes one command of Drydock, detached from the server. Runs in a session of its own.
# Arguments: the operation's folder, then the command.
# Leaves in the folder: claim (pid, start time, boot id), stdout, stderr, exit.
cd "$1" || exit 1
shift

# A stop that reaches the whole group must end the command, not this shell: it still has the exit
# code to write. A caught signal, unlike an ignored one, is not inherited by the command.
trap : TERM INT HUP

start_time() { # field 22 of /proc/PID/stat; the name in field 2 may hold blanks
  read -r stat <"/proc/$1/stat"
  set -- ${stat##*) }
  echo "${20}"
}

# A hard link is made whole or not at all: of two shells that start, one gets the folder. The room
# for the exit code is taken before, so that it can be written even when the disk is full by then.
read -r boot </proc/sys/kernel/random/boot_id
printf 'pid=%s\nstarted=%s\nboot=%s\n' "$$" "$(start_time $$)" "$boot" >"claim.$$" &&
  printf '%-12s\n' '' >"exit.$$" &&
  ln "claim.$$" claim
claimed=$?
rm -f "claim.$$"
if [ "$claimed" -ne 0 ]; then
  rm -f "exit.$$"
  exit 1
fi
sync claim

exec >stdout 2>stderr </dev/null
"$@"
printf '%-12s\n' "$?" 1<>"exit.$$" && mv "exit.$$" exit
