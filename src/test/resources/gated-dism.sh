# Calls DISM, held up where a test wants it: sh gated-dism.sh FOLDER PROGRAM ARGUMENTS...
# A gate is a file in FOLDER that holds a shell pattern for all arguments, joined with blanks; a
# call that matches waits as long as the file is there:
#   *.before  before the program is started
#   *.after   when the program has ended, which nobody knows yet
#   *.during  stopped (SIGSTOP) as soon as it has written its first scratch file
# GATE.reached tells that a call waits; of `during` it holds the process id of the program.
folder=$1
shift
arguments=$*
for last in "$@"; do :; done
scratch=${last#/ScratchDir:}

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

pass before
if closed_gate during; then
  "$@" &
  while kill -0 $! && ! find "$scratch" -type f | grep -q .; do sleep 0.01; done
  kill -STOP $!
  echo $! >"$gate.reached.new"
  mv "$gate.reached.new" "$gate.reached"
  wait $!
else
  "$@"
fi
code=$?
pass after
exit "$code"
