#!/usr/bin/env bash
# Services all images of a WIM with wimdism, one command after another; all updates of an image are
# added by one of them, which takes a folder, as DISM does.
# usage: wimdism.sh WIM UPDATES WORK RESULT; WIMDISM is the program
set -euo pipefail
export LC_ALL=C.UTF-8
source=$1 updates=$2 work=$3 result=$4
wim=$work/install.wim
mount=$work/mount
export WIMDISM_STATE=$work/state
export WIMDISM_PACKAGES=$work/packages

dism() {
  "$WIMDISM" "$@" /ScratchDir:"$work/scratch" /LogPath:"$work/dism.log" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    return 1
  }
}

mkdir -p "$mount" "$work/scratch" "$work/state"
cp "$source" "$wim"
images=$(wimlib-imagex info "$wim" --header | sed -n 's/^Image Count *= *//p')
for ((index = 1; index <= images; index++)); do
  dism /Mount-Image /ImageFile:"$wim" /Index:"$index" /MountDir:"$mount"
  dism /Image:"$mount" /Add-Package /PackagePath:"$updates"
  dism /Image:"$mount" /Cleanup-Image /StartComponentCleanup /ResetBase
  dism /Unmount-Image /MountDir:"$mount" /Commit
done
for ((index = 1; index <= images; index++)); do
  dism /Export-Image /SourceImageFile:"$wim" /SourceIndex:"$index" \
    /DestinationImageFile:"$result" /Compress:max
done
