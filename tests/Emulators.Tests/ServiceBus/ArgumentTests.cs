using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>Arguments that the client itself refuses.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("no pairs at all", typeof(FormatException))]
    [InlineData("SharedAccessKeyName=Root;SharedAccessKey=abc", typeof(ArgumentException))]
    [InlineData("Endpoint=not a uri", typeof(UriFormatException))]
    public void A_malformed_connection_string_is_refused(string connectionString, Type error) =>
        Assert.Throws(error, () => new ServiceBusClient(connectionString));

    [Fact]
    public void Message_ids_have_at_most_128_characters() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage("x") { MessageId = new string('x', 129) });
}
