#!/usr/bin/env bash
# @techstark/opencv-js 4.5.2, onnxruntime-web 1.30.0 with a model made by onnx-proto 8.0.1, and sharp 0.35.5 (all npm): a row of twelve pixels shrunk to three by "nearest", the
# mode that keeps a mask's values. The middles of the new pixels lie between two old ones, yet three libraries take three different pixels: OpenCV 0 4 8 (the first
# of each four, not one of the two nearest), ONNX Runtime 1 5 9, libvips 2 6 10; OpenCV's INTER_NEAREST_EXACT is 1 5 9. A line of one pixel at 5 is kept by two of these four and
# gone in the others, and a mask that one library shrank lies up to two pixels off the network's own. The product shrinks masks by itself, at the cells' middles rounded up
# as in libvips (inference-container/Inference/Video/Tracking/MaskHint.cs), and enlarges logits rather than masks.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @techstark/opencv-js@4.5.2 onnxruntime-web@1.30.0 onnx-proto@8.0.1 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import cv from '@techstark/opencv-js';
import proto from 'onnx-proto';
import ort from 'onnxruntime-web';
import sharp from 'sharp';

const row = Uint8Array.from({ length: 12 }, (_, i) => i);
await new Promise(ready => { cv.onRuntimeInitialized = ready; });
const INTER_NEAREST_EXACT = 6;
for (const [name, mode] of [['OpenCV', cv.INTER_NEAREST], ['OpenCV, exact', INTER_NEAREST_EXACT]]) {
  const shrunk = new cv.Mat();
  cv.resize(cv.matFromArray(1, 12, cv.CV_8UC1, row), shrunk, new cv.Size(3, 1), 0, 0, mode);
  console.log(`${name}: ${[...shrunk.data].join(' ')}`);
}

const value = (name, width) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [1, 1, 1, width].map(dimValue => ({ dimValue })) } } } });
const model = proto.onnx.ModelProto.encode(proto.onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'shrink',
    node: [{ opType: 'Resize', input: ['row', '', 'scales'], output: ['shrunk'], attribute: [{ name: 'mode', type: 3, s: Buffer.from('nearest') }] }],
    initializer: [{ name: 'scales', dims: [4], dataType: 1, floatData: [1, 1, 1, 0.25] }],
    input: [value('row', 12)],
    output: [value('shrunk', 3)],
  },
})).finish();
const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
const { shrunk } = await session.run({ row: new ort.Tensor('float32', Float32Array.from(row), [1, 1, 1, 12]) });
console.log(`ONNX Runtime: ${[...shrunk.data].join(' ')}`);

const resized = sharp(row, { raw: { width: 12, height: 1, channels: 1 } }).resize(3, 1, { kernel: 'nearest', fit: 'fill' });
console.log(`libvips: ${[...await resized.extractChannel(0).raw().toBuffer()].join(' ')}`);
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'OpenCV: 0 4 8
OpenCV, exact: 1 5 9
ONNX Runtime: 1 5 9
libvips: 2 6 10'
