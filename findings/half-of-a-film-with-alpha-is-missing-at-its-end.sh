#!/usr/bin/env bash
# ffmpeg of npm's @ffmpeg-installer/linux-x64 4.1.0 (a build of 2018; Debian's 5.1.9 writes all) and ffprobe of @ffprobe-installer/linux-x64 5.2.0: twenty frames become a VP9 WebM. Without alpha there
# are twenty in it. With alpha (yuva420p) the last ones are missing, without a word and with exit code 0: those that the encoder held back to look ahead, twelve of twenty at its fastest and ten
# with more time. A short cut-out has less than half of its frames, and so has each piece of a film that is encoded in pieces. VP8 has all of them. With -lag-in-frames 0 nothing is held back, and twenty
# come. The product encodes cut-outs so (inference-container/Inference/Video/Rendering/FilmEncoder.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
tar -xzf ffprobe-installer-linux-x64-5.2.0.tgz package/ffprobe
chmod +x package/*
frames() {
  package/ffmpeg -v error -y -f lavfi -i "testsrc2=s=64x64:r=10,format=$1" -frames:v 20 -c:v "${@:2}" -auto-alt-ref 0 film.webm
  package/ffprobe -v error -count_packets -show_entries stream=nb_read_packets -of default=noprint_wrappers=1:nokey=1 film.webm
}
opaque=$(frames yuv420p libvpx-vp9 -deadline realtime -cpu-used 8)
alpha=$(frames yuva420p libvpx-vp9 -deadline realtime -cpu-used 8)
slow=$(frames yuva420p libvpx-vp9)
eight=$(frames yuva420p libvpx)
ahead=$(frames yuva420p libvpx-vp9 -deadline realtime -cpu-used 8 -lag-in-frames 0)
echo "of 20 frames: $opaque without alpha, $alpha with alpha, $slow with alpha and time, $eight as VP8, $ahead without looking ahead"
test "$opaque" = 20
test "$alpha" -lt 20
test "$slow" -lt 20
test "$eight" = 20
test "$ahead" = 20
