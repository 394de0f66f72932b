#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same): a clip of 60 frames at 30 a second, sampled at 5 a second in three
# ways that read alike. The filter fps=5 takes frames 2, 8, 14 and so on, never the first. With round=up it takes 0, 6, 12: the frames at the times that were asked for. The
# output option -r 5 gives twelve frames in place of ten: 0, 1, 5, 11 and so on. A mask that names its frame and time is right for one of the three only.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
ffmpeg=package/ffmpeg
# Frame N is gray 16 + 3 N, in the raw values of the luma plane.
$ffmpeg -v error -f lavfi -i "color=black:s=64x64:r=30:d=2,geq=lum='16+3*N':cb=128:cr=128" -c:v libx264 -qp 0 -pix_fmt yuv420p clip.mp4
frames() {
  $ffmpeg -v error -i clip.mp4 "$@" -f rawvideo -pix_fmt yuv420p - | od -An -tu1 -v -w6144 | awk '{ printf "%s%d", (NR > 1 ? " " : ""), ($1 - 16) / 3 }'
}
nearest=$(frames -vf fps=5); up=$(frames -vf fps=5:round=up); rate=$(frames -r 5)
printf 'fps=5: %s\nfps=5:round=up: %s\n-r 5: %s\n' "$nearest" "$up" "$rate"
test "$nearest" = '2 8 14 20 26 32 38 44 50 56'
test "$up" = '0 6 12 18 24 30 36 42 48 54'
test "$rate" = '0 1 5 11 17 23 29 35 41 47 53 59'
