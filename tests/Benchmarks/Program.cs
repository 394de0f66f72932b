using System.CommandLine;
using SegFunctions.Benchmarks;
using SegFunctions.Benchmarks.Accuracy;

var photos = new Option<DirectoryInfo?>("--photos") { Description = "Folder of JPEG photos. Default: the public-domain sample photo." };
var words = new Option<string[]>("--text") { Description = "Words to cut out.", DefaultValueFactory = _ => ["boat"] };
var runs = new Option<int>("--runs") { Description = "Measured runs, rounded up to whole turns of 5.", DefaultValueFactory = _ => 15 };
var count = new Option<int>("--count") { Description = "Photos in the job, at most 100.", DefaultValueFactory = _ => 30 };

var overhead = new Command("overhead", "One warm photo end to end, against the same inference in process.") { photos, words, runs };
overhead.SetAction((parsed, token) =>
    OverheadBenchmark.RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(runs), token));

var memory = new Command("memory", "Resident memory of every process over one job of many photos.") { photos, words, count };
memory.SetAction((parsed, token) =>
    MemoryBenchmark.RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(count), token));

var repetitions = new Option<int>("--runs") { Description = "Measured runs of each side.", DefaultValueFactory = _ => 100 };
var masks = new Command("masks", "A mask to run lengths, PNG and outlines, each against a named baseline.") { repetitions };
masks.SetAction(parsed => MaskBenchmark.Run(parsed.GetValue(repetitions)));

var decoding = new Command("decode", "A 12-megapixel JPEG to a network's input, against libvips' thumbnail_buffer.") { repetitions };
decoding.SetAction(parsed => DecodeBenchmark.Run(parsed.GetValue(repetitions)));

var files = new Option<int>("--files") { Description = "Damaged files of each type.", DefaultValueFactory = _ => 20_000 };
var seed = new Option<int>("--seed") { Description = "Where the damage begins to differ from the tests'.", DefaultValueFactory = _ => 1_000_000 };
var fuzz = new Command("fuzz", "Damaged pictures: no crash, no leak, none over 2 seconds.") { files, seed };
fuzz.SetAction(parsed => FuzzBenchmark.Run(parsed.GetValue(files), parsed.GetValue(seed)));

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
var accuracy = new Command("accuracy", "How well masks of boxes, clicks and words fit what people drew.") { data };
accuracy.SetAction((parsed, token) => AccuracyBenchmark.RunAsync(parsed.GetRequiredValue(data), token));

return await new RootCommand("Measures SegFunctions. Figures are ratios and differences of one run: machines are noisy.")
{
    overhead, memory, accuracy, masks, decoding, fuzz,
}.Parse(args).InvokeAsync();
