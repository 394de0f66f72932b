using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Emulators.Tests.ServiceBus;

public sealed class QueueKindTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>To change the file, copy the expected text.</summary>
    [Fact]
    public void The_definitions_for_Microsofts_emulator_are_the_queues_that_the_tests_ask_for()
    {
        object queues = QueueKind.All.SelectMany(kind => kind.Queues.Select(kind.Definition)).ToList();
        var expected = new
        {
            UserConfig = new
            {
                Namespaces = new[] { new { Name = "sbemulatorns", Queues = queues, Topics = Array.Empty<object>() } },
                Logging = new { Type = "Console" },
            },
        };

        Assert.Equal(JsonSerializer.Serialize(expected, Indented), File.ReadAllText(Definitions()).TrimEnd());
    }

    [Fact]
    public void There_are_no_more_queues_than_Microsofts_emulator_takes() => Assert.InRange(QueueKind.All.Sum(kind => kind.Copies), 1, 50);

    private static string Definitions([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Microsoft", "service-bus-emulator.json");
}
