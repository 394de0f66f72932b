#!/usr/bin/env bash
# sharp 0.35.5 (npm; libvips): dilate "expands foreground objects" and erode shrinks them, and the foreground is what is black. A white square of 3 x 3 pixels on black, as masks are
# drawn, has 9 pixels, dilated by one 1 and eroded by one 25; OpenCV's dilate makes it 25. And a soft mask is taken bit by bit: what dilate changes of a square of 100 on 20 becomes 4, what
# erode changes 116, values that the mask never had. The product grows and shrinks masks by themselves, as yes and no
# (inference-container/Inference/Postprocessing/EdgeOffset.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import sharp from 'sharp';

const side = 9;
const square = (inside, outside) => Buffer.from(Array.from({ length: side * side }, (_, i) => {
  const [x, y] = [i % side, Math.floor(i / side)];
  return Math.abs(x - 4) <= 1 && Math.abs(y - 4) <= 1 ? inside : outside;
}));
for (const [name, mask] of [['white on black', square(255, 0)], ['100 on 20', square(100, 20)]]) {
  for (const [operation, change] of [['as it was', image => image], ['dilated', image => image.dilate(1)], ['eroded', image => image.erode(1)]]) {
    const pixels = await change(sharp(mask, { raw: { width: side, height: side, channels: 1 } })).extractChannel(0).raw().toBuffer();
    const values = [...new Set(pixels)].sort((one, other) => one - other);
    console.log(`${name}, ${operation}: ${values.map(value => `${pixels.filter(pixel => pixel === value).length} of ${value}`).join(', ')}`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'white on black, as it was: 72 of 0, 9 of 255
white on black, dilated: 80 of 0, 1 of 255
white on black, eroded: 56 of 0, 25 of 255
100 on 20, as it was: 72 of 20, 9 of 100
100 on 20, dilated: 24 of 4, 56 of 20, 1 of 100
100 on 20, eroded: 56 of 20, 1 of 100, 24 of 116'
