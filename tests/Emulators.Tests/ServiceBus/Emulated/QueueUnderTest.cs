using System.Text.Json;

namespace Emulators.Tests.ServiceBus;

/// <summary>A namespace of one queue, in a folder of its own.</summary>
internal sealed partial class QueueUnderTest
{
    /// <summary>For what is expected not to happen.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    /// <summary>Longer than the lock of <see cref="QueueKind.ShortLock"/>.</summary>
    public static readonly TimeSpan LongerThanShortLock = TimeSpan.FromSeconds(1);

    /// <summary>A tenth of the shortest ones that the real Service Bus has.</summary>
    private static readonly Dictionary<string, string> Locks = new() { ["PT5S"] = "PT0.5S", ["PT10S"] = "PT1S" };

    public static Task<QueueUnderTest> CreateAsync(QueueKind? kind = null)
    {
        kind ??= QueueKind.Plain;
        var definition = (kind with { LockDuration = Locks.GetValueOrDefault(kind.LockDuration, kind.LockDuration) }).Definition("orders");
        object settings = new { UserConfig = new { Namespaces = new[] { new { Name = "test", Queues = new[] { definition } } } } };
        var folder = Directory.CreateTempSubdirectory("queue-").FullName;
        File.WriteAllText(Path.Combine(folder, "service-bus-emulator.json"), JsonSerializer.Serialize(settings));
        return Task.FromResult(new QueueUnderTest($"Endpoint=file://{folder}", "orders"));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Directory.Delete(new Uri(ConnectionString["Endpoint=".Length..]).LocalPath, recursive: true);
    }
}
