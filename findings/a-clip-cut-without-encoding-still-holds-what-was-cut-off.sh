#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 and ffprobe of @ffprobe-installer/linux-x64 5.2.0 (Debian's 5.1.9 does the same): six seconds as MP4, of which all from
# 1.5 seconds on is copied into another. It lasts 4.5 seconds and decodes to 112 frames, but its sample table, nb_frames and even the counted packets say 150: the copy begins
# at the key frame before the cut, and an edit list says where to begin. Samples counted from the file's first are 38 frames off what anybody sees, and the pictures before
# the cut are still in it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
tar -xzf ffprobe-installer-linux-x64-5.2.0.tgz package/ffprobe
chmod +x package/*
package/ffmpeg -v error -f lavfi -i testsrc=s=320x240:r=25:d=6 -c:v libx264 -g 50 -bf 2 -pix_fmt yuv420p whole.mp4
package/ffmpeg -v error -ss 1.5 -i whole.mp4 -c copy cut.mp4
tell() { package/ffprobe -v error -count_packets -count_frames "${@:2}" -show_entries "stream=$1" -of default=noprint_wrappers=1 cut.mp4; }
seen=$(tell duration,nb_frames,nb_read_frames,nb_read_packets; tell nb_read_frames -ignore_editlist 1 | sed 's/^/without the edit list: /')
echo "$seen"
grep -qx 'nb_frames=150' <<<"$seen"
grep -qx 'nb_read_packets=150' <<<"$seen"
grep -qx 'nb_read_frames=112' <<<"$seen"
grep -qx 'without the edit list: nb_read_frames=150' <<<"$seen"
