#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime 1.31.1 with a model made by onnx-proto 8.0.1 (npm): TopK, which picks a detector's best scores inside its network, among six scores of which one is NaN.
# Behind others, it counts as the largest when three are asked for and not at all when one is. In front, the three best of NaN 1 3 2 4 5 are 3, 1 and NaN, the first three of all:
# whatever is compared with it stays behind it, and 5 and 4 are lost. ReduceMax says 5 or NaN by the place too, MaxPool 5 in both. Nothing is raised; a single broken cell empties a
# picture. The product picks by itself, and a comparison with the least score drops what is no number (inference-container/Inference/Networks/Detection/RowDetector.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnx-proto@8.0.1 >/dev/null
cat > model.cjs <<'JS'
const { onnx } = require('onnx-proto');
const value = (name, dim) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: dim.map(dimValue => ({ dimValue })) } } } });
const ints = (name, ...values) => ({ name, type: 7, ints: values });
const whole = (name, ...values) => ({ name, dims: [values.length], dataType: 7, int64Data: values });
require('node:fs').writeFileSync('best.onnx', onnx.ModelProto.encode(onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'best',
    node: [
      { opType: 'TopK', input: ['scores', 'three'], output: ['best three', 'places'] },
      { opType: 'TopK', input: ['scores', 'one'], output: ['best one', 'place'] },
      { opType: 'ReduceMax', input: ['scores'], output: ['maximum'], attribute: [ints('axes', 2)] },
      { opType: 'MaxPool', input: ['scores'], output: ['pooled'], attribute: [ints('kernel_shape', 6)] },
    ],
    initializer: [whole('three', 3), whole('one', 1)],
    input: [value('scores', [1, 1, 6])],
    output: [value('best three', [1, 1, 3]), value('best one', [1, 1, 1]), value('maximum', [1, 1, 1]), value('pooled', [1, 1, 1])],
  },
})).finish());
JS
node model.cjs
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var session = new InferenceSession("best.onnx");
foreach (var scores in (float[][])[[1, 2, 3, 0, 4, 5], [1, float.NaN, 3, 2, 4, 5], [float.NaN, 1, 3, 2, 4, 5]])
{
    using var found = session.Run([NamedOnnxValue.CreateFromTensor("scores", new DenseTensor<float>(scores, [1, 1, 6]))]);
    Console.WriteLine($"{string.Join(' ', scores)}: {string.Join(", ", found.Select(value => $"{value.Name} {string.Join(' ', value.AsEnumerable<float>())}"))}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = '1 2 3 0 4 5: best three 5 4 3, best one 5, maximum 5, pooled 5
1 NaN 3 2 4 5: best three NaN 5 4, best one 5, maximum 5, pooled 5
NaN 1 3 2 4 5: best three 3 1 NaN, best one NaN, maximum NaN, pooled 5'
