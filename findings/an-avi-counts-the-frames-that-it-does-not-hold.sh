#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 writes and ffprobe of @ffprobe-installer/linux-x64 5.2.0 reads (Debian's 5.1.9 does the same): nine frames at uneven times,
# stored as AVI with their times kept. The file's own count, which nb_frames tells and its duration follows, is 73: gaps are stored as empty frames. Nine are decoded. A
# progress bar, a price or a plan made of the header's number is eight times too long; frames have to be counted when they are decoded.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
tar -xzf ffprobe-installer-linux-x64-5.2.0.tgz package/ffprobe
chmod +x package/*
package/ffmpeg -v error -f lavfi -i testsrc=s=64x64:r=30:d=3 -vf "select='not(mod(n,9))*lt(n,80)'" -vsync vfr -c:v mjpeg -pix_fmt yuvj420p clip.avi
header=$(package/ffprobe -v error -show_entries stream=nb_frames -of default=noprint_wrappers=1:nokey=1 clip.avi)
decoded=$(package/ffprobe -v error -count_frames -show_entries stream=nb_read_frames -of default=noprint_wrappers=1:nokey=1 clip.avi)
printf 'header: %s\ndecoded: %s\n' "$header" "$decoded"
test "$header" = 73
test "$decoded" = 9
