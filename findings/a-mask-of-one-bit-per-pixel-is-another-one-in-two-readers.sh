#!/usr/bin/env bash
# upng-js 2.1.0 and image-js 1.7.0 (npm) beside pngjs 7.0.0 and sharp 0.35.5: the smallest PNG of a mask is gray of one bit per pixel, whose rows begin at whole bytes. Of one 20 pixels
# wide pngjs and sharp read every pixel. UPNG.toRGBA8 reads on through the padding: each row is shifted against the one before, and from the second on the mask is sheared.
# Of 16 pixels, a whole number of bytes, it is right. image-js finds two of five columns, or none. Neither complains, and what they read still looks like a mask. The product's
# masks are such files (inference-container/Inference/Rendering/MaskPng.cs); docs/prompts.md says so, and what to take for readers like these.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts fast-png@8.0.0 image-js@1.7.0 pngjs@7.0.0 sharp@0.35.5 upng-js@2.1.0 >/dev/null
cat > finding.mjs <<'JS'
import { encode } from 'fast-png';
import { decode } from 'image-js';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import UPNG from 'upng-js';

const height = 3;
const red = pixels => [...pixels].filter((_, i) => i % 4 === 0);
const readers = {
  pngjs: file => red(PNG.sync.read(file).data),
  sharp: async file => [...await sharp(file).extractChannel(0).raw().toBuffer()],
  'upng-js': file => red(new Uint8Array(UPNG.toRGBA8(UPNG.decode(new Uint8Array(file).buffer))[0])),
  'image-js': file => [...decode(file).getRawImage().data],
};
for (const width of [16, 20]) {
  const rows = new Uint8Array(Math.ceil(width / 8) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 2; x < 7; x++) {
      rows[y * rows.length / height + (x >> 3)] |= 128 >> (x & 7);
    }
  }
  const file = Buffer.from(encode({ width, height, depth: 1, channels: 1, data: rows }));
  for (const [name, read] of Object.entries(readers)) {
    const pixels = (await read(file)).map(value => value === 255 ? '#' : value === 0 ? '.' : '?').join('');
    console.log(`${width} wide, ${name}: ${Array.from({ length: height }, (_, y) => pixels.slice(y * width, (y + 1) * width)).join(' ')}`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = '16 wide, pngjs: ..#####......... ..#####......... ..#####.........
16 wide, sharp: ..#####......... ..#####......... ..#####.........
16 wide, upng-js: ..#####......... ..#####......... ..#####.........
16 wide, image-js: ................ ................ ................
20 wide, pngjs: ..#####............. ..#####............. ..#####.............
20 wide, sharp: ..#####............. ..#####............. ..#####.............
20 wide, upng-js: ..#####............. ......#####......... ..........#####.....
20 wide, image-js: ..##................ ..##................ ..##................'
