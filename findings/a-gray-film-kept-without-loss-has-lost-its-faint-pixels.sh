#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 does the same): a soft mask with each gray from 0 to 255 becomes a film, as H.264 without loss (-qp 0) and as FFV1, and is read as gray
# again. FFV1 has every gray. H.264 has 220: all up to 16 are 0, all from 235 are 255, and what is between is stretched, so that the faintest haze of a matte is gone and its surest pixels are one.
# No pixel format is named, so the encoder keeps the grays as they are, of all 256 levels; the stream says nothing of that, and is read as if black were 16 and white 235. Black and white alone come
# back as they were, so a hard mask proves nothing. With -pix_fmt yuvj420p every gray comes back. The product's films have their matte as alpha, which has no such range, and tell their range
# (inference-container/Inference/Video/Rendering/FilmEncoder.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
chmod +x package/ffmpeg
package/ffmpeg -v error -f lavfi -i color=white:s=256x16:r=5:d=0.2,format=gray,geq=lum=X -frames:v 1 -f rawvideo grays.raw
show() {
  local name=$1; shift
  package/ffmpeg -v error -y -f rawvideo -pix_fmt gray -s 256x16 -i grays.raw "$@" film.mkv
  package/ffmpeg -v error -y -i film.mkv -f rawvideo -pix_fmt gray back.raw
  echo "$name: $(od -An -tu1 -v -w1 -N256 back.raw | sort -u | wc -l) grays; 0 1 16 17 128 234 235 255 are $(for gray in 0 1 16 17 128 234 235 255; do od -An -tu1 -j "$gray" -N1 back.raw; done | xargs)"
}
seen=$(show FFV1 -c:v ffv1; show H.264 -c:v libx264 -qp 0; show 'H.264, yuvj420p' -c:v libx264 -qp 0 -pix_fmt yuvj420p 2>/dev/null)
echo "$seen"
test "$seen" = 'FFV1: 256 grays; 0 1 16 17 128 234 235 255 are 0 1 16 17 128 234 235 255
H.264: 220 grays; 0 1 16 17 128 234 235 255 are 0 0 0 1 130 254 255 255
H.264, yuvj420p: 256 grays; 0 1 16 17 128 234 235 255 are 0 1 16 17 128 234 235 255'
