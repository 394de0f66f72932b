using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>Which Service Bus a test runs on, and how much patience it needs.</summary>
internal interface IServiceBusStage : IAsyncDisposable
{
    /// <summary>Microsoft's emulator if SEG_TEST_SERVICE_BUS has its connection string, otherwise a broker for this test alone.</summary>
    public static bool IsMicrosofts => Environment.GetEnvironmentVariable(MicrosoftStage.Variable) is { Length: > 0 };

    string ConnectionString { get; }

    string Queue { get; }

    /// <summary>Empties the queue.</summary>
    Task PrepareAsync(ServiceBusClient client);
}
