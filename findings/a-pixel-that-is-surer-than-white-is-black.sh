#!/usr/bin/env bash
# onnxruntime-web 1.30.0 (npm), the native runtime compiled for Node and browsers, and Microsoft.ML.OnnxRuntime 1.31.1, with a model made by onnx-proto 8.0.1: a network ends with a Cast of its mask to bytes, to be shown as it comes.
# 254.9 is 254, and 256, as a cubic enlargement overshoots, is 0; 260 is 4, and NaN 0: black holes, just where the object is surest. QuantizeLinear stops at 255. Cast to bool, for a mask of yes and no, everything but 0
# is yes, -0.4, which is 0 as a byte, among them, and so is NaN. The product's networks give floats, which are cut to 0 to 1 before they become bytes
# (inference-container/Inference/Postprocessing/Matte.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null
cat > finding.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import proto from 'onnx-proto';
import ort from 'onnxruntime-web';

const grays = [-0.4, 127.5, 254.9, 256, 260, NaN];
const value = (name, elemType) => ({ name, type: { tensorType: { elemType, shape: { dim: [{ dimValue: grays.length }] } } } });
const cast = (output, to) => ({ opType: 'Cast', input: ['mask'], output: [output], attribute: [{ name: 'to', type: 2, i: to }] });
const model = proto.onnx.ModelProto.encode(proto.onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'bytes',
    node: [cast('bytes', 2), cast('yes', 9), { opType: 'QuantizeLinear', input: ['mask', 'one'], output: ['quantized'] }],
    initializer: [{ name: 'one', dims: [], dataType: 1, floatData: [1] }],
    input: [value('mask', 1)],
    output: [value('bytes', 2), value('yes', 9), value('quantized', 2)],
  },
})).finish();
writeFileSync('bytes.onnx', model);
const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
const outputs = await session.run({ mask: new ort.Tensor('float32', Float32Array.from(grays), [grays.length]) });
console.log(`${grays.join(' ')}: bytes ${outputs.bytes.data.join(' ')}, yes ${outputs.yes.data.join(' ')}, quantized ${outputs.quantized.data.slice(0, 5).join(' ')}`);
JS
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var session = new InferenceSession("bytes.onnx");
using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("mask", new DenseTensor<float>(new[] { -0.4f, 127.5f, 254.9f, 256, 260, float.NaN }, [6]))]);
Console.WriteLine($"native: bytes {string.Join(' ', outputs[0].AsEnumerable<byte>())}");
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(node finding.mjs; dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = '-0.4 127.5 254.9 256 260 NaN: bytes 0 127 254 0 4 0, yes 1 1 1 1 1 1, quantized 0 128 255 255 255
native: bytes 0 127 254 0 4 0'
