#!/usr/bin/env bash
# Microsoft.ML.Tokenizers 2.0.1: the uncased BERT vocabularies, by which open-vocabulary detectors read their words, were made from text without accents. By default
# BertTokenizer lowers case but keeps accents, so "café", which the vocabulary has as "cafe", is one unknown token. RemoveNonSpacingMarks is there to take them off, but in a
# program that runs without ICU (InvariantGlobalization, as small images do) it does nothing, and says nothing. The product takes accents off by itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.Tokenizers" Version="[2.0.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using Microsoft.ML.Tokenizers;

string[] words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "table"];
File.WriteAllLines("words.txt", words);
foreach (var remove in (bool[])[false, true])
{
    var tokenizer = BertTokenizer.Create("words.txt", new BertOptions { LowerCaseBeforeTokenization = true, RemoveNonSpacingMarks = remove });
    foreach (var text in (string[])["Cafe table", "Caf\u00E9 table"])
    {
        Console.WriteLine($"RemoveNonSpacingMarks={remove}: {text} -> {string.Join(' ', tokenizer.EncodeToIds(text, addSpecialTokens: false).Select(id => words[id]))}");
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
[ "$(grep -c 'Cafe table -> cafe table' <<<"$seen")" = 2 ]
[ "$(grep -c 'Café table -> \[UNK\] table' <<<"$seen")" = 2 ]
