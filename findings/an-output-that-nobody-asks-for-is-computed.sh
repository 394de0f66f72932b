#!/usr/bin/env bash
# onnxruntime-web 1.30.0 (npm), the native runtime compiled for Node and browsers, with a model made by onnx-proto 8.0.1: two outputs that share nothing but the input. A run that
# names only the first fails with the fault of the second's own node, so that node was run: naming fewer outputs saves the copy and not the work. A network that is shipped
# with heads which nobody reads is as slow as if they were read, until they are taken out of the file.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null
cat > finding.mjs <<'JS'
import proto from 'onnx-proto';
import ort from 'onnxruntime-web';

const value = (name, elemType, size) => ({ name, type: { tensorType: { elemType, shape: { dim: [{ dimValue: size }] } } } });
const model = proto.onnx.ModelProto.encode(proto.onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'two outputs',
    node: [
      { opType: 'Identity', input: ['numbers'], output: ['same'] },
      { opType: 'Gather', input: ['numbers', 'index'], output: ['picked'] },
    ],
    input: [value('numbers', 1, 4), value('index', 7, 1)],
    output: [value('same', 1, 4), value('picked', 1, 1)],
  },
})).finish();

const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
for (const index of [1n, 9n]) {
  const inputs = {
    numbers: new ort.Tensor('float32', new Float32Array([1, 2, 3, 4]), [4]),
    index: new ort.Tensor('int64', new BigInt64Array([index]), [1]),
  };
  try {
    console.log(`index ${index}: outputs ${Object.keys(await session.run(inputs, ['same']))}`);
  } catch (fault) {
    console.log(`index ${index}: ${fault.message.includes('out of data bounds') ? 'the fault of an output that was not asked for' : fault.message}`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'index 1: outputs same
index 9: the fault of an output that was not asked for'
