#!/usr/bin/env bash
# Services all images of a WIM with the usual public tools, as an admin without DISM would.
# usage: by-hand.sh WIM UPDATES WORK RESULT
set -euo pipefail
export LC_ALL=C.UTF-8
source=$1 updates=$2 work=$3 result=$4
wim=$work/install.wim
unpacked=$work/unpacked
staged=$work/staged
mount=$work/mount
hive=Windows/System32/config/SOFTWARE

can_mount() {
  [[ ${BENCH_MOUNT:-yes} == yes && -w /dev/fuse ]] || return 1
  wimlib-imagex mount "$wim" 1 "$mount" >/dev/null 2>&1 || return 1
  wimlib-imagex unmount "$mount" >/dev/null
}

# Changes the registry of all packages at once.
merge_registry() {
  hivexregedit --merge --prefix 'HKEY_LOCAL_MACHINE\SOFTWARE' "$1" "$work/all.reg"
}

with_mount() {
  wimlib-imagex mountrw "$wim" "$1" "$mount" >/dev/null
  (cd "$mount" && xargs -d '\n' rm -rf) <"$work/obsolete"
  # A file that is replaced must not be written into: its other names keep the old content.
  cp -R --preserve=links --remove-destination "$staged/." "$mount/"
  cp "$mount/$hive" "$work/SOFTWARE"
  merge_registry "$work/SOFTWARE"
  cp "$work/SOFTWARE" "$mount/$hive"
  wimlib-imagex unmount --commit "$mount" >/dev/null
}

with_update() {
  wimlib-imagex extract "$wim" "$1" "/$hive" --dest-dir="$work" --no-acls >/dev/null
  merge_registry "$work/SOFTWARE"
  {
    sed "s|.*|delete --force --recursive '/&'|" "$work/obsolete"
    (cd "$staged" && find . -type f -printf "%P\n") | sed "s|.*|add '$staged/&' '/&'|"
    echo "add '$work/SOFTWARE' '/$hive'"
  } | wimlib-imagex update "$wim" "$1" >/dev/null
}

# After a failure; on success nothing is mounted any more.
trap '! mountpoint -q "$mount" || wimlib-imagex unmount "$mount" >/dev/null' EXIT
mkdir -p "$unpacked" "$staged" "$mount"
cp "$source" "$wim"

# What all images share: unpack each cabinet once, put its files where they go.
find "$updates" -name '*.cab' -printf '%f\n' | sed 's/\.cab$//' | sort >"$work/names"
xargs -P "$(nproc)" -I '{}' cabextract -q -d "$unpacked/{}" "$updates/{}.cab" <"$work/names"
while read -r name; do
  sed "s|^|$name/|" "$updates/$name.files"
  cat "$updates/$name.obsolete" >&3
  grep -v '^Windows Registry Editor' "$updates/$name.reg" >&4
done <"$work/names" >"$work/files" 3>"$work/obsolete" 4>"$work/sections"
{ printf 'Windows Registry Editor Version 5.00\r\n'; cat "$work/sections"; } >"$work/all.reg"
cut -f 2- "$work/files" | tr '\t' '\n' | sed 's|/[^/]*$||' | sort -u |
  (cd "$staged" && xargs -d '\n' mkdir -p)
while IFS=$'\t' read -r file first second; do
  ln "$unpacked/$file" "$staged/$first"
  if [[ -n $second ]]; then
    ln "$unpacked/$file" "$staged/$second"
  fi
done <"$work/files"

service=with_update
if can_mount; then
  service=with_mount
fi
images=$(wimlib-imagex info "$wim" --header | sed -n 's/^Image Count *= *//p')
for ((index = 1; index <= images; index++)); do
  "$service" "$index"
done
wimlib-imagex export "$wim" all "$result" >/dev/null
sync "$result"
