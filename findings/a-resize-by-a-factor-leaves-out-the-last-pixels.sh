#!/usr/bin/env bash
# onnxruntime-web 1.30.0 (npm) with models made by onnx-proto 8.0.1: Resize of a row of 11 pixels to 3, told once by the factor 0.3 and once by the size 3. Both answer with 3 pixels, and not the same
# ones: by the size they stand for 3 2/3 pixels each, by the factor for 3 1/3, since it is the factor that places are counted by, and not what came of it. The last pixel is in none of
# them, and what is read from such a map lies off by up to one of its own pixels at the right and lower edge, by nothing at the left. Where the factor gives a whole size both agree, as
# they do in whatever is tried with a square of 1024. The product's converter writes sizes (inference-container/Models/Conversion/Operators/PoolingOperators.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null
cat > finding.mjs <<'JS'
import proto from 'onnx-proto';
import ort from 'onnxruntime-web';

const value = (name, width) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [1, 1, 1, width].map(dimValue => ({ dimValue })) } } } });

async function resize(pixels, width, inputs, initializer) {
  const model = proto.onnx.ModelProto.encode(proto.onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'resize',
      node: [{ opType: 'Resize', input: ['row', '', ...inputs], output: ['resized'], attribute: [{ name: 'mode', type: 3, s: Buffer.from('linear') }] }],
      initializer: [initializer],
      input: [value('row', pixels)],
      output: [value('resized', width)],
    },
  })).finish();
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
  const row = new ort.Tensor('float32', Float32Array.from({ length: pixels }, (_, i) => 10 * i), [1, 1, 1, pixels]);
  const { resized } = await session.run({ row });
  return [...resized.data].map(number => number.toFixed(1)).join(' ');
}

for (const [pixels, factor] of [[11, 0.3], [5, 1.5], [12, 0.25]]) {
  const width = Math.floor(pixels * factor);
  console.log(`${pixels} by ${factor}: ${await resize(pixels, width, ['scales'], { name: 'scales', dims: [4], dataType: 1, floatData: [1, 1, 1, factor] })}`);
  console.log(`${pixels} to ${width}: ${await resize(pixels, width, ['', 'sizes'], { name: 'sizes', dims: [4], dataType: 7, int64Data: [1, 1, 1, width] })}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = '11 by 0.3: 11.7 45.0 78.3
11 to 3: 13.3 50.0 86.7
5 by 1.5: 0.0 5.0 11.7 18.3 25.0 31.7 38.3
5 to 7: 0.0 5.7 12.9 20.0 27.1 34.3 40.0
12 by 0.25: 15.0 55.0 95.0
12 to 3: 15.0 55.0 95.0'
