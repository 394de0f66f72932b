#!/usr/bin/env bash
# onnxruntime-web 1.30.0 (npm), the native runtime compiled for Node and browsers, with models made by onnx-proto 8.0.1: Resize, linear, of a row of six pixels to twelve, as floats and as the bytes or integers that a
# network or its user saves memory by. Floats give 63.75 at an edge, whole numbers 63: what is behind the point is cut off, in each enlargement of a network again, so that a quantized
# one drifts to the dark. Switched on, antialias, which changes nothing of an enlargement in floats, rounds: 64. Cubic, an edge overshoots: 291 and -27 as integers, as bytes it is cut to 255 and 0 with
# antialias and refused without. The product enlarges in floats (inference-container/Models/Rewriting/IsNet/IsNetQuantizer.cs leaves Resize in them).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null
cat > finding.mjs <<'JS'
import proto from 'onnx-proto';
import ort from 'onnxruntime-web';

const row = [0, 0, 255, 255, 0, 0];
const types = { float32: [1, Float32Array], uint8: [2, Uint8Array], int32: [6, Int32Array] };
const value = (name, elemType, width) => ({ name, type: { tensorType: { elemType, shape: { dim: [1, 1, 1, width].map(dimValue => ({ dimValue })) } } } });

async function enlarge(type, mode, antialias) {
  const [number, numbers] = types[type];
  const model = proto.onnx.ModelProto.encode(proto.onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 18 }],
    graph: {
      name: 'enlarge',
      node: [{
        opType: 'Resize', input: ['row', '', '', 'sizes'], output: ['large'],
        attribute: [{ name: 'mode', type: 3, s: Buffer.from(mode) }, { name: 'antialias', type: 2, i: antialias }],
      }],
      initializer: [{ name: 'sizes', dims: [4], dataType: 7, int64Data: [1, 1, 1, 12] }],
      input: [value('row', number, 6)],
      output: [value('large', number, 12)],
    },
  })).finish();
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
  const { large } = await session.run({ row: new ort.Tensor(type, numbers.from(row), [1, 1, 1, 6]) });
  return [...large.data].slice(0, 6).map(pixel => Number(pixel.toFixed(2))).join(' ');
}

for (const mode of ['linear', 'cubic']) {
  for (const type of Object.keys(types)) {
    for (const antialias of [0, 1]) {
      console.log(`${mode}, ${type}${antialias ? ', antialias' : ''}: ${await enlarge(type, mode, antialias).catch(() => 'refused')}`);
    }
  }
}
JS
seen=$(node finding.mjs 2>/dev/null)
echo "$seen"
test "$seen" = 'linear, float32: 0 0 0 63.75 191.25 255
linear, float32, antialias: 0 0 0 63.75 191.25 255
linear, uint8: 0 0 0 63 191 255
linear, uint8, antialias: 0 0 0 64 191 255
linear, int32: 0 0 0 63 191 255
linear, int32, antialias: 0 0 0 64 191 255
cubic, float32: 0 -8.96 -26.89 57.77 197.23 290.86
cubic, float32, antialias: 0 -8.96 -26.89 57.77 197.23 290.86
cubic, uint8: refused
cubic, uint8, antialias: 0 0 0 58 197 255
cubic, int32: refused
cubic, int32, antialias: 0 -9 -27 58 197 291'
