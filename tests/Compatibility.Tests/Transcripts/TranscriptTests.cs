using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Transcripts;

/// <summary>Every transcript in this folder, or those of the API in <c>SEG_TEST_API</c>, against a stack of our own or the server in <c>SEG_TEST_SERVER</c>.</summary>
public sealed class TranscriptTests(SharedStack stack)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Transcripts");

    private static readonly string[] Apis = [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Of an API that is not there, one name that no transcript has, so that a test says which there are.</summary>
    public static TheoryData<string> Names { get; } = IsKnown
        ? [.. Directory.GetFiles(Path.Combine(Folder, RemoteServer.Api), "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)]
        : [RemoteServer.Api];

    private static bool IsKnown => RemoteServer.Api.Length == 0 || Apis.Contains(RemoteServer.Api, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_answers_as_the_transcript_says(string name)
    {
        Assert.True(IsKnown, $"SEG_TEST_API is '{name}', not one of {string.Join(", ", Apis)}.");
        var token = TestContext.Current.CancellationToken;
        using var api = new ApiUnderTest(RemoteServer.Url ?? stack.BaseUrl, RemoteServer.Key);

        await new TranscriptRunner(api, RemoteServer.Key).RunAsync(Transcript.Read(Path.Combine(Folder, name)), token);
    }
}
