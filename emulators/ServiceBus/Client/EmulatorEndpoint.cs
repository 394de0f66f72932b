namespace Azure.Messaging.ServiceBus;

/// <summary>Reads the emulator's directory out of a connection string: <c>Endpoint=file:///abs/dir</c>, other parts ignored.</summary>
internal static class EmulatorEndpoint
{
    private const string Expected = "The emulator expects Endpoint=file:///absolute/directory.";

    /// <returns>The absolute path of the directory.</returns>
    /// <exception cref="FormatException">A part is no pair, or the endpoint is no URI.</exception>
    /// <exception cref="ArgumentException">No endpoint.</exception>
    /// <exception cref="NotSupportedException">The endpoint is that of a real namespace.</exception>
    public static string Directory(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        string[][] pairs = [.. connectionString.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2))];
        if (pairs.Any(pair => pair.Length != 2))
        {
            throw new FormatException($"The connection string has a part that is no pair. {Expected}");
        }

        string endpoint = pairs.FirstOrDefault(pair => pair[0].Trim().Equals("Endpoint", StringComparison.OrdinalIgnoreCase))?[1].Trim()
            ?? throw new ArgumentException($"The connection string has no Endpoint. {Expected}", nameof(connectionString));
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            throw new UriFormatException($"The connection string's Endpoint is no URI. {Expected}");
        }

        return uri.IsFile ? Path.GetFullPath(uri.LocalPath) : throw NoRealNamespace(uri.Host);
    }

    public static NotSupportedException NoRealNamespace(string fullyQualifiedNamespace) => new(
        $"This build contains the Service Bus emulator, which cannot reach '{fullyQualifiedNamespace}'. Build with UseAzurePackages=true for the real "
        + "client, or give a connection string of the form Endpoint=file:///absolute/directory.");
}
