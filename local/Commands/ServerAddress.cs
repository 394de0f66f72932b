namespace SegFunctions.Local.Commands;

/// <summary>Parses base URLs of servers.</summary>
internal static class ServerAddress
{
    /// <summary>Where <c>serve</c> listens by default.</summary>
    public static Uri Local { get; } = new("http://127.0.0.1:7071");

    /// <returns>Null for null.</returns>
    /// <exception cref="UserException">The text is not an http or https URL.</exception>
    public static Uri? Read(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url
        : throw new UserException($"The server '{text}' is not a URL such as {Local}.");
}
