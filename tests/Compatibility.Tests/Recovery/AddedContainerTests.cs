using System.Diagnostics;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>A worker downloads users' networks from a container in a real Azurite before it starts, as in Azure.</summary>
public sealed class AddedContainerTests(SharedStack stack) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StubFolder _source = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly string _name = $"models-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BlobContainerClient Container => new(stack.Storage, _name);

    private string Added => Path.Combine(_folder.FullName, "added");

    public async ValueTask InitializeAsync()
    {
        await _source.AddAsync("clip", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        await Container.CreateAsync(cancellationToken: Token);
        foreach (var path in Directory.EnumerateFiles(_source.Added.Folder, "*", SearchOption.AllDirectories))
        {
            // Named as `az storage blob upload-batch` names them.
            var name = Path.GetRelativePath(_source.Added.Folder, path).Replace('\\', '/');
            await Container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(await File.ReadAllBytesAsync(path, Token)), Token);
        }
    }

    [Fact]
    public async Task The_networks_are_there_when_the_worker_is_ready_and_are_not_taken_again()
    {
        Assert.Contains("Downloading the network 'clip'", await RunUntilReadyAsync(), StringComparison.Ordinal);
        Assert.Equal(StubExports.ClipSeg().ToBytes(), await File.ReadAllBytesAsync(Path.Combine(Added, "clip", "network.onnx"), Token));

        Assert.DoesNotContain("Downloading the network", await RunUntilReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_added_ends_the_start_and_leaves_nothing()
    {
        var blob = Container.GetBlobClient("clip/network.onnx");
        var content = (await blob.DownloadContentAsync(Token)).Value.Content.ToArray();
        content[^1]++;
        await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true, Token);

        Assert.Contains("clip/network.onnx has ", await RunToItsEndAsync(_name), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(Added));
    }

    [Fact]
    public async Task A_container_that_is_not_there_ends_the_start() =>
        Assert.Contains("The networks in the container 'nowhere' cannot be downloaded: added.json does not exist.", await RunToItsEndAsync("nowhere"), StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Container.DeleteAsync(cancellationToken: CancellationToken.None);
        _source.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <returns>Its output.</returns>
    private async Task<string> RunUntilReadyAsync()
    {
        var url = StackPorts.UrlOf(FreePorts.Find(1)[0]);
        using var worker = Start(_name, url);
        var (output, errors) = (worker.StandardOutput.ReadToEndAsync(Token), worker.StandardError.ReadToEndAsync(Token));
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            var started = Stopwatch.GetTimestamp();
            while (!await AnswersAsync(client))
            {
                Assert.False(worker.HasExited);
                Assert.True(Stopwatch.GetElapsedTime(started) < Patience);
                await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
            }
        }
        finally
        {
            worker.Kill();
        }

        await errors.WaitAsync(Patience, Token);
        return await output.WaitAsync(Patience, Token);
    }

    /// <returns>Its error output.</returns>
    private async Task<string> RunToItsEndAsync(string container)
    {
        using var worker = Start(container, StackPorts.UrlOf(FreePorts.Find(1)[0]));
        var (output, errors) = (worker.StandardOutput.ReadToEndAsync(Token), worker.StandardError.ReadToEndAsync(Token));
        try
        {
            await worker.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        }
        finally
        {
            worker.Kill();
        }

        Assert.Equal(2, worker.ExitCode);
        await output;
        return await errors;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            // It has no queue, so it takes no other test's messages: any response will do.
            using var answer = await client.GetAsync(new Uri("healthz", UriKind.Relative), Token);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Start(string container, string url)
    {
        var start = new ProcessStartInfo(BuildOutputs.Dotnet, [BuildOutputs.Find().Worker])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = url,
            ["Storage__ConnectionString"] = stack.Storage,
            ["ServiceBus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true;",
            ["Models__Added"] = Added,
            ["Models__AddedContainer"] = container,
            ["Models__Text"] = "clip",
            ["Models__WarmUp"] = "None",
            ["NO_PROXY"] = "127.0.0.1",
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
