#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm, on Node, where it resizes by sharp and libvips): RawImage.resize, by which its processors bring a picture to the size of a network, "matches how
# the python Pillow library does it" and differs in three ways. White of 640 x 480 enlarged to 1024 x 768 is not white: the last column and row are mixed with black, which
# is taken to lie outside. A ramp enlarged twice lies a quarter of an old pixel too far left. And what is shrunk is not averaged: of white lines in every fourth column, a quarter of
# the light, all or nothing is left. The product's inference-container/Inference/Pictures/PictureScaling.cs repeats edges, keeps the centers and averages.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 @huggingface/tokenizers@0.2.0 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import { RawImage } from '@huggingface/transformers';

const gray = (width, height, at) => new RawImage(Uint8ClampedArray.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))), width, height, 1);
// The resized picture has a band for each color.
const first = image => [...image.data].filter((_, i) => i % image.channels === 0);
const white = first(await gray(640, 480, () => 255).resize(1024, 768));
const dark = white.flatMap((value, i) => value < 255 ? [i] : []);
const places = `${new Set(dark.filter(i => i % 1024 < 1023).map(i => Math.floor(i / 1024))).size} row, ${new Set(dark.filter(i => i < 767 * 1024).map(i => i % 1024)).size} column`;
console.log(`white: ${dark.length} pixels darker, in ${places}, down to ${Math.min(...new Set(white))}`);
console.log(`ramp: ${first(await gray(4, 1, x => 80 * x).resize(8, 1)).join(' ')}`);
for (const phase of [0, 1]) {
  console.log(`lines from ${phase} on: ${[...new Set(first(await gray(64, 64, x => x % 4 === phase ? 255 : 0).resize(16, 16)))].join(' ')}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'white: 1791 pixels darker, in 1 row, 1 column, down to 100
ramp: 0 40 80 120 160 200 240 120
lines from 0 on: 255
lines from 1 on: 0'
