namespace SegFunctions.Local.Commands;

/// <summary>Base URLs of servers.</summary>
internal static class ServerAddress
{
    /// <summary>Where <c>serve</c> listens unless told otherwise.</summary>
    public static Uri Local { get; } = new("http://127.0.0.1:7071");

    /// <returns>Null for null.</returns>
    /// <exception cref="UserException">It is not a URL.</exception>
    public static Uri? Read(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url
        : throw new UserException($"The server '{text}' is no URL such as {Local}.");
}
