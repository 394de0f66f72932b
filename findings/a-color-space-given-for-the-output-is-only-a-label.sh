#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same): pure red, encoded without loss with -colorspace bt709 and decoded by the
# same program, comes back as 255, 23, 0. The option writes the tag and converts nothing: the pixels are bt601, and whoever reads them goes by the tag. Converted by a
# filter (out_color_matrix=bt709) and tagged, it is 251, 0, 0, as near as limited range comes. A preview's colors shift unless both are done.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
ffmpeg=package/ffmpeg
red() {
  $ffmpeg -v error -y -f lavfi -i color=red:s=64x64:r=5:d=0.4 "$@" -c:v libx264 -qp 0 -pix_fmt yuv420p -colorspace bt709 clip.mp4
  $ffmpeg -v error -i clip.mp4 -frames:v 1 -f rawvideo -pix_fmt rgb24 - | od -An -tu1 -v -w3 | sort -u | xargs
}
tagged=$(red)
converted=$(red -vf scale=out_color_matrix=bt709:out_range=tv)
printf 'tagged: %s\nconverted and tagged: %s\n' "$tagged" "$converted"
test "$tagged" = '255 23 0'
test "$converted" = '251 0 0'
