#!/usr/bin/env bash
# jimp 1.6.1 (npm): threshold, meant to make black and white of a soft mask. With a maximum of 128, 129 and 255 become white; 0, 60 and 127 stay 0, 60 and 127. The mask looks as if it were cut and
# has a gray fringe still; whoever counts what is not black counts all of it. sharp 0.35.5 makes 0 of them. And a mask that is laid on a larger picture leaves what is beside the mask opaque, as if it were
# white there. The product's masks are yes or no, of the picture's size (inference-container/Inference/Postprocessing/BinaryMask.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts jimp@1.6.1 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import { Jimp } from 'jimp';
import sharp from 'sharp';

const row = (...grays) => grays.reduce((image, gray, x) => image.setPixelColor(gray * 0x1010100 + 255, x, 0), new Jimp({ width: grays.length, height: 1 }));
const band = (image, channel) => Array.from({ length: image.width }, (_, x) => image.bitmap.data[x * 4 + channel]).join(' ');
const soft = [0, 60, 127, 129, 255];
const cut = await sharp(Buffer.from(soft), { raw: { width: soft.length, height: 1, channels: 1 } }).threshold(128).extractChannel(0).raw().toBuffer();
console.log(`${soft.join(' ')}: jimp ${band(row(...soft).threshold({ max: 128 }), 0)}, sharp ${[...cut].join(' ')}`);
console.log(`opacity of five pixels under a mask of three: ${band(new Jimp({ width: 5, height: 1, color: 0xc86432ff }).mask(row(255, 128, 0)), 3)}`);
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = '0 60 127 129 255: jimp 0 60 127 255 255, sharp 0 0 0 255 255
opacity of five pixels under a mask of three: 255 128 0 255 255'
