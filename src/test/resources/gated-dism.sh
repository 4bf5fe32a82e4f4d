# Calls DISM, held up where a test wants it: sh gated-dism.sh FOLDER PROGRAM ARGUMENTS...
# A gate is a file in FOLDER that holds a shell pattern for all arguments, joined with blanks; a
# call that matches waits as long as the file is there:
#   *.before  before the program is started
#   *.after   when the program has ended, which nobody knows yet
#   *.during  stopped (SIGSTOP) in the middle of its work; where GATE.full is there when it has
#             ended, by a kill, the call fails as on a full disk
# GATE.reached tells that a call waits; of `during` it holds the process id of the program.
# FOLDER.calls gets a line when a call begins and one when it ends: nanoseconds since 1970, begin or
# end, the process id of this shell, then the arguments or the exit code.
folder=$1
shift
arguments=$*
for word in "$@"; do
  case $word in
    /LogPath:*) log=${word#/LogPath:} ;;
    /ScratchDir:*) scratch=${word#/ScratchDir:} ;;
  esac
done

note() { # WORD TEXT
  echo "$(date +%s%N) $1 $$ $2" >>"$folder.calls"
}

closed_gate() { # KIND
  for gate in "$folder"/*."$1"; do
    if [ -f "$gate" ] && read -r pattern <"$gate"; then
      case $arguments in
        $pattern) return 0 ;;
      esac
    fi
  done
  return 1
}

pass() { # KIND
  if closed_gate "$1"; then
    : >"$gate.reached"
    while [ -f "$gate" ]; do sleep 0.05; done
  fi
}

# Whether the program is at work: it writes the image; one that writes none has told its log.
at_work() {
  case $arguments in
    */Export-Image*)
      set -- "${scratch%/scratch/*}"/export/*
      if [ "$misses" -ge 3 ]; then set -- "$log"; fi # it writes too fast to be caught
      ;;
    */Commit*) set -- "${scratch%/scratch/*}"/image/* ;;
    *) set -- "$log" ;;
  esac
  for file in "$@"; do
    if [ "$file" -nt "$start" ]; then return 0; fi
  done
  return 1
}

# Stops a process, and tells whether it had not ended before.
stops() { # PID
  kill -STOP "$1" 2>/dev/null
  while read -r stat 2>/dev/null <"/proc/$1/stat"; do
    case ${stat##*) } in
      T*) return 0 ;;
      Z*) return 1 ;;
    esac
  done
  return 1
}

# Stops the program while it is at work; fails when it has ended, or told its end, before that.
hold() { # PID
  # It stands still while it is looked at, or it would be done before.
  while stops "$1"; do
    if grep -qs '^exit: ' "$gate.err"; then
      kill -CONT "$1"
      return 1
    fi
    if at_work; then
      echo "$1" >"$gate.reached.new"
      mv "$gate.reached.new" "$gate.reached"
      return 0
    fi
    kill -CONT "$1"
    sleep 0.005
  done
  return 1
}

# An export of a small image may be over before it is held: then it is made once more.
again() {
  case $arguments in
    */Export-Image*) ;;
    *) return 1 ;;
  esac
  for word in $arguments; do
    case $word in
      /DestinationImageFile:*) rm -f "${word#/DestinationImageFile:}" ;;
    esac
  done
}

note begin "$arguments"
pass before
if closed_gate during; then
  start=$gate.start
  misses=0
  while :; do
    : >"$start"
    : >"$gate.err" # what it said the last time is no end of this one
    "$@" >"$gate.out" 2>"$gate.err" &
    if hold $!; then break; fi
    wait $!
    code=$?
    again || break
    misses=$((misses + 1))
  done
  if [ -f "$gate.reached" ]; then
    wait $!
    code=$?
  fi
  cat "$gate.out"
  cat "$gate.err" >&2
  if [ -f "$gate.full" ]; then
    printf '\nError: 112\n\nThere is not enough space on the disk.\n'
    echo 'exit: 112' >&2
    code=112
  fi
else
  "$@"
  code=$?
fi
note end "$code"
pass after
exit "$code"
