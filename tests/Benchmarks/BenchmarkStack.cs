using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks;

/// <summary>A separate stack in a temporary folder, and a client of its HTTP API.</summary>
internal sealed class BenchmarkStack : IAsyncDisposable
{
    public const string ApiKey = "benchmark";

    private readonly ProcessGuard _guard;
    private readonly DirectoryInfo _data;

    private BenchmarkStack(ProcessGuard guard, DirectoryInfo data, LocalStack stack, string modelsFolder, IReadOnlyList<string> photos)
    {
        (_guard, _data, Stack, ModelsFolder, Photos) = (guard, data, stack, modelsFolder, photos);
        Client = new SegmentationClient(stack.BaseUrl, ApiKey, TimeProvider.System);
    }

    public LocalStack Stack { get; }

    public SegmentationClient Client { get; }

    public string ModelsFolder { get; }

    /// <summary>At least one path.</summary>
    public IReadOnlyList<string> Photos { get; }

    /// <param name="photos">Folder of JPEG photos; null for the sample photo.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="workers">Inference processes.</param>
    /// <param name="stubNetworks">Whether <see cref="StubNetworks"/> replace the real ones.</param>
    /// <param name="logsStorage">Whether Azurite logs its requests.</param>
    /// <param name="allowsLoopback">Whether the service may reach this machine.</param>
    public static async Task<BenchmarkStack> StartAsync(
        DirectoryInfo? photos, CancellationToken cancellationToken, int workers = 1, bool stubNetworks = false, bool logsStorage = false, bool allowsLoopback = false)
    {
        var guard = ProcessGuard.Start();
        var data = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        var (paths, stack, models) = await Screens.Choose(Console.Error).ShowAsync(async rows =>
        {
            var setup = new StackSetup(UserFolders.Cache, TimeProvider.System);
            var azurite = await setup.EnsureAsync(ModelSetup.ForWords, rows, cancellationToken);
            IReadOnlyList<string> paths = photos is null
                ? [await TestPhotos.Boats(UserFolders.Cache).EnsureAsync(rows, cancellationToken)]
                : [.. Directory.GetFiles(photos.FullName, "*.jpg").Order(StringComparer.Ordinal)];
            var models = stubNetworks ? Path.Combine(data.FullName, "models") : setup.ModelsFolder;
            var options = new StackOptions(data.FullName, azurite, models, ApiKey, Port: null, workers) { LogsStorage = logsStorage, AllowsLoopback = allowsLoopback };
            if (stubNetworks)
            {
                options = options with { WorkerSettings = await StubNetworks.InstallAsync(models, cancellationToken) };
            }

            return (paths, await LocalStack.StartAsync(options, guard, _ => { }, TimeProvider.System, cancellationToken), setup.ModelsFolder);
        });
        return new BenchmarkStack(guard, data, stack, models, paths);
    }

    /// <summary>Uploads and creates one job with all default outputs except previews.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SubmitAsync(IEnumerable<string> photos, IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        await CreateAsync(await UploadAsync(photos, cancellationToken), words, cancellationToken);

    /// <returns>A task id for each photo.</returns>
    public async Task<IReadOnlyList<string>> UploadAsync(IEnumerable<string> photos, CancellationToken cancellationToken)
    {
        var tasks = new List<string>();
        foreach (var photo in photos)
        {
            tasks.Add(await Client.UploadAsync(await File.ReadAllBytesAsync(photo, cancellationToken), "image/jpeg", cancellationToken));
        }

        return tasks;
    }

    /// <inheritdoc cref="SubmitAsync"/>
    public async Task<string> CreateAsync(IReadOnlyList<string> tasks, IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        (await Client.CreateJobAsync(new CreateJobRequest { Type = "image", Tasks = tasks, Prompts = words }, cancellationToken)).JobId;

    /// <summary>Polls a job until it has ended.</summary>
    /// <param name="jobId">The id of the job.</param>
    /// <param name="pause">Time between two polls.</param>
    /// <param name="look">Called with each state, including the last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(string jobId, TimeSpan pause, Action<JobResponse> look, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await Client.GetJobAsync(jobId, cancellationToken);
            look(state);
            if (state.Status is "success" or "failed")
            {
                return;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Stack.DisposeAsync();
        _data.Delete(recursive: true);
        _guard.Dispose();
    }
}
