using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Media;

public sealed class InputSourcesTests(Azurite azurite)
{
    private readonly InputSources _sources = new(new BlobStore(azurite.Blobs));
    private readonly string _account = Azurite.DrawAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_request_stores_its_addresses_once_and_another_body_under_its_key_does_not_touch_them()
    {
        var (first, again, other) = (Key("[1]"), Key("[1]"), Key("[2]"));

        var stored = await _sources.AddAsync(_account, ["https://a.example/1"], first.RequestName, Token);
        Assert.Equal(stored, await _sources.AddAsync(_account, ["https://a.example/1"], again.RequestName, Token));
        Assert.NotEqual(stored, await _sources.AddAsync(_account, ["https://a.example/2"], other.RequestName, Token));

        Assert.Equal(new Uri("https://a.example/1"), await _sources.FindAsync(stored, 0, Token));
    }

    [Fact]
    public async Task Requests_without_a_key_store_each_their_own() => Assert.NotEqual(
        await _sources.AddAsync(_account, ["https://a.example/1"], null, Token),
        await _sources.AddAsync(_account, ["https://a.example/1"], null, Token));

    private IdempotencyKey Key(string body) => IdempotencyKey.Of(_account, "order-17", body);
}
