#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime 1.31.1, a model made by onnx-proto 8.0.1 (npm): two inputs of the length n, so says the model, and an output of four numbers. Inputs of two and three numbers
# are taken, and five come back; the log has a warning. Of an input that is given twice the last one counts, and one that is not given is missed only by a node that reads it, in the
# middle of the run: if none does, the run goes on. A name that the model does not know is refused at once. Whoever makes a buffer by the
# metadata, or takes a run for a proof that all inputs were set, has to check lengths and names. The product reads the length that came, and says so where it is not that of
# the map (inference-container/Inference/Networks/ClipSeg/ClipSegNetwork.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnx-proto@8.0.1 >/dev/null
cat > model.cjs <<'JS'
const { onnx } = require('onnx-proto');
const value = (name, length) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [length] } } } });
const n = { dimParam: 'n' };
require('node:fs').writeFileSync('join.onnx', onnx.ModelProto.encode(onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'join',
    node: [{ opType: 'Concat', input: ['first', 'second'], output: ['joined'], attribute: [{ name: 'axis', type: 2, i: 0 }] }],
    input: [value('first', n), value('second', n), value('unread', n)],
    output: [value('joined', { dimValue: 4 })],
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

using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
using var session = new InferenceSession("join.onnx", options);
Console.WriteLine($"told: first [{string.Join(", ", session.InputMetadata["first"].SymbolicDimensions)}], second [{string.Join(", ", session.InputMetadata["second"].SymbolicDimensions)}], joined [{string.Join(", ", session.OutputMetadata["joined"].Dimensions)}]");
Run("two and three numbers", Input("first", 1, 2), Input("second", 3, 4, 5), Input("unread", 0));
Run("first twice", Input("first", 1, 2), Input("first", 8, 9), Input("second", 3, 4), Input("unread", 0, 0));
Run("unread left out", Input("first", 1, 2), Input("second", 3, 4));
Run("second left out", Input("first", 1, 2), Input("unread", 0, 0));
Run("a third one", Input("first", 1, 2), Input("second", 3, 4), Input("third", 5, 6));

static NamedOnnxValue Input(string name, params float[] values) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(values, [values.Length]));

void Run(string what, params NamedOnnxValue[] inputs)
{
    try
    {
        using var outputs = session.Run(inputs);
        Console.WriteLine($"{what}: {string.Join(' ', outputs.Single().AsEnumerable<float>())}");
    }
    catch (OnnxRuntimeException exception)
    {
        Console.WriteLine($"{what}: {(exception.Message.Contains("Concat") ? "fails in Concat" : exception.Message)}");
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = "told: first [n], second [n], joined [4]
two and three numbers: 1 2 3 4 5
first twice: 8 9 3 4
unread left out: 1 2 3 4
second left out: fails in Concat
a third one: [ErrorCode:InvalidArgument] Input name: 'third' is not in the metadata"
