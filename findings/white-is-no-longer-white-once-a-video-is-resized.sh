#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same): a white clip read as RGB is 255, 255, 255. Read through scale=32:32 with nothing
# else changed, every pixel is 253, also with flags=accurate_rnd. It stays 255 with full_chroma_int beside it, or when the picture becomes RGB before it is resized. Whoever
# writes masks as a video and compares with 255 finds no mask at all; the half, 128, is what can be compared with.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
ffmpeg=package/ffmpeg
$ffmpeg -v error -f lavfi -i color=white:s=64x64:r=5:d=0.4 -c:v libx264 -qp 0 -pix_fmt yuv420p clip.mp4
white() {
  $ffmpeg -v error -i clip.mp4 -vf "$1" -frames:v 1 -f rawvideo -pix_fmt rgb24 - | od -An -tu1 -v -w1 | sort -u | tr -d ' \n'
}
expect() {
  local seen; seen=$(white "$1")
  echo "$1: $seen"
  test "$seen" = "$2"
}
expect null 255
expect scale=32:32 253
expect scale=32:32:flags=accurate_rnd 253
expect scale=32:32:flags=bicubic+accurate_rnd+full_chroma_int 255
expect format=gbrp,scale=32:32 255
