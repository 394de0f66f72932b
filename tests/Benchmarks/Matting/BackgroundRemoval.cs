using System.Diagnostics;
using System.Text.Json;

namespace SegFunctions.Benchmarks.Matting;

/// <summary>A Node process that has loaded the package. One call at a time; the first one loads the network.</summary>
internal sealed class BackgroundRemoval : IDisposable
{
    private readonly Process _node;

    private BackgroundRemoval(Process node) => _node = node;

    public static async Task<BackgroundRemoval> StartAsync(CancellationToken cancellationToken)
    {
        var folder = await BackgroundRemovalPackage.EnsureAsync(cancellationToken);
        var start = new ProcessStartInfo("node", [Path.Combine(BackgroundRemovalPackage.Source, "background-removal.mjs")])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new BackgroundRemoval(Process.Start(start)!);
    }

    /// <returns>Milliseconds from the photo's path to the bytes of its cutout as PNG, by Node's own clock.</returns>
    public async Task<double> TimeAsync(string photo, CancellationToken cancellationToken) =>
        (await AskAsync(photo, null, cancellationToken)).Milliseconds;

    /// <returns>Alpha per pixel of the photo.</returns>
    public async Task<byte[]> CutOutAsync(string photo, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await AskAsync(photo, file, cancellationToken);
            var pixels = await File.ReadAllBytesAsync(file, cancellationToken);
            return [.. pixels.Where((_, index) => index % 4 == 3)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private async Task<Reply> AskAsync(string photo, string? pixels, CancellationToken cancellationToken)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { photo, pixels }).AsMemory(), cancellationToken);
        await _node.StandardInput.FlushAsync(cancellationToken);
        var line = await _node.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The package's process ended; what it said stands above.");
        return JsonSerializer.Deserialize<Reply>(line, JsonSerializerOptions.Web)!;
    }

    private sealed record Reply(double Milliseconds, int Bytes);
}
