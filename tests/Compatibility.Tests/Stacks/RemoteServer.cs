namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A server elsewhere for the transcripts to run against: <c>SEG_TEST_SERVER</c> and <c>SEG_TEST_KEY</c>.</summary>
internal static class RemoteServer
{
    public static Uri? Url { get; } = Environment.GetEnvironmentVariable("SEG_TEST_SERVER") is { Length: > 0 } url ? new Uri(url) : null;

    public static string Key { get; } = Environment.GetEnvironmentVariable("SEG_TEST_KEY") ?? TestSetup.ApiKey;
}
