using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>Which Service Bus a test runs on, and how patient one has to be with it.</summary>
internal interface IServiceBusStage : IAsyncDisposable
{
    /// <summary>Microsoft's emulator when SEG_TEST_SERVICE_BUS holds its connection string, else a broker of the test's own.</summary>
    public static bool IsMicrosofts => Environment.GetEnvironmentVariable(MicrosoftStage.Variable) is { Length: > 0 };

    string ConnectionString { get; }

    string Queue { get; }

    /// <summary>Makes the queue empty.</summary>
    Task PrepareAsync(ServiceBusClient client);
}
