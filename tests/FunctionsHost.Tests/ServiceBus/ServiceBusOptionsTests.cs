using Emulators.FunctionsHost.ServiceBus;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Configuration;

namespace FunctionsHost.Tests.ServiceBus;

public sealed class ServiceBusOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.Equal(new ServiceBusOptions(), Read());

    [Fact]
    public void Every_value_out_of_range_is_named_at_once()
    {
        (string Name, string Value)[] faults =
            [("prefetchCount", "-1"), ("maxConcurrentCalls", "0"), ("maxMessageBatchSize", "0"), ("minMessageBatchSize", "2"), ("maxBatchWaitTime", "-00:00:01")];
        var message = Assert.Throws<HostStartException>(() => Read(faults)).Message;

        Assert.StartsWith("host.json: ", message, StringComparison.Ordinal);
        Assert.All(faults, fault => Assert.Contains($"extensions.serviceBus.{fault.Name}", message, StringComparison.OrdinalIgnoreCase));
    }

    private static ServiceBusOptions Read(params (string Name, string Value)[] values) => ServiceBusOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"serviceBus:{value.Name}", (string?)value.Value)))
        .Build()
        .GetSection("serviceBus"));
}
