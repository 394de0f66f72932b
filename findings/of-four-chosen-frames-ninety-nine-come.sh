#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same): of 100 frames at 25 a second the filter select takes every 25th, 0 25 50 75. As raw
# pixels, PNG files or MP4 not four frames are written but as many as the clip's rate wants, the chosen ones repeated over the gaps; a GIF gets four. And -frames:v 4, meant to stop
# after the fourth, stops after the first: it counts what is written, and that is frame 0 four times. Whoever pairs what comes with the list of what was asked for has the
# wrong picture for all but the first. With -vsync passthrough (newer -fps_mode) the four come, as the product asks for (inference-container/Inference/Video/Decoding/FrameReader.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
# Frame N is gray N.
choose() { package/ffmpeg -v error -f lavfi -i 'color=black:s=8x8:r=25:d=4,format=gray,geq=lum=N' -vf 'select=not(mod(n\,25))' "$@"; }
tell() { choose "$@" -f rawvideo -pix_fmt gray - | od -An -tu1 -v -w64 | awk '{ print $1 }' | uniq -c | awk '{ printf "%s%d x frame %d", (NR > 1 ? ", " : ""), $1, $2 }'; }
choose %02d.png
choose -f gif chosen.gif
seen="raw: $(tell)
raw, at most four: $(tell -frames:v 4)
raw, passed through: $(tell -vsync passthrough -frames:v 4)
PNG files: $(find . -name '*.png' | wc -l)
GIF: $(package/ffmpeg -v error -i chosen.gif -vsync passthrough -f rawvideo -pix_fmt gray - | wc -c | awk '{ print $1 / 64 }')"
echo "$seen"
test "$seen" = 'raw: 24 x frame 0, 25 x frame 25, 25 x frame 50, 25 x frame 75
raw, at most four: 4 x frame 0
raw, passed through: 1 x frame 0, 1 x frame 25, 1 x frame 50, 1 x frame 75
PNG files: 99
GIF: 4'
