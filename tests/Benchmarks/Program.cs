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

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
var accuracy = new Command("accuracy", "How well masks of boxes, clicks and words fit what people drew.") { data };
accuracy.SetAction((parsed, token) => AccuracyBenchmark.RunAsync(parsed.GetRequiredValue(data), token));

return await new RootCommand("Measures SegFunctions. Figures are ratios and differences of one run: machines are noisy.") { overhead, memory, accuracy }.Parse(args).InvokeAsync();
