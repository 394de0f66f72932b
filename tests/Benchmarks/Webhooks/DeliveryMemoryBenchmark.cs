using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Webhooks;

/// <summary>Whether memory grows with the number of messages sent: measured for every process after each fifth of many deliveries, before and after a full collection.</summary>
internal static class DeliveryMemoryBenchmark
{
    private const int Parts = 5;
    private const int AtOnce = 16;
    private const int WarmUp = 500;

    public static Command Command()
    {
        var deliveries = new Option<int>("--deliveries") { Description = "Messages to an endpoint.", DefaultValueFactory = _ => 20_000 };
        var command = new Command("delivery-memory", "Resident memory of every process over many deliveries of webhooks.") { deliveries };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(deliveries), token));
        return command;
    }

    private static async Task<int> RunAsync(int deliveries, CancellationToken cancellationToken)
    {
        var heard = 0;
        await using var receiver = await Listener.StartAsync(_ => Interlocked.Increment(ref heard));
        await using var bed = await WebhookBed.StartAsync(networks: false, cancellationToken);
        var endpoint = await AddEndpointAsync(bed.Http, receiver.Url, cancellationToken);
        await SendAsync(WarmUp);
        await PrintAsync(bed.Children, heard);
        for (var part = 0; part < Parts; part++)
        {
            await SendAsync(deliveries / Parts);
            await PrintAsync(bed.Children, heard);
        }

        return 0;

        async Task SendAsync(int count)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            var until = heard + count;
            await Parallel.ForAsync(0, count, options, async (_, token) =>
            {
                using var answer = await bed.Http.PostAsync($"v1/webhooks/endpoints/{endpoint}/test", null, token);
                answer.EnsureSuccessStatusCode();
            });
            while (heard < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static async Task<string> AddEndpointAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("v1/webhooks/endpoints", new { url, events = (string[])["job.completed"] }, cancellationToken);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return body.GetProperty("endpoint").GetProperty("endpointId").GetString()!;
    }

    private static async Task PrintAsync(IReadOnlyList<SupervisedChild> children, int heard)
    {
        var before = children.ToDictionary(child => child.Name, Measure);
        foreach (var child in children)
        {
            await ForcedCollection.RunAsync(child.ProcessId!.Value);
        }

        Console.WriteLine($"{heard,6} heard; {string.Join("; ", children.Select(child => $"{child.Name} {before[child.Name]}, collected {Measure(child)}"))}");
    }

    private static string Measure(SupervisedChild child) => ResidentMemory.Of(child.ProcessId!.Value).ToString();
}
