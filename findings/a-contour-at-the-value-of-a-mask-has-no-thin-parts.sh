#!/usr/bin/env bash
# d3-contour 4.0.3 (npm), the usual way from a mask to polygons in JavaScript: a mask of 0 and 1, and its contour at 1. Of a block of 10 x 10 pixels it encloses 81, since it runs through the middles of the
# pixels that are set; a line of ten pixels and a single one are nothing at all. At a half it cuts corners: a block has 99.5, a single pixel half of its area, and the whole picture lacks half a pixel.
# Asked for three thresholds in place of a value, it finds them by itself in 0 to 255 and begins with 0, where the contour of any mask is the whole picture. Not smoothed, 1 means a half. The product walks along the edges of
# pixels, so that a pixel has its four corners (inference-container/Inference/Postprocessing/Outlines/RingTracer.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts d3-contour@4.0.3 >/dev/null
cat > finding.mjs <<'JS'
import { contours } from 'd3-contour';

const side = 20;
const between = (value, from, to) => value >= from && value < to;
const masks = {
  block: (x, y) => between(x, 5, 15) && between(y, 5, 15),
  line: (x, y) => between(x, 5, 15) && y === 5,
  pixel: (x, y) => x === 5 && y === 5,
  picture: () => true,
};
const signed = ring => ring.slice(1).reduce((sum, [x, y], i) => sum + x * ring[i][1] - ring[i][0] * y, 0) / 2;
const area = contour => Math.round(10 * contour.coordinates.flat().reduce((sum, ring) => sum + signed(ring), 0)) / 10;
const pixels = (isSet, value) => Array.from({ length: side * side }, (_, i) => isSet(i % side, Math.floor(i / side)) ? value : 0);
for (const [name, isSet] of Object.entries(masks)) {
  const at = (threshold, smooth) => area(contours().size([side, side]).smooth(smooth).thresholds([threshold])(pixels(isSet, 1))[0]);
  console.log(`${name} of ${pixels(isSet, 1).filter(Boolean).length}: at 1 ${at(1, true)}, at a half ${at(0.5, true)}, at 1 not smoothed ${at(1, false)}`);
}
console.log(`block, three thresholds: ${contours().size([side, side]).thresholds(3)(pixels(masks.block, 255)).map(found => `${found.value} ${area(found)}`).join(', ')}`);
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'block of 100: at 1 81, at a half 99.5, at 1 not smoothed 99.5
line of 10: at 1 0, at a half 9.5, at 1 not smoothed 9.5
pixel of 1: at 1 0, at a half 0.5, at 1 not smoothed 0.5
picture of 400: at 1 399.5, at a half 399.5, at 1 not smoothed 399.5
block, three thresholds: 0 399.5, 100 103.6, 200 88.9'
