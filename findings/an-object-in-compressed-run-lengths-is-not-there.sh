#!/usr/bin/env bash
# @roboflow/annotation 1.0.150 (npm), which reads the formats of annotations that Roboflow takes: COCO's run lengths are a list of numbers or, as pycocotools writes them, the same list compressed to text. Of a dog of
# 10 x 10 pixels the list becomes a polygon of 9 x 10, a column too few, and one of two parts with fifteen columns between them a single one of 24 x 10 that covers the gap; a hole is filled. The text is taken for a list, and
# the dog is not there: no polygon, no box, though it has one, and no word. Without any mask it is there with its box. The product's coco.json has masks as such text
# (functions/Annotations/CocoFormat.cs); docs/api.md says what to hand to such a reader.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @roboflow/annotation@1.0.150 >/dev/null
cat > finding.cjs <<'JS'
const annotation = require('@roboflow/annotation');

const [width, height] = [40, 30];
const lengths = isSet => {
  const counts = [0];
  for (let x = 0, last = false; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if (isSet(x, y) !== last) {
        counts.push(0);
        last = !last;
      }
      counts[counts.length - 1]++;
    }
  }
  return counts;
};
const compress = counts => counts.map((count, i) => {
  let [rest, text, more] = [i > 2 ? count - counts[i - 2] : count, '', true];
  while (more) {
    const bits = rest & 31;
    rest >>= 5;
    more = rest !== (bits & 16 ? -1 : 0);
    text += String.fromCharCode(48 + bits + (more ? 32 : 0));
  }
  return text;
}).join('');
const between = (value, from, to) => value >= from && value < to;
const show = (name, counts) => {
  const parsed = annotation.parse(JSON.stringify({
    info: {}, licenses: [], images: [{ id: 1, width, height, file_name: 'dog.jpg' }], categories: [{ id: 1, name: 'dog', supercategory: '' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, iscrowd: 0, area: 100, bbox: [5, 5, 10, 10], ...(counts ? { segmentation: { size: [height, width], counts } } : {}) }],
  }), 'coco.json', 'json');
  const found = parsed[0].annotation.converted.boxes.map(box => `${box.label} ${box.width} x ${box.height}${box.points ? `, ${box.points.length} points` : ''}`);
  console.log(`${name}: ${found.join('; ') || 'nothing'}`);
};
const block = lengths((x, y) => between(x, 5, 15) && between(y, 5, 15));
show('list', block);
show('list, two parts', lengths((x, y) => (between(x, 5, 9) || between(x, 24, 30)) && between(y, 5, 15)));
show('list, hole', lengths((x, y) => between(x, 5, 15) && between(y, 5, 15) && !(between(x, 8, 12) && between(y, 8, 12))));
show('text', compress(block));
show('no mask', null);
JS
seen=$(node finding.cjs)
echo "$seen"
test "$seen" = 'list: dog 9 x 10, 5 points
list, two parts: dog 24 x 10, 5 points
list, hole: dog 9 x 10, 5 points
text: nothing
no mask: dog 10 x 10'
