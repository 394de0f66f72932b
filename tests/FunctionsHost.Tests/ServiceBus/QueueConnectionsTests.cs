using Emulators.FunctionsHost.ServiceBus;
using Emulators.FunctionsHost.Settings;

namespace FunctionsHost.Tests.ServiceBus;

public sealed class QueueConnectionsTests
{
    private const string ConnectionString = "Endpoint=sb://queues.example;SharedAccessKeyName=name;SharedAccessKey=a2V5";

    [Theory]
    [InlineData("Bus", "Bus", ConnectionString)]
    [InlineData("Bus", "AzureWebJobsBus", ConnectionString)]
    [InlineData("Bus", "Bus__fullyQualifiedNamespace", "queues.example")]
    [InlineData("Bus", "AzureWebJobsBus__fullyQualifiedNamespace", "queues.example")]
    [InlineData(null, "ServiceBus", ConnectionString)]
    public async Task A_connection_is_found_by_its_name_with_and_without_the_prefix(string? connection, string setting, string value)
    {
        await using var connections = new QueueConnections(new HostSettings(new Dictionary<string, string?> { [setting] = value }));

        Assert.Equal("queues.example", connections.Get("Function", connection).FullyQualifiedNamespace);
    }
}
