using Emulators.ServiceBus.Definitions;

namespace Emulators.Tests.ServiceBus.OnBroker;

public sealed class DefinitionsTests
{
    [Theory]
    [InlineData(null, "Could not find file")]
    [InlineData("{", "JSON")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"LockDuration":"soon"}}]}]}}""", "soon")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"LockDuration":"PT6M"}}]}]}}""", "'orders' needs a LockDuration")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"LockDuration":"-PT1M"}}]}]}}""", "-PT1M")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"MaxDeliveryCount":0}}]}]}}""", "MaxDeliveryCount")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"RequiresSession":true}}]}]}}""", "'orders' requires sessions")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders","Properties":{"ForwardTo":"other"}}]}]}}""", "forwarding")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[],"Topics":[{"Name":"news"}]}]}}""", "Topics")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders"},{"Name":"ORDERS"}]}]}}""", "'orders' is defined twice")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders/$DeadLetterQueue"}]}]}}""", "orders/$DeadLetterQueue")]
    [InlineData("""{"UserConfig":{"Namespaces":[{"Queues":[{}]}]}}""", "no name")]
    public void Definitions_that_cannot_be_kept_are_refused_by_name(string? definitions, string reason)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-");
        string path = Path.Combine(folder.FullName, "queues.json");
        if (definitions is not null)
        {
            File.WriteAllText(path, definitions);
        }

        var error = Assert.Throws<DefinitionsException>(() => DefinitionsFile.Read(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void What_a_definition_leaves_out_is_as_in_Azure()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, """{"UserConfig":{"Namespaces":[{"Queues":[{"Name":"orders"}]}]}}""");

        Assert.Equal(new QueueDefinition { Name = "orders" }, Assert.Single(DefinitionsFile.Read(path)));
        File.Delete(path);
    }
}
