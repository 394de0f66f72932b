namespace Azure.Messaging.ServiceBus;

/// <summary>Reads the emulator's directory out of a connection string: <c>Endpoint=file:///abs/dir</c>, other parts ignored.</summary>
internal static class EmulatorEndpoint
{
    /// <returns>The absolute path of the directory.</returns>
    /// <exception cref="FormatException">No endpoint, or one that is no URI.</exception>
    /// <exception cref="NotSupportedException">The endpoint is that of a real namespace.</exception>
    public static string Directory(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        string? endpoint = connectionString.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Trim().Equals("Endpoint", StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[1].Trim())
            .FirstOrDefault();
        if (endpoint is null || !Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            throw new FormatException("The connection string has no valid Endpoint. The emulator expects Endpoint=file:///absolute/directory.");
        }

        return uri.IsFile ? Path.GetFullPath(uri.LocalPath) : throw NoRealNamespace(uri.Host);
    }

    public static NotSupportedException NoRealNamespace(string fullyQualifiedNamespace) => new(
        $"This build contains the Service Bus emulator, which cannot reach '{fullyQualifiedNamespace}'. Build with UseAzurePackages=true for the real "
        + "client, or give a connection string of the form Endpoint=file:///absolute/directory.");
}
