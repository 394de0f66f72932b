#!/usr/bin/env bash
# sharp 0.35.5 (npm; libvips): the edge of a mask, blurred by a sigma of 10, to feather it or to tell from each pixel's value how far off the edge is. It is spread by a sigma of 8.2 and ends after 17
# pixels on each side, since weights below a fifth of the middle's are left out unless told otherwise; of 5 it is 4.0 and of 2 1.6. That is no matter of rounding: it is the same with
# a precision of float. A distance that is looked up in the normal distribution is wrong, and one beyond 1.8 sigma cannot be told. With a least weight (minAmplitude; min_ampl in libvips) of 0.001
# it is what was asked for. The product's previews tell the width of an edge's lines so, with 0.02 (inference-container/Inference/Rendering/PreviewShapes.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import sharp from 'sharp';

const side = 101;
const edge = Buffer.from(Array.from({ length: side * side }, (_, i) => i % side > side / 2 ? 255 : 0));
for (const sigma of [2, 5, 10]) {
  for (const [name, more] of [['as it is', {}], ['floats', { precision: 'float' }], ['least weight 0.001', { minAmplitude: 0.001 }]]) {
    const blurred = await sharp(edge, { raw: { width: side, height: side, channels: 1 } }).blur({ sigma, ...more }).extractChannel(0).raw().toBuffer();
    const row = blurred.subarray(side * 50, side * 51);
    const steps = [...row].slice(1).map((value, x) => value - row[x]);
    const mean = steps.reduce((sum, step, x) => sum + step * x, 0) / 255;
    const spread = Math.sqrt(steps.reduce((sum, step, x) => sum + step * (x - mean) ** 2, 0) / 255);
    console.log(`sigma ${sigma}, ${name}: ${spread.toFixed(1)}, ${steps.filter(Boolean).length} pixels`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
grep -qx 'sigma 2, as it is: 1.6, 7 pixels' <<<"$seen"
grep -qx 'sigma 5, as it is: 4.[01], 17 pixels' <<<"$seen"
grep -qx 'sigma 10, as it is: 8.2, 35 pixels' <<<"$seen"
grep -qx 'sigma 10, floats: 8.2, 35 pixels' <<<"$seen"
grep -qE '^sigma 10, least weight 0.001: (9.8|9.9|10.0), ' <<<"$seen"
