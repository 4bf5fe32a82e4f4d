# Calls DISM, held up where a test wants it: sh gated-dism.sh FOLDER PROGRAM ARGUMENTS...
# A gate is a file in FOLDER that holds a shell pattern for all arguments, joined with blanks; a
# call that matches waits as long as the file is there:
#   *.before  before the program is started
#   *.after   when the program has ended, which nobody knows yet
#   *.during  stopped (SIGSTOP) in the middle of its work
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

logged() {
  cat "$log" 2>/dev/null | wc -c
}

# Whether the program is at work: it has written a file; one that writes none has told its log.
at_work() {
  case $arguments in
    */Add-Package* | */Cleanup-Image* | */Commit* | */Export-Image*)
      find "${scratch%/scratch/*}" -type f -newer "$start" 2>/dev/null | grep -q .
      ;;
    *) [ "$(logged)" -gt "$before" ] ;;
  esac
}

note begin "$arguments"
pass before
if closed_gate during; then
  start=$gate.start
  : >"$start"
  before=$(logged)
  "$@" &
  while kill -0 $! 2>/dev/null && ! at_work; do sleep 0.01; done
  if kill -STOP $! 2>/dev/null; then
    echo $! >"$gate.reached.new"
    mv "$gate.reached.new" "$gate.reached"
  fi
  wait $!
else
  "$@"
fi
code=$?
note end "$code"
pass after
exit "$code"
