#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime 1.31.1, a model made by onnx-proto 8.0.1 (npm): RunWithBoundResults answers with a collection of OrtValues that is the caller's to dispose, but
# when an output was bound once to a device, as the examples do before their loop, every run returns the same memory. The first result reads 2 4 until the second run, then
# 20 40. With an input of another length the third run is refused, since its output no longer fits. Whoever keeps a picture's embedding while the next picture is encoded
# has the next one's. Bound anew before each run the results are separate; the product's inference-container/Inference/Networks/OnnxSession.cs does that.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnx-proto@8.0.1 >/dev/null
cat > model.cjs <<'JS'
const { onnx } = require('onnx-proto');
const value = name => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'length' }] } } } });
require('node:fs').writeFileSync('double.onnx', onnx.ModelProto.encode(onnx.ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: { name: 'double', node: [{ opType: 'Add', input: ['x', 'x'], output: ['y'] }], input: [value('x')], output: [value('y')] },
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
using Microsoft.ML.OnnxRuntime;

foreach (var anew in (bool[])[false, true])
{
    using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    using var session = new InferenceSession("double.onnx", options);
    using var binding = session.CreateIoBinding();
    binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
    var name = anew ? "bound before each run" : "bound once";
    using var first = Run(1, 2);
    Console.WriteLine($"{name}: {Show(first)}");
    using var second = Run(10, 20);
    Console.WriteLine($"{name}: after the second run the first is {Show(first)}, the second {Show(second)}");
    try
    {
        using var third = Run(7, 8, 9);
        Console.WriteLine($"{name}: a longer third is {Show(third)}");
    }
    catch (OnnxRuntimeException fault)
    {
        Console.WriteLine($"{name}: a longer third is refused, {(fault.Message.Contains("has shape {2}") ? "the output has the first one's shape" : fault.Message)}");
    }

    IDisposableReadOnlyCollection<OrtValue> Run(params float[] numbers)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(numbers, [numbers.Length]);
        using var run = new RunOptions();
        binding.BindInput("x", input);
        if (anew)
        {
            binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
        }

        return session.RunWithBoundResults(run, binding);
    }
}

static string Show(IDisposableReadOnlyCollection<OrtValue> outputs) => string.Join(' ', outputs[0].GetTensorDataAsSpan<float>().ToArray());
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx 'bound once: 2 4' <<<"$seen"
grep -qx 'bound once: after the second run the first is 20 40, the second 20 40' <<<"$seen"
grep -qx "bound once: a longer third is refused, the output has the first one's shape" <<<"$seen"
grep -qx 'bound before each run: after the second run the first is 2 4, the second 20 40' <<<"$seen"
grep -qx 'bound before each run: a longer third is 14 16 18' <<<"$seen"
