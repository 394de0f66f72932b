#!/usr/bin/env bash
# polylabel 2.1.0 (npm): it finds the point of a polygon that is furthest from the outline, where a label or a click belongs, also where the centroid lies outside. Of a C in pixels it is a point within the C.
# Of the same C in fractions of the picture, as outlines of annotation formats are written, it is the corner of the box around it, said to be 0 from the outline: the precision, 1 unless told
# otherwise, is larger than the shape, so the search ends before it has begun. For a triangle that corner is outside. A click placed there, or a caption, is on something else. With a precision in
# proportion it is within the shape again. The product's outlines are fractions (inference-container/Contract/SegmentShapes.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts polylabel@2.1.0 >/dev/null
cat > finding.mjs <<'JS'
import polylabel from 'polylabel';

const shapes = {
  C: [[200, 100], [300, 100], [300, 120], [220, 120], [220, 180], [300, 180], [300, 200], [200, 200], [200, 100]],
  triangle: [[300, 100], [300, 200], [200, 200], [300, 100]],
};
for (const [name, ring] of Object.entries(shapes)) {
  for (const [units, scale, ...precision] of [['pixels', 1], ['fractions', 1 / 1000], ['fractions, precision 0.001', 1 / 1000, 0.001]]) {
    const middle = polylabel([ring.map(corner => corner.map(value => value * scale))], ...precision);
    console.log(`${name}, ${units}: ${[...middle].map(value => Math.round(value / scale)).join(' ')}, ${Math.round(middle.distance / scale)} from the outline`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'C, pixels: 212 112, 12 from the outline
C, fractions: 200 100, 0 from the outline
C, fractions, precision 0.001: 212 188, 12 from the outline
triangle, pixels: 271 171, 29 from the outline
triangle, fractions: 200 100, 0 from the outline
triangle, fractions, precision 0.001: 271 171, 29 from the outline'
