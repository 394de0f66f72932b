using System.CommandLine;
using System.Text.RegularExpressions;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>
/// The blob and table operations of a job of one picture, and of a second click on it, listed from Azurite's log: in Azure, each one costs money and milliseconds. The
/// Functions host uses no storage here; in Azure it does, in addition.
/// </summary>
internal static partial class OperationsBenchmark
{
    /// <summary>Longer than a job takes: polling its state would be a storage operation by the client.</summary>
    private static readonly TimeSpan Job = TimeSpan.FromSeconds(15);

    public static Command Command()
    {
        var command = new Command("operations", "The Storage operations of a job and of a second click, one by one.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos: null, cancellationToken, logsStorage: true);
        var log = stack.Stack.Children.Single(child => child.Name == "azurite").Log;
        var photo = await File.ReadAllBytesAsync(stack.Photos[0], cancellationToken);
        var task = await stack.Client.UploadAsync(photo, "image/jpeg", cancellationToken);
        // The first picture of all causes containers and tables to be created.
        await ClickAsync(stack, task, 0.3, cancellationToken);
        task = await stack.Client.UploadAsync(photo, "image/jpeg", cancellationToken);
        foreach (var (name, x) in ((string, double)[])[("a job of one picture, a click", 0.5), ("a second click on it", 0.4)])
        {
            var before = ReadRequests(log.Path).Count;
            await ClickAsync(stack, task, x, cancellationToken);
            var requests = ReadRequests(log.Path).Skip(before).ToList();
            Console.WriteLine($"{name}: {requests.Count} operations");
            requests.ForEach(request => Console.WriteLine($"  {request}"));
        }

        return 0;
    }

    private static async Task ClickAsync(BenchmarkStack stack, string task, double x, CancellationToken cancellationToken)
    {
        await stack.Client.CreateJobAsync(
            new CreateJobRequest { Type = "image", Tasks = [task], Points = [new PointItem { X = x, Y = 0.5, Label = 1, Object = 0 }] }, cancellationToken);
        await Task.Delay(Job, cancellationToken);
    }

    /// <summary>Method, path and status, without the parts that are specific to a job.</summary>
    private static List<string> ReadRequests(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return [.. Request().Matches(file.ReadToEnd()).Select(match => $"{match.Groups["method"].Value} {Own().Replace(match.Groups["path"].Value, "…")} {match.Groups["status"].Value}")];
    }

    [GeneratedRegex("\"(?<method>[A-Z]+) /devstoreaccount1/(?<path>\\S*) HTTP/1\\.1\" (?<status>\\d+)")]
    private static partial Regex Request();

    [GeneratedRegex("job-[0-9a-z]+|[0-9a-zA-Z]{20,}|\\?.*")]
    private static partial Regex Own();
}
