#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 and ffprobe of @ffprobe-installer/linux-x64 5.2.0 (Debian's 5.1.9 does the same): a VP9 WebM that the same program wrote as yuva420p
# is told as yuv420p, and every pixel decodes with alpha 255, without a warning: the decoder that is taken by itself knows no alpha. With -c:v libvpx-vp9 before the input it
# is there (127 of a half). The tag that tells of it, alpha_mode, is written in capitals once the file is copied, so a check for one spelling misses the other.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
tar -xzf ffprobe-installer-linux-x64-5.2.0.tgz package/ffprobe
chmod +x package/*
package/ffmpeg -v error -f lavfi -i color=red@0.5:s=64x64:r=5:d=0.4,format=yuva420p -c:v libvpx-vp9 -pix_fmt yuva420p -auto-alt-ref 0 clip.webm
package/ffmpeg -v error -i clip.webm -c copy copy.webm
alpha() {
  package/ffmpeg -v error "$@" -i clip.webm -frames:v 1 -f rawvideo -pix_fmt rgba - | od -An -tu1 -v -w4 | awk '{ print $4 }' | sort -u | xargs
}
told=$(package/ffprobe -v error -show_entries stream=pix_fmt -of default=noprint_wrappers=1:nokey=1 clip.webm)
plain=$(alpha); named=$(alpha -c:v libvpx-vp9)
tags=$(for clip in clip copy; do package/ffprobe -v error -show_entries stream_tags -of default=noprint_wrappers=1 "$clip.webm" | grep -i alpha; done | xargs)
printf 'told: %s\nalpha, decoder not named: %s\nalpha, decoder named: %s\ntags: %s\n' "$told" "$plain" "$named" "$tags"
test "$told" = yuv420p
test "$plain" = 255
test "$named" = 127
test "$tags" = 'TAG:alpha_mode=1 TAG:ALPHA_MODE=1'
