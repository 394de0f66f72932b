#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): post_process_grounded_object_detection, which reads what Grounding DINO says of the prompt "a cat. a remote control. a skateboard.",
# makes a box's label of every token above a threshold, whichever phrase it belongs to. A box that both "cat" and "remote" light up is a "cat remote", half of a phrase
# is a "control", a piece of a word "##board", and a box whose likeliest token is a period is counted, too: "...". Of five labels one is a thing that was asked for, so a join
# by the label loses the others. The product's inference-container/Inference/Networks/GroundingDino keeps which tokens are whose, and scores each phrase by its own alone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
cat > finding.mjs <<'JS'
import { BertTokenizer, GroundingDinoProcessor, Tensor } from '@huggingface/transformers';

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', 'cat', 'remote', 'control', '.', 'skate', '##board'];
const special = content => ({ SpecialToken: { id: content, type_id: 0 } });
const tokenizer = new BertTokenizer({
  version: '1.0', truncation: null, padding: null,
  added_tokens: words.slice(0, 5).map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing', single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')], pair: [],
    special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map(id => [id, { id, ids: [words.indexOf(id)], tokens: [id] }])),
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
}, { tokenizer_class: 'BertTokenizer', model_max_length: 512 });
const { input_ids } = tokenizer('a cat. a remote control. a skateboard.');
const tokens = input_ids.tolist()[0].map(id => words[Number(id)]);

// What the network says of five boxes: the logits of some words, the others' far below.
const boxes = [{ cat: 2 }, { cat: 0, remote: 1 }, { control: 2 }, { '##board': 2 }, { '.': 1 }];
const logits = new Tensor('float32', Float32Array.from(boxes.flatMap(box => Array.from({ length: 256 }, (_, i) => box[tokens[i]] ?? -20))), [1, boxes.length, 256]);
const pred_boxes = new Tensor('float32', new Float32Array(boxes.length * 4).fill(0.5), [1, boxes.length, 4]);
const [{ labels }] = new GroundingDinoProcessor({}, { tokenizer }, null).post_process_grounded_object_detection({ logits, pred_boxes }, input_ids);
console.log(`prompt: ${tokens.join(' ')}`);
console.log(`labels: ${labels.join(' | ')}`);
JS
seen=$(node finding.mjs)
echo "$seen"
grep -qx 'prompt: \[CLS\] a cat . a remote control . a skate ##board . \[SEP\]' <<<"$seen"
grep -qx 'labels: cat | cat remote | control | ##board | ...' <<<"$seen"
