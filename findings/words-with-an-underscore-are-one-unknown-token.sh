#!/usr/bin/env bash
# Microsoft.ML.Tokenizers 2.0.1 beside FastBertTokenizer 1.2.6 and @huggingface/transformers 4.3.1 (npm), one uncased BERT vocabulary: BERT takes each of ASCII's marks for a word of its own. The first
# library joins words at an underscore, as lists of classes write them, so that traffic_light, two known words, is one unknown token, and so it does at a tab. It drops $ + ` ~ ^ | = < and
# >, known or not, without a token. And "[sep]", typed by a person in any case, is the special token that ends a text, as "[mask]" is; in transformers only the exact "[SEP]"
# is. An open-vocabulary detector then looks for nothing, or for something else. The product takes marks apart by itself (inference-container/Inference/Networks/OpenVocabulary/BertWords.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
printf '%s\n' '[PAD]' '[UNK]' '[CLS]' '[SEP]' '[MASK]' traffic light cat _ + '[' ']' sep mask >words.txt
printf 'traffic light\ntraffic_light\ntraffic\tlight\ncat+light\n[sep] cat\n[SEP] cat\n' >texts.txt
cat > finding.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { BertTokenizer } from '@huggingface/transformers';

const lines = name => readFileSync(name, 'utf8').trimEnd().split('\n');
const words = lines('words.txt');
const tokenizer = new BertTokenizer({
  version: '1.0', truncation: null, padding: null,
  added_tokens: words.slice(0, 5).map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null,
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
}, { tokenizer_class: 'BertTokenizer', model_max_length: 512 });
for (const text of lines('texts.txt')) {
  const { input_ids } = tokenizer(text, { add_special_tokens: false });
  console.log(`transformers: ${text} -> ${input_ids.tolist()[0].map(id => words[Number(id)]).join(' ')}`);
}
JS
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="FastBertTokenizer" Version="[1.2.6]" />
    <PackageReference Include="Microsoft.ML.Tokenizers" Version="[2.0.1]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using Microsoft.ML.Tokenizers;

var words = File.ReadAllLines("words.txt");
var microsoft = BertTokenizer.Create("words.txt", new BertOptions { LowerCaseBeforeTokenization = true });
var fast = new FastBertTokenizer.BertTokenizer();
using var vocabulary = new StreamReader("words.txt");
fast.LoadVocabulary(vocabulary, convertInputToLowercase: true);
foreach (var text in File.ReadAllLines("texts.txt"))
{
    // The fast one adds the two tokens around the text.
    var (ids, _, _) = fast.Encode(text);
    Console.WriteLine($"FastBertTokenizer: {text} -> {string.Join(' ', ids.ToArray()[1..^1].Select(id => words[id]))}");
    Console.WriteLine($"Microsoft: {text} -> {string.Join(' ', microsoft.EncodeToIds(text, addSpecialTokens: false).Select(id => words[id]))}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(node finding.mjs; dotnet run 2>/dev/null)
seen=$(sort <<<"$seen")
echo "$seen"
tab=$'\t'
test "$seen" = "$(sort <<EOF
transformers: traffic light -> traffic light
transformers: traffic_light -> traffic _ light
transformers: traffic${tab}light -> traffic light
transformers: cat+light -> cat + light
transformers: [sep] cat -> [ sep ] cat
transformers: [SEP] cat -> [SEP] cat
FastBertTokenizer: traffic light -> traffic light
FastBertTokenizer: traffic_light -> traffic _ light
FastBertTokenizer: traffic${tab}light -> traffic light
FastBertTokenizer: cat+light -> cat + light
FastBertTokenizer: [sep] cat -> [ sep ] cat
FastBertTokenizer: [SEP] cat -> [UNK] cat
Microsoft: traffic light -> traffic light
Microsoft: traffic_light -> [UNK]
Microsoft: traffic${tab}light -> [UNK]
Microsoft: cat+light -> cat light
Microsoft: [sep] cat -> [SEP] cat
Microsoft: [SEP] cat -> [SEP] cat
EOF
)"
