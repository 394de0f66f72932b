#!/usr/bin/env bash
# sharp 0.35.5 (npm; libvips and libwebp): a cut-out of four pixels, two of them with alpha 0 over red and green, written as lossless WebP and read again. The two that show are
# the same to the bit, the two that are hidden have other colors: "lossless" does not cover what alpha hides, unless `exact` is set. A PNG keeps them. Whoever lets a user bring
# back what was cut away, or blurs an edge later, gets dark fringes from the WebP and not from the PNG.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import sharp from 'sharp';

const pixels = Buffer.from([255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 9, 8, 7, 128]);
const cutout = () => sharp(pixels, { raw: { width: 4, height: 1, channels: 4 } });
for (const [name, written] of [
  ['png', cutout().png()],
  ['webp lossless', cutout().webp({ lossless: true })],
  ['webp lossless exact', cutout().webp({ lossless: true, exact: true })],
]) {
  const read = await sharp(await written.toBuffer()).ensureAlpha().raw().toBuffer();
  console.log(`${name}: hidden ${read.subarray(0, 8).equals(pixels.subarray(0, 8)) ? 'kept' : 'changed'}, shown ${read.subarray(8).equals(pixels.subarray(8)) ? 'kept' : 'changed'}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'png: hidden kept, shown kept
webp lossless: hidden changed, shown kept
webp lossless exact: hidden kept, shown kept'
