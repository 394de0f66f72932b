using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Installation;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>What every stack of these tests needs: Azurite, networks and a photo in the cache, and one guard per process. Downloaded once.</summary>
internal static class TestSetup
{
    public const string ApiKey = "compatibility-key";

    private static readonly Lazy<Task<(string Azurite, string Models, string Photo)>> Installed = new(EnsureAsync);

    public static ProcessGuard Guard { get; } = ProcessGuard.Start();

    public static string Cache { get; } =
        Path.GetFullPath(Environment.GetEnvironmentVariable("SEG_CACHE") is { Length: > 0 } cache ? cache : UserFolders.Cache);

    public static async Task<string> GetPhotoAsync() => (await Installed.Value).Photo;

    /// <param name="data">May already contain definitions of queues.</param>
    /// <param name="workers">Number of inference processes.</param>
    public static async Task<StackOptions> OptionsAsync(string data, int workers)
    {
        var (azurite, models, _) = await Installed.Value;
        return new StackOptions(data, azurite, models, ApiKey, Port: null, workers);
    }

    /// <summary>A killed worker's message returns after some seconds rather than a minute.</summary>
    public static void ShortenLocks(string data, int seconds = 5)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "service-bus")).FullName;
        var definitions = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "service-bus-emulator.json"));
        File.WriteAllText(
            Path.Combine(folder, "service-bus-emulator.json"), definitions.Replace("\"LockDuration\": \"PT1M\"", $"\"LockDuration\": \"PT{seconds}S\"", StringComparison.Ordinal));
    }

    private static async Task<(string Azurite, string Models, string Photo)> EnsureAsync()
    {
        var rows = new LineScreen(Console.Error);
        var setup = new StackSetup(Cache, TimeProvider.System);
        var azurite = setup.EnsureAsync(ModelSetup.ForWords, rows, CancellationToken.None);
        var photo = TestPhotos.Boats(Cache).EnsureAsync(rows, CancellationToken.None);
        return (await azurite, setup.ModelsFolder, await photo);
    }
}
