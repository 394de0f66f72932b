#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): size { shortest_edge: 800, longest_edge: 1333 }, as Grounding DINO, DETR and YOLOS have it, means a shorter side of 800 pixels unless the longer one
# would exceed 1333; that is how the networks were trained. Here the second number is no limit but the aim: 500 x 500 becomes not 800 x 800 but 1333 x 1333, 2.8 times the pixels to look at, and
# 640 x 480 1333 x 999, not 1066 x 800. Only what exceeds it is as meant. Boxes come back as fractions, so nobody notices but by the time it takes, and by other scores. The product counts by
# the rule (inference-container/Inference/Networks/GroundingDino/DinoSize.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 @huggingface/tokenizers@0.2.0 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import { DetrImageProcessor, GroundingDinoImageProcessor, RawImage, YolosImageProcessor } from '@huggingface/transformers';

for (const [width, height] of [[500, 500], [640, 480], [3000, 1000]]) {
  const sizes = new Set();
  for (const Processor of [GroundingDinoImageProcessor, DetrImageProcessor, YolosImageProcessor]) {
    const processor = new Processor({ do_resize: true, do_rescale: false, do_normalize: false, do_pad: false, resample: 2, size: { shortest_edge: 800, longest_edge: 1333 } });
    const { pixel_values } = await processor(new RawImage(new Uint8ClampedArray(width * height * 3), width, height, 3));
    sizes.add(`${pixel_values.dims[3]} x ${pixel_values.dims[2]}`);
  }
  console.log(`${width} x ${height}: ${[...sizes].join(', ')}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = '500 x 500: 1333 x 1333
640 x 480: 1333 x 999
3000 x 1000: 1333 x 444'
