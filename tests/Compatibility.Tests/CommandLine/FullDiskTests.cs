using System.Diagnostics;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>Runs with an output folder on a small tmpfs of the test's own, in a mount namespace.</summary>
public sealed class FullDiskTests(SharedStack stack) : IDisposable
{
    // Mounts it, copies the earlier results, fills the disk except for the given room, runs, and lists what is there afterwards.
    private const string Script =
        """
        set -e
        mount -t tmpfs -o size=64m none "$1"
        cp -a "$2/." "$1"
        mount -o "remount,size=$(($(du -sk "$1" | cut -f1) + $3))k,nr_inodes=$(($(find "$1" | wc -l) + $4))" "$1"
        shift 4; code=0
        "$@" || code=$?
        cp -a "$OUT/." "$SEEN"
        exit $code
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Earlier => Path.Combine(_folder.FullName, "earlier");

    private string Seen => Path.Combine(_folder.FullName, "seen");

    [Fact]
    public async Task A_disk_that_is_full_at_any_file_or_size_leaves_a_document_that_names_only_whole_files()
    {
        Assert.SkipUnless(await CanMountAsync(), "This system lets nobody mount a tmpfs of their own.");
        var pictures = MakePictures();
        var (code, errors) = await RunAsync(["segment", .. pictures, "--point", "0.2,0.5", "--point", "0.8,0.5:0", "--out", Earlier], null, 0, 0);
        Assert.True(code == 0, errors);

        var earlierJob = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Earlier, "result.json"), Token)).GetProperty("jobId").GetString();

        // In inodes: at each file or folder created; in KiB: at the start, in the middle and at the end of the output.
        (int Kilobytes, int Inodes)[] rooms = [.. Enumerable.Range(0, 14).Select(inodes => (1024, inodes)), (0, 100), (4, 100), (8, 100), (12, 100), (16, 100), (24, 100), (40, 100), (1024, 100)];
        var codes = new List<int>();
        foreach (var (kilobytes, inodes) in rooms)
        {
            Directory.CreateDirectory(Seen);
            (code, errors) = await RunAsync(["segment", .. pictures, "--point", "0.5,0.5", "--output", "cutout", "--out", "OUT"], Earlier, kilobytes, inodes);

            codes.Add(code);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
            var document = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Seen, "result.json"), Token));
            AssertWhole(document);
            var isNew = document.GetProperty("jobId").GetString() != earlierJob;
            Assert.True(code == 2 ? !isNew : isNew || errors.Contains("result.json could not be written", StringComparison.Ordinal), errors);
            var failed = document.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("status").GetString() == "failed");
            Assert.True(!isNew || code == (failed > 0 ? 1 : 0), errors);
            Directory.Delete(Seen, recursive: true);
        }

        Assert.Contains(1, codes);
        Assert.Equal(0, codes[^1]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<bool> CanMountAsync()
    {
        using var probe = Process.Start(new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]) { RedirectStandardError = true })!;
        await probe.WaitForExitAsync(Token);
        return probe.ExitCode == 0;
    }

    private void AssertWhole(JsonElement document) => Assert.All(
        document.GetProperty("items").EnumerateArray()
            .SelectMany(item => item.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("mask")).Append(item.GetProperty("preview")))
            .Where(file => file.ValueKind == JsonValueKind.String),
        file =>
        {
            using var picture = Image.NewFromFile(Path.Combine(Seen, file.GetString()!));
            Assert.NotEmpty(picture.WriteToMemory<byte>());
        });

    private string[] MakePictures()
    {
        using var black = Image.Black(64, 48, bands: 3);
        using var disc = black.Mutate(picture => picture.DrawCircle([250, 250, 250], 32, 24, 16, fill: true));
        string[] paths = [Path.Combine(_folder.FullName, "one.png"), Path.Combine(_folder.FullName, "two.png")];
        Assert.All(paths, path => disc.Pngsave(path));
        return paths;
    }

    /// <param name="arguments">With <c>OUT</c> for the folder on the small disk.</param>
    /// <param name="earlier">What is there before; null to run without a small disk.</param>
    private async Task<(int Code, string Errors)> RunAsync(IEnumerable<string> arguments, string? earlier, int kilobytes, int inodes)
    {
        var disk = _folder.CreateSubdirectory("disk").FullName;
        string[] command =
        [
            BuildOutputs.Dotnet, typeof(LocalStack).Assembly.Location, .. arguments.Select(argument => argument == "OUT" ? disk : argument),
            "--server", stack.BaseUrl.AbsoluteUri, "--api-key", TestSetup.ApiKey,
        ];
        string[] small = ["unshare", "-rm", "sh", "-c", Script, "sh", disk, earlier ?? "", $"{kilobytes}", $"{inodes}", .. command];
        var whole = earlier is null ? command : small;
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
        (start.Environment["OUT"], start.Environment["SEEN"]) = (disk, Seen);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, errors + await output);
    }
}
