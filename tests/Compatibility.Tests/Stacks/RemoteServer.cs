namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A server elsewhere for the transcripts to run against: <c>SEG_TEST_SERVER</c> and <c>SEG_TEST_KEY</c>, and <c>SEG_TEST_API</c> for those of one API.</summary>
internal static class RemoteServer
{
    public static Uri? Url { get; } = Environment.GetEnvironmentVariable("SEG_TEST_SERVER") is { Length: > 0 } url ? new Uri(url) : null;

    public static string Key { get; } = Environment.GetEnvironmentVariable("SEG_TEST_KEY") ?? TestSetup.ApiKey;

    /// <summary>The folder of an API's transcripts; empty for all.</summary>
    public static string Api { get; } = Environment.GetEnvironmentVariable("SEG_TEST_API") ?? string.Empty;
}
