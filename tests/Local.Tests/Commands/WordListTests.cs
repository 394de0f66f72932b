using SegFunctions.Local.Tests.Client;

namespace SegFunctions.Local.Tests.Commands;

public sealed class WordListTests : IAsyncLifetime
{
    private RecordingServer? _server;

    private RecordingServer Server => _server!;

    [Theory]
    [InlineData("", "false")]
    [InlineData(",\"anyWord\":false", "false")]
    [InlineData(",\"anyWord\":true", "true")]
    public async Task Words_for_programs_always_say_whether_others_are_known(string sent, string told)
    {
        Server.Answer = (200, $$"""{"words":[{"label":"boat","synonyms":["ship"],"kinds":[]}],"broader":[{"words":["pet"],"labels":["cat"]}]{{sent}}}""");
        var run = await InvokedCommand.RunAsync("segment", "--words", "--json", "--server", Server.Url);

        Assert.True(run.Code == 0, run.Errors);
        Assert.Equal(
            $$"""{"words":[{"label":"boat","synonyms":["ship"],"kinds":[],"networks":null,"license":null,"precision":null}],"broader":[{"words":["pet"],"labels":["cat"]}],"anyWord":{{told}}}""",
            string.Concat(run.Output.Where(character => !char.IsWhiteSpace(character))));
    }

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
