using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>The emulator's own file of definitions, and what it is not.</summary>
public sealed class DefinitionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_real_namespace_is_refused_with_the_switch_that_reaches_it()
    {
        var byKey = Assert.Throws<NotSupportedException>(
            () => new ServiceBusClient("Endpoint=sb://real.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=abc"));
        var byIdentity = Assert.Throws<NotSupportedException>(() => new ServiceBusClient("real.servicebus.windows.net", new DefaultAzureCredential()));

        Assert.All([byKey, byIdentity], error => Assert.Contains("UseAzurePackages=true", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"LockDuration":"soon"}}]}]}}""")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"LockDuration":"PT6M"}}]}]}}""")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"RequiresSession":true}}]}]}}""")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"ForwardTo":"other"}}]}]}}""")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[],"Topics":[{"Name":"news"}]}]}}""")]
    public async Task Definitions_that_cannot_be_kept_are_refused_by_name(string? definitions)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("queue-");
        if (definitions is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "service-bus-emulator.json"), definitions, Cancellation);
        }

        await using var client = new ServiceBusClient($"Endpoint=file://{directory.FullName}");
        ServiceBusException error = await Assert.ThrowsAsync<ServiceBusException>(
            () => client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("x"), Cancellation));

        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, false), (error.Reason, error.IsTransient));
        Assert.Contains("service-bus-emulator.json", error.Message, StringComparison.Ordinal);
        directory.Delete(recursive: true);
    }
}
