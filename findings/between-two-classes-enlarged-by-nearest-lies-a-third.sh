#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): interpolate enlarges a tensor, and takes the mode as the library in Python does. A map of classes, 0 beside 2, is enlarged by "nearest", the mode that keeps its values: it is
# 0 0.5 1.5 2 in floats and 0 0 1 2 in whole numbers, so that a seam of the class 1, which is nowhere in the picture, runs between the two. The mode is read by nobody: all are
# bilinear; align_corners likewise. interpolate_4d, beside it, refuses a mode that it does not have, and by "nearest" says 0 0 2 2. The product enlarges logits, and takes the class afterwards
# (inference-container/Inference/Postprocessing/LogitUpsampler.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
cat > finding.mjs <<'JS'
import { interpolate, interpolate_4d, Tensor } from '@huggingface/transformers';

const floats = new Tensor('float32', Float32Array.from([0, 2]), [1, 1, 2]);
const classes = new Tensor('int32', Int32Array.from([0, 2]), [1, 1, 2]);
for (const mode of ['bilinear', 'nearest', 'bicubic']) {
  console.log(`${mode}: ${[...interpolate(floats, [1, 4], mode).data].join(' ')}, whole numbers ${[...interpolate(classes, [1, 4], mode).data].join(' ')}`);
}
console.log(`interpolate_4d, nearest: ${[...(await interpolate_4d(floats.unsqueeze(0), { size: [1, 4], mode: 'nearest' })).data].join(' ')}`);
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'bilinear: 0 0.5 1.5 2, whole numbers 0 0 1 2
nearest: 0 0.5 1.5 2, whole numbers 0 0 1 2
bicubic: 0 0.5 1.5 2, whole numbers 0 0 1 2
interpolate_4d, nearest: 0 0 2 2'
