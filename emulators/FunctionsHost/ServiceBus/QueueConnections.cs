using System.Diagnostics.CodeAnalysis;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>One client per connection that the triggers name.</summary>
internal sealed class QueueConnections(HostSettings settings) : IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="function">The function that needs it, for the message.</param>
    /// <param name="connection">
    /// The name of a setting, looked up with and without the prefix <c>AzureWebJobs</c>: a connection string, or a section with
    /// <c>fullyQualifiedNamespace</c>.
    /// </param>
    /// <exception cref="HostStartException">The setting does not exist, or the client refuses it.</exception>
    public ServiceBusClient Get(string function, string? connection)
    {
        var name = string.IsNullOrEmpty(connection) ? "ServiceBus" : connection;
        if (!_clients.TryGetValue(name, out var client))
        {
            _clients[name] = client = Open(function, name);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    private string? Find(string name) => settings.Find($"AzureWebJobs{name}") ?? settings.Find(name);

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller keeps the client.")]
    private ServiceBusClient Open(string function, string name)
    {
        try
        {
            return Find(name) is { Length: > 0 } connectionString ? new ServiceBusClient(connectionString)
                : Find($"{name}__fullyQualifiedNamespace") is { Length: > 0 } fullyQualified ? new ServiceBusClient(fullyQualified, new DefaultAzureCredential())
                : throw HostStartException.Of(function, $"the setting '{name}' with the Service Bus connection string is not set.");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            throw HostStartException.Of(function, $"the setting '{name}' cannot be used. {error.Message}");
        }
    }
}
