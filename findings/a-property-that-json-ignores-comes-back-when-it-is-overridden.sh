#!/usr/bin/env bash
# System.Text.Json 10.0.15: [JsonIgnore] on an abstract property does not hold for the properties that override it, although .NET's attributes are inherited unless they
# say otherwise. A message that hides the name of its kind in this way carries it after all. The attribute has to stand on every override.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
cat > app.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="System.Text.Json" Version="[10.0.15]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Text.Json;
using System.Text.Json.Serialization;

Console.WriteLine(JsonSerializer.Serialize<Step>(new Probe(5)));
Console.WriteLine(JsonSerializer.Serialize<Step>(new Join(5)));

[JsonDerivedType(typeof(Probe)), JsonDerivedType(typeof(Join))]
abstract record Step([property: JsonPropertyName("size")] int Size)
{
    [JsonIgnore] public abstract string Name { get; }
}

record Probe(int Size) : Step(Size) { public override string Name => "probe"; }
record Join(int Size) : Step(Size) { [JsonIgnore] public override string Name => "join"; }
CS
dotnet run > out 2> log || { cat log; exit 1; }
cat out
[ "$(sed -n 1p out)" = '{"Name":"probe","size":5}' ]
[ "$(sed -n 2p out)" = '{"size":5}' ]
