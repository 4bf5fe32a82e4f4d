# Talks like DISM about an image with the two indexes 1 and 2, the way wimdism prints it.
# State lies beside this file: asked (a line per command), mounts/<n> (mount folder, WIM, index),
# fail-<Command> and hang-<Command> (made by the test).
state=$(dirname "$0")
for argument in "$@"; do
  case "$argument" in
    /ImageFile:*) wim=${argument#*:} ;;
    /MountDir:*|/Image:*) mount=${argument#*:} ;;
    /Index:*) index=${argument#*:} ;;
    /English|/LogPath:*|/ScratchDir:*) ;;
    /ReadOnly|/Discard|/Commit) option=$argument ;;
    /*) command=${argument#/} ;;
  esac
done
echo "$command${index:+ $index}${option:+ $option}" >> "$state/asked"

end() { echo "exit: $1" >&2; exit "$1"; }
done_well() { echo "The operation completed successfully."; end 0; }
fail() { printf '\nError: %s\n\n%s\n\n' "$1" "$2"; end "$1"; }

printf '\nDeployment Image Servicing and Management tool\nVersion: 10.0.26100.1\n\n'
[ -e "$state/hang-$command" ] && exec sleep 600
[ -e "$state/fail-$command" ] && fail 13 "The data is invalid."

case "$command" in
  Get-ImageInfo)
    printf 'Details for image : %s\n\n' "$wim"
    if [ -n "$index" ]; then
      printf 'Index : %s\nName : Edition %s\nDescription : An edition\nSize : 14,605 bytes\n' "$index" "$index"
      printf 'WIM Bootable : No\nArchitecture : x64\nHal : <undefined>\nVersion : 10.0.26100\n'
      printf 'ServicePack Build : 1742\nServicePack Level : 0\nEdition : Professional\n'
      printf 'Installation : Client\nProductType : WinNT\nProductSuite : Terminal Server\n'
      printf 'System Root : WINDOWS\nDirectories : 3\nFiles : 4\n'
      printf 'Created : 06/09/2024 - 04:26:57\nModified : 06/09/2024 - 04:26:57\n'
      printf 'Languages :\n\tde-DE\n\ten-US (Default)\n\n'
    else
      for i in 1 2; do
        printf 'Index : %s\nName : Edition %s\nDescription : An edition\nSize : 14,605 bytes\n\n' $i $i
      done
    fi
    done_well ;;
  Mount-Image)
    printf '%s\n%s\n%s\n' "$mount" "$wim" "$index" > "$state/mounts/$index"
    printf 'Mounting image\n[==========================100.0%%==========================]\n'
    done_well ;;
  Unmount-Image)
    for entry in "$state"/mounts/*; do
      [ -e "$entry" ] && [ "$(head -n 1 "$entry")" = "$mount" ] && rm "$entry" && done_well
    done
    fail 87 "Not mounted." ;;
  Get-MountedImageInfo)
    printf 'Mounted images:\n\n'
    for entry in "$state"/mounts/*; do
      [ -e "$entry" ] || continue
      printf 'Mount Dir : %s\nImage File : %s\nImage Index : 1\n' "$(sed -n 1p "$entry")" "$(sed -n 2p "$entry")"
      printf 'Mounted Read/Write : No\nStatus : Ok\n\n'
    done
    done_well ;;
  Get-Packages)
    printf 'Image Version: 10.0.26100.1742\n\nPackages listing:\n\n'
    printf 'Package Identity : Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.26100.1\n'
    printf 'State : Installed\nRelease Type : Foundation\nInstall Time : 01/04/2024 07:36\n\n'
    done_well ;;
  *) fail 87 "The $command option is unknown." ;;
esac
