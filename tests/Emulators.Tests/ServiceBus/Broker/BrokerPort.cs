namespace Emulators.Tests.ServiceBus;

/// <summary>The port in a connection string, for tests that do not use the client that parses it.</summary>
internal static class BrokerPort
{
    public static int Of(string connectionString) => new Uri(connectionString.Split(';')[0]["Endpoint=".Length..]).Port;
}
