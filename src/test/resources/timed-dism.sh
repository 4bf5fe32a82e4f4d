# Notes when a call begins and ends, in nanoseconds: sh timed-dism.sh FILE PROGRAM ARGUMENTS...
file=$1
shift
begin=$(date +%s%N)
"$@"
code=$?
echo "$begin $(date +%s%N)" >>"$file"
exit "$code"
