#!/usr/bin/env bash
# ffprobe of npm's @ffprobe-installer/linux-x64 5.2.0 (a build of 2023; Debian's 5.1.9 does the same): it tells an MP4's display matrix as one number, rotation. A clip that is
# mirrored left to right and one that is turned by half a circle both say -180; one that is mirrored top to bottom says 0, as if there were nothing to do; a transposed one says
# -90 like one turned by a quarter. Frames that are turned by that number come out wrong; only the matrix tells, which ffmpeg's own autorotation applies.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0 >/dev/null
tar -xzf ffmpeg-installer-linux-x64-4.1.0.tgz package/ffmpeg
tar -xzf ffprobe-installer-linux-x64-5.2.0.tgz package/ffprobe
chmod +x package/*
package/ffmpeg -v error -f lavfi -i testsrc=s=64x64:r=5:d=0.4 -c:v libx264 -pix_fmt yuv420p clip.mp4
# The matrix of a track header of version 0 begins 40 bytes after the box's type and four bytes of version and flags: a, b, u, c, d, v, x, y, w.
cat > turn.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
const [name, ...matrix] = process.argv.slice(2);
const clip = readFileSync('clip.mp4');
const box = clip.indexOf('tkhd');
if (clip[box + 4] !== 0) throw new Error('The track header is of another version.');
matrix.forEach((value, i) => clip.writeInt32BE(value * (i % 3 === 2 ? 1 << 30 : 1 << 16), box + 8 + 36 + i * 4));
writeFileSync(name, clip);
JS
rotation() {
  node turn.mjs turned.mp4 "$@"
  package/ffprobe -v error -show_entries stream_side_data=rotation -of default=noprint_wrappers=1:nokey=1 turned.mp4
}
expect() {
  local seen; seen=$(rotation "${@:3}")
  echo "$1: $seen"
  test "$seen" = "$2"
}
expect 'turned by half a circle' -180 -1 0 0 0 -1 0 64 64 1
expect 'mirrored left to right' -180 -1 0 0 0 1 0 64 0 1
expect 'mirrored top to bottom' 0 1 0 0 0 -1 0 0 64 1
expect 'turned by a quarter' -90 0 1 0 -1 0 0 64 0 1
expect 'transposed' -90 0 1 0 1 0 0 0 0 1
