#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same within a level): a blue film is laid over a red one by maskedmerge and a film of
# a mask, left half white, right half black, all three yuv420p as cameras and encoders make them. No half is red or blue: both are purple, since each plane of the films is mixed by
# the same plane of the mask, and the chroma of black, gray and white alike is 128, a half. What was meant needs RGB planes (gbrp) for all three; then it is blue and red within a level.
# The product lays colors over frames in RGB, by the mask alone (inference-container/Inference/Video/Rendering/FilmPainter.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
ffmpeg=package/ffmpeg
film() { $ffmpeg -v error -f lavfi -i "$1" -c:v libx264 -qp 0 -pix_fmt yuv420p "$2"; }
film color=red:s=64x64:r=5:d=0.4 red.mp4
film color=blue:s=64x64:r=5:d=0.4 blue.mp4
film color=white:s=32x64:r=5:d=0.4,pad=64:64 mask.mp4
merge() {
  $ffmpeg -v error -i red.mp4 -i blue.mp4 -i mask.mp4 -filter_complex "[0]format=$1[a];[1]format=$1[b];[2]format=$1[m];[a][b][m]maskedmerge" -frames:v 1 -f rawvideo -pix_fmt rgb24 - |
    od -An -tu1 -v -w192 | awk 'NR == 32 { printf "left %d %d %d, right %d %d %d", $49, $50, $51, $145, $146, $147 }'
}
seen=$(for format in yuv420p gbrp; do echo "$format: $(merge $format)"; done)
echo "$seen"
test "$seen" = 'yuv420p: left 107 0 106, right 148 19 147
gbrp: left 1 0 254, right 254 0 0'
