using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emulators.Tests.ServiceBus;

/// <summary>Runs a scenario of <c>judge.mjs</c> in a separate process: how npm's client sees the queue <c>orders</c>.</summary>
internal static class NodeJudge
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="scenario">The name of a scenario in the script.</param>
    /// <param name="connectionString">Passed in the environment, where other users of the machine do not see it.</param>
    /// <param name="argument">For the scenario.</param>
    /// <returns>Its output.</returns>
    public static async Task<JsonNode> RunAsync(string scenario, string connectionString, string argument = "")
    {
        var start = new ProcessStartInfo("node", [Path.Combine(ServiceBusPackage.Source, "judge.mjs"), scenario, argument])
        {
            WorkingDirectory = await ServiceBusPackage.GetFolderAsync(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SEG_SERVICE_BUS"] = connectionString;
        using var node = Process.Start(start)!;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(Cancellation);
            var output = await node.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            await node.WaitForExitAsync(Cancellation);
            Assert.True(node.ExitCode == 0, $"{scenario}: {await errors}");
            return JsonNode.Parse(output)!;
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }

    /// <summary>Runs the scenario on a new queue and compares its output with the expected one, key by key in any order.</summary>
    public static async Task AssertAsync(string expected, string scenario, QueueKind? kind = null)
    {
        await using var stage = await BrokerStage.StartAsync(kind ?? QueueKind.Plain);
        AssertSame(expected, await RunAsync(scenario, stage.ConnectionString));
    }

    public static void AssertSame(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut was  {actual.ToJsonString(JsonSerializerOptions.Web)}");
}
