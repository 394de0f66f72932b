#!/usr/bin/env bash
# sharp 0.35.5 (npm; libvips, libwebp, libheif): a cut-out, opaque within and transparent around, with a soft edge, made smaller in three ways that lose something. Lossy WebP loses colors and keeps
# every alpha. AVIF at the same quality of 80 changes alpha as well: pixels that were fully transparent are no longer so, and still have the background's colors, so that a haze of what was cut off
# surrounds the object; opaque pixels become translucent. A PNG with a palette keeps 0 as 0 and makes opaque pixels translucent. Only lossless AVIF keeps them. Whoever finds a
# cut-out's box by "alpha above 0" gets a larger one. The product makes cut-outs as PNG and WebP, whose alpha is the mask's (inference-container/Inference/Rendering/Cutouts/CutoutFile.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import sharp from 'sharp';

const side = 64;
const pixels = Buffer.alloc(side * side * 4);
for (let y = 0; y < side; y++) {
  for (let x = 0; x < side; x++) {
    const alpha = Math.round((20 - Math.hypot(x - side / 2, y - side / 2)) * 60 + 128);
    pixels.set([200, x * 4, y * 4, Math.max(0, Math.min(255, alpha))], (y * side + x) * 4);
  }
}
const ways = {
  'WebP, quality 80': picture => picture.webp({ quality: 80 }),
  'AVIF, quality 80': picture => picture.avif({ quality: 80 }),
  'PNG with a palette': picture => picture.png({ palette: true }),
  'AVIF, lossless': picture => picture.avif({ lossless: true }),
};
for (const [name, encode] of Object.entries(ways)) {
  const file = await encode(sharp(pixels, { raw: { width: side, height: side, channels: 4 } })).toBuffer();
  const back = await sharp(file).ensureAlpha().raw().toBuffer();
  const alphas = Array.from({ length: side * side }, (_, i) => [pixels[i * 4 + 3], back[i * 4 + 3], back[i * 4]]);
  const shown = alphas.filter(([before, after]) => before === 0 && after > 0);
  const faded = alphas.filter(([before, after]) => before === 255 && after < 255);
  const colored = shown.filter(([, , red]) => Math.abs(red - 200) < 20).length;
  console.error(`${name}: ${shown.length} pixels show, ${colored} of them in their old color, ${faded.length} faded`);
  console.log(`${name}: what was hidden ${shown.length === 0 ? 'stays hidden' : colored > shown.length / 2 ? 'shows its color' : 'shows'}, what was opaque ${faded.length === 0 ? 'stays opaque' : 'fades'}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'WebP, quality 80: what was hidden stays hidden, what was opaque stays opaque
AVIF, quality 80: what was hidden shows its color, what was opaque fades
PNG with a palette: what was hidden stays hidden, what was opaque fades
AVIF, lossless: what was hidden stays hidden, what was opaque stays opaque'
