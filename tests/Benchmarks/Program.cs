using System.CommandLine;
using SegFunctions.Benchmarks;

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

var jobs = new Option<int>("--jobs") { Description = "Jobs of the account.", DefaultValueFactory = _ => 100_000 };
var listing = new Command("listing", "Pages of an account with many jobs.") { jobs };
listing.SetAction((parsed, token) => ListingBenchmark.RunAsync(parsed.GetValue(jobs), token));

var clients = new Option<int>("--clients") { Description = "Clients at once.", DefaultValueFactory = _ => 200 };
var rounds = new Option<int>("--rounds") { Description = "Jobs of each client, one after another.", DefaultValueFactory = _ => 3 };
var load = new Command("load", "Many clients at once, each with whole jobs, with networks that cost nothing.") { clients, rounds };
load.SetAction((parsed, token) => LoadBenchmark.RunAsync(parsed.GetValue(clients), parsed.GetValue(rounds), token));

Command[] commands = [overhead, memory, listing, load, EngineBenchmark.Command(), .. QueueBenchmark.Commands(), SoakBenchmark.Command(), JobsBenchmark.Command()];
var root = new RootCommand("Measures SegFunctions. Figures are ratios and differences of one run: machines are noisy.");
foreach (var command in commands)
{
    root.Subcommands.Add(command);
}

return await root.Parse(args).InvokeAsync();
