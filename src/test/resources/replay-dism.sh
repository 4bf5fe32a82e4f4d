# Plays DISM.exe from transcripts: sh replay-dism.sh FOLDER ARGUMENTS...
# A transcript is a file *.transcript in FOLDER: a head of `name: value` lines, a line `---`, the
# output. The first one, by name, whose pattern matches the arguments is played.
#   match: shell pattern for all arguments, joined with blanks
#   exit:  signed 32-bit exit code, or `killed` (default 0)
#   times: how often it is played before the next one that matches gets its turn (default: always)
#   do:    shell commands executed before the output; `option NAME` gives the value of /NAME:value
# A line `@sleep SECONDS` in the output is a pause. Every call is noted in FOLDER/calls.
folder=$1
shift
arguments=$*
printf '%s\n' "$arguments" >>"$folder/calls"

head_of() { # FILE NAME
  sed -n "/^---\$/q;s/^$2: //p" "$1"
}

option() {
  printf '%s\n' "$lines" | sed -n "s|^/$1:||p" | head -n 1
}
lines=$(for argument in "$@"; do printf '%s\n' "$argument"; done)

has_turns_left() { # FILE
  times=$(head_of "$1" times)
  [ -n "$times" ] || return 0
  played=0
  [ -f "$1.played" ] && read -r played <"$1.played"
  [ "$played" -lt "$times" ] || return 1
  echo $((played + 1)) >"$1.played"
}

end() { # EXIT CODE
  if [ "$1" = killed ]; then
    kill -KILL $$
  fi
  echo "exit: $1" >&2
  code=$(($1 & 255))
  [ "$1" -ne 0 ] && [ "$code" -eq 0 ] && code=1
  exit "$code"
}

for transcript in "$folder"/*.transcript; do
  [ -f "$transcript" ] || continue
  pattern=$(head_of "$transcript" match)
  case $arguments in
    $pattern)
      if has_turns_left "$transcript"; then
        eval "$(head_of "$transcript" do)"
        sed '1,/^---$/d' "$transcript" | while IFS= read -r line; do
          case $line in
            '@sleep '*) sleep "${line#@sleep }" ;;
            *) printf '%s\n' "$line" ;;
          esac
        done
        code=$(head_of "$transcript" exit)
        end "${code:-0}"
      fi
      ;;
  esac
done

printf '\nError: 87\n\nNo transcript in %s for: %s\n' "$folder" "$arguments"
end 87
