#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm) and Microsoft.ML.Tokenizers 2.0.1: CLIP reads what a text means at its end token, so a text that is cut to the context's length has to keep it.
# Asked for at most 8 tokens of ten words, both libraries make the 12 tokens first and take the first 8: the start and seven words, and no end. CLIP's own code finds the end as the largest
# id, which in its vocabulary is then the start's, and the start has seen no word at all: all texts that are cut mean the same. Nothing is said, and shorter texts are right. The product
# cuts the words and adds the end (inference-container/Inference/Networks/OpenVocabulary/ClipTokenizer.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 @huggingface/tokenizers@0.2.0 sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import { CLIPTokenizer } from '@huggingface/transformers';

const [start, end] = ['<start>', '<end>'];
const letters = [...'abcdefghij'];
const tokens = [...letters, ...letters.map(letter => `${letter}</w>`), start, end];
const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
const tokenizer = new CLIPTokenizer({
  version: '1.0', truncation: null, padding: null,
  added_tokens: [start, end].map(content => ({ id: vocab[content], content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Split', pattern: { Regex: '[a-z]+' }, behavior: 'Removed', invert: true },
  post_processor: { type: 'RobertaProcessing', sep: [end, vocab[end]], cls: [start, vocab[start]], trim_offsets: false, add_prefix_space: false },
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: { type: 'BPE', unk_token: end, continuing_subword_prefix: '', end_of_word_suffix: '</w>', fuse_unk: false, vocab, merges: [] },
}, { tokenizer_class: 'CLIPTokenizer', model_max_length: 8, pad_token: end, unk_token: end, bos_token: start, eos_token: end });

for (const text of ['a b c', 'a b c d e f g h i j']) {
  const { input_ids } = tokenizer(text, { truncation: true });
  const ids = input_ids.tolist()[0].map(Number);
  console.log(`transformers.js: ${ids.map(id => tokens[id].replace('</w>', '')).join(' ')}, the largest id is ${tokens[Math.max(...ids)]}`);
}
JS
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>
  <ItemGroup><Compile Include="Program.cs" /><PackageReference Include="Microsoft.ML.Tokenizers" Version="[2.0.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Microsoft.ML.Tokenizers;

string[] letters = [.. "abcdefghij".Select(letter => letter.ToString())];
string[] tokens = [.. letters, .. letters.Select(letter => letter + "</w>"), "<start>", "<end>"];
var tokenizer = BpeTokenizer.Create(new BpeOptions(tokens.Index().ToDictionary(token => token.Item, token => token.Index))
{
    EndOfWordSuffix = "</w>",
    PreTokenizer = PreTokenizer.CreateWhiteSpace(),
    BeginningOfSentenceToken = "<start>",
    EndOfSentenceToken = "<end>",
});
foreach (var text in (string[])["a b c", "a b c d e f g h i j"])
{
    var ids = tokenizer.EncodeToIds(text, 8, out _, out _);
    Console.WriteLine($"ML.Tokenizers: {string.Join(' ', ids.Select(id => tokens[id].Replace("</w>", "")))}, the largest id is {tokens[ids.Max()]}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(node finding.mjs; dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'transformers.js: <start> a b c <end>, the largest id is <end>
transformers.js: <start> a b c d e f g, the largest id is <start>
ML.Tokenizers: <start> a b c <end>, the largest id is <end>
ML.Tokenizers: <start> a b c d e f g, the largest id is <start>'
