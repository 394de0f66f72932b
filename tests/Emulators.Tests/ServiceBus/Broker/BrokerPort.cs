namespace Emulators.Tests.ServiceBus;

/// <summary>The port in a connection string, for those who speak without the client that reads it.</summary>
internal static class BrokerPort
{
    public static int Of(string connectionString) => new Uri(connectionString.Split(';')[0]["Endpoint=".Length..]).Port;
}
