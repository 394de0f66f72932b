using System.CommandLine;
using SegFunctions.Benchmarks;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Benchmarks.Comparison;
using SegFunctions.Benchmarks.Halos;
using SegFunctions.Benchmarks.House;
using SegFunctions.Benchmarks.Matting;
using SegFunctions.Benchmarks.Memory;
using SegFunctions.Benchmarks.Providers;
using SegFunctions.Benchmarks.Quality;
using SegFunctions.Benchmarks.Queues;
using SegFunctions.Benchmarks.Rubbish;
using SegFunctions.Benchmarks.Video;
using SegFunctions.Benchmarks.Webhooks;

Command[] commands =
[
    AccuracyBenchmark.Command(),
    AgreementBenchmark.Command(),
    GlanceBenchmark.Command(),
    QualityBenchmark.Command(),
    HouseBenchmark.Command(),
    ProvidersBenchmark.Command(),
    BareNetworksBenchmark.Command(),
    OverheadBenchmark.Command(),
    ThroughputBenchmark.Command(),
    SecondPromptBenchmark.Command(),
    MemoryBenchmark.Command(),
    BareSubject.Command(),
    MattingBenchmark.Command(),
    HaloBenchmark.Command(),
    MaskBenchmark.Command(),
    DecodeBenchmark.Command(),
    FuzzBenchmark.Command(),
    ListingBenchmark.Command(),
    FilesBenchmark.Command(),
    OperationsBenchmark.Command(),
    LoadBenchmark.Command(),
    EngineBenchmark.Command(),
    ProviderBenchmark.Command(),
    .. QueueBenchmark.Commands(),
    BrokerKillsBenchmark.Command(),
    BrokerFuzz.Command(),
    BrokerRecord.Command(),
    JobsBenchmark.Command(),
    WebhooksBenchmark.Command(),
    DeliveryMemoryBenchmark.Command(),
    EventsBenchmark.Command(),
    SoakBenchmark.Command(),
    VideoBenchmark.Command(),
    MadeClipsBenchmark.Command(),
    FastClipsBenchmark.Command(),
    MadeIdsBenchmark.Command(),
    VideoMemoryBenchmark.Command(),
    VideoSpeedBenchmark.Command(),
    CompareBenchmark.Command(),
    PhotosBenchmark.Command(),
];
var root = new RootCommand("Measures SegFunctions. Figures are ratios and differences of one run: machines are noisy.");
foreach (var command in commands)
{
    root.Subcommands.Add(command);
}

return await root.Parse(args).InvokeAsync();
