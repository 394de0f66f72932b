#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): RawImage.crop takes the corners of a box, and counts the last ones in: the box of 10 x 10 pixels from 10, 10 to 20, 20, as detectors of the same library
# tell it, is cut out as 11 x 11, with a column and row of what is beside the object; two halves of a picture overlap by a column. Only at the picture's own edge is it right, since the
# corner is clamped there, so a crop of everything proves nothing. And corners between pixels, as detectors give them, are refused. Boxes of the product end before their last
# edge (inference-container/Contract/SegmentsDocument.cs), and the pixels of a crop are its width.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 @huggingface/tokenizers@0.2.0 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import { RawImage } from '@huggingface/transformers';

const side = 40;
const columns = () => new RawImage(Uint8ClampedArray.from({ length: side * side }, (_, i) => i % side), side, side, 1);
for (const [name, box] of [['object', [10, 10, 20, 20]], ['left half', [0, 0, 20, 40]], ['right half', [20, 0, 40, 40]], ['between pixels', [9.5, 10, 20.5, 20]]]) {
  try {
    const { data, width, height, channels } = await columns().crop(box);
    console.log(`${name}: ${width} x ${height}, columns ${data[0]} to ${data[(width - 1) * channels]}`);
  } catch (error) {
    console.log(`${name}: ${error.message}`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
grep -qx 'object: 11 x 11, columns 10 to 20' <<<"$seen"
grep -qx 'left half: 21 x 40, columns 0 to 20' <<<"$seen"
grep -qx 'right half: 20 x 40, columns 20 to 39' <<<"$seen"
grep -q '^between pixels: Expected integer' <<<"$seen"
