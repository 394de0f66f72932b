using System.Net.Http.Headers;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>Every route with every kind of bad input gives an error in Cognite's shape, never an internal error, and nothing is stored.</summary>
public sealed class BadInputTests(SharedStack stack)
{
    private const string Json = "application/json";
    private const int JsonLimit = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong; method and call; body as Latin-1, so that it can express any bytes; its type; status.</summary>
    public static TheoryData<string, string, string?, string?, int> Requests { get; } = new()
    {
        { "missing body", "POST files", null, null, 400 },
        { "missing name", "POST files", "{}", Json, 400 },
        { "long name", "POST files", $$"""{"name":"{{new string('x', 257)}}"}""", Json, 400 },
        { "control character", "POST files", """{"name":"a\u0000b"}""", Json, 400 },
        { "wrong types", "POST files", """{"name":1,"metadata":[],"assetIds":["a"],"labels":{},"instanceId":"a"}""", Json, 400 },
        { "empty external id", "POST files", """{"name":"a","externalId":""}""", Json, 400 },
        { "long external id", "POST files", $$"""{"name":"a","externalId":"{{new string('x', 256)}}"}""", Json, 400 },
        { "lone surrogate", "POST files", """{"name":"\ud800"}""", Json, 400 },
        { "directory without a slash", "POST files", """{"name":"a","directory":"b"}""", Json, 400 },
        { "space", "POST files", """{"name":"a","instanceId":{"space":"1a","externalId":"x"}}""", Json, 400 },
        { "long value", "POST files", LongValue, Json, 400 },
        { "more than is kept", "POST files", ManyValues, Json, 400 },
        { "flag", "POST files?overwrite=maybe", """{"name":"a"}""", Json, 400 },
        { "oversized", "POST files", $$"""{"name":"{{new string('x', JsonLimit)}}"}""", Json, 413 },
        { "broken JSON", "POST files", """{"name":""", Json, 400 },
        { "no object", "POST files", "[]", Json, 400 },
        { "invalid UTF-8", "POST files", "{\"name\":\"\u00ff\"}", Json, 400 },
        { "wrong content type", "POST files", """{"name":"a"}""", "text/plain", 400 },
        { "wrong method", "PUT files", "{}", Json, 405 },
        { "wrong method", "DELETE files/7", null, null, 405 },
        { "out of range", "GET files?limit=0", null, null, 400 },
        { "out of range", "GET files?limit=1001", null, null, 400 },
        { "foreign cursor", "GET files?cursor=nonsense", null, null, 400 },
        { "flag", "GET files?uploaded=perhaps", null, null, 400 },
        { "unknown id", "GET files/7", null, null, 404 },
        { "no id", "GET files/nonsense", null, null, 404 },
        { "id that no number holds", "GET files/99999999999999999999", null, null, 404 },
        { "no limit", "POST files/list", """{"limit":1e9}""", Json, 400 },
        { "filter of the wrong types", "POST files/list", """{"filter":{"name":7,"createdTime":5,"metadata":{"k":1}}}""", Json, 400 },
        { "filter that is not offered", "POST files/list", """{"filter":{"labels":{"containsAny":[]}}}""", Json, 400 },
        { "no items", "POST files/byids", """{"items":[]}""", Json, 400 },
        { "too many items", "POST files/byids", $$"""{"items":[{{string.Join(',', Enumerable.Repeat("""{"id":7}""", 1001))}}]}""", Json, 400 },
        { "two names", "POST files/byids", """{"items":[{"id":7,"externalId":"x"}]}""", Json, 400 },
        { "no name", "POST files/byids", """{"items":[{}]}""", Json, 400 },
        { "id out of range", "POST files/byids", """{"items":[{"id":0}]}""", Json, 400 },
        { "unknown id", "POST files/byids", """{"items":[{"id":7}]}""", Json, 400 },
        { "too many items", "POST files/downloadlink", $$"""{"items":[{{string.Join(',', Enumerable.Repeat("""{"id":7}""", 101))}}]}""", Json, 400 },
        { "unknown id", "POST files/downloadlink", """{"items":[{"id":7}]}""", Json, 400 },
        { "two items", "POST files/uploadlink", """{"items":[{"id":7},{"id":8}]}""", Json, 400 },
        { "unknown id", "POST files/uploadlink", """{"items":[{"id":7}]}""", Json, 400 },
        { "unknown id", "POST files/delete", """{"items":[{"id":7}]}""", Json, 400 },
        { "no parts", "POST files/initmultipartupload", """{"name":"a"}""", Json, 400 },
        { "too many parts", "POST files/initmultipartupload?parts=251", """{"name":"a"}""", Json, 400 },
        { "missing name", "POST files/initmultipartupload?parts=1", "{}", Json, 400 },
        { "unknown id", "POST files/multiuploadlink?parts=1", """{"items":[{"id":7}]}""", Json, 400 },
        { "no items", "POST files/multiuploadlink?parts=1", "{}", Json, 400 },
        { "missing fields", "POST files/completemultipartupload", "{}", Json, 400 },
        { "unknown id", "POST files/completemultipartupload", """{"id":7,"uploadId":"a"}""", Json, 400 },
        { "altered link", "PUT files/content/AAAA", "x", "image/png", 403 },
        { "altered link", "PUT files/part/AAAA", "x", null, 403 },
        { "wrong method", "POST files/content/AAAA", "x", Json, 405 },

        { "missing body", "POST context/vision/segment", null, null, 400 },
        { "missing fields", "POST context/vision/segment", "{}", Json, 400 },
        { "two files", "POST context/vision/segment", """{"items":[{"fileId":7},{"fileId":8}],"points":[{"x":0,"y":0}]}""", Json, 400 },
        { "two names", "POST context/vision/segment", """{"items":[{"fileId":7,"fileExternalId":"x"}],"points":[{"x":0,"y":0}]}""", Json, 400 },
        { "no prompt", "POST context/vision/segment", """{"items":[{"fileId":7}]}""", Json, 400 },
        { "empty points", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[]}""", Json, 400 },
        { "half a point", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[{"x":0.5}]}""", Json, 400 },
        { "point outside", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[{"x":1.5,"y":0.5}]}""", Json, 400 },
        { "point twice", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[{"x":0.5,"y":0.5},{"x":0.5,"y":0.5}]}""", Json, 400 },
        { "label", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[{"x":0.5,"y":0.5,"label":2}]}""", Json, 400 },
        { "half a box", "POST context/vision/segment", """{"items":[{"fileId":7}],"boundingBox":{"xMin":0,"yMin":0}}""", Json, 400 },
        { "box inside out", "POST context/vision/segment", """{"items":[{"fileId":7}],"boundingBox":{"xMin":0.9,"yMin":0,"xMax":0.1,"yMax":1}}""", Json, 400 },
        { "box that is none", "POST context/vision/segment", """{"items":[{"fileId":7}],"boundingBox":[0,0,1,1]}""", Json, 400 },
        { "unknown file", "POST context/vision/segment", """{"items":[{"fileId":7}],"points":[{"x":0.5,"y":0.5}]}""", Json, 400 },
        { "wrong method", "DELETE context/vision/segment", null, null, 405 },
        { "unknown id", "GET context/vision/segment/7", null, null, 404 },
        { "no id", "GET context/vision/segment/nonsense", null, null, 404 },
        { "wrong method", "POST context/vision/segment/7", "{}", Json, 405 },
        { "unknown call", "POST context/vision/extract", "{}", Json, 404 },
        { "unknown call", "POST files/search", "{}", Json, 404 },
        { "no project", "GET /api/v1/projects", null, null, 404 },
        { "project that there cannot be", "GET /api/v1/projects/a.b/files", null, null, 404 },
        { "wrong method", "POST /api/v1/token/inspect", "{}", Json, 405 },
    };

    private static string LongValue => $$$"""{"name":"a","metadata":{"k":"{{{new string('x', 10_241)}}}"}}""";

    private static string ManyValues =>
        $$$"""{"name":"a","metadata":{{{string.Concat("{", string.Join(',', Enumerable.Range(0, 7).Select(i => $"\"{i}\":\"{new string('x', 10_000)}\"")), "}")}}}}""";

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_in_Cognites_shape_and_leaves_nothing(string fault, string call, string? body, string? contentType, int status)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        using var cognite = new CogniteUnderTest(stack.BaseUrl, account.Key);
        using var content = body is null ? null : new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        if (content is not null && contentType is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        var answer = await cognite.SendAsync(new HttpMethod(call.Split(' ')[0]), call.Split(' ')[1], content, Token);

        Assert.Equal((fault, status), (fault, (int)answer.Status));
        Assert.NotEmpty(answer.ErrorOf(status));
        Assert.Empty((await cognite.GetAsync("files", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Empty(await ListBlobsAsync(account.Name));
    }

    /// <summary>A file that no worker could read is refused before it costs anything.</summary>
    [Theory]
    [InlineData("a.gif", "image/png", "must end in")]
    [InlineData("a.png", "image/gif", "mimeType must be")]
    [InlineData("a.png", null, "not set")]
    [InlineData("picture", "image/jpeg", "must end in")]
    public async Task A_file_of_another_kind_is_not_segmented(string name, string? mimeType, string why)
    {
        using var cognite = CogniteUnderTest.On(stack);
        var id = await cognite.UploadAsync(BadPictures.Text, Token, name, mimeType);
        var answer = await cognite.PostAsync("context/vision/segment", new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.5, y = 0.5 } } }, Token);

        Assert.Contains(why, answer.ErrorOf(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_content_is_neither_segmented_nor_downloaded()
    {
        using var cognite = CogniteUnderTest.On(stack);
        await cognite.PostAsync("files", """{"name":"a.png","mimeType":"image/png","externalId":"x"}""", Token);
        var segmented = await cognite.PostAsync("context/vision/segment", """{"items":[{"fileExternalId":"x"}],"points":[{"x":0.5,"y":0.5}]}""", Token);
        var downloaded = await cognite.PostAsync("files/downloadlink", """{"items":[{"externalId":"x"}]}""", Token);

        Assert.Contains("No content", segmented.ErrorOf(400), StringComparison.Ordinal);
        Assert.Contains("No content", downloaded.ErrorOf(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_beside_the_object_alone_mark_nothing()
    {
        using var cognite = CogniteUnderTest.On(stack);
        var id = await cognite.UploadAsync(BadPictures.Text, Token);
        var answer = await cognite.PostAsync("context/vision/segment", new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.5, y = 0.5, label = 0 } } }, Token);

        Assert.Contains("label 1", answer.ErrorOf(400), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> ListBlobsAsync(string account)
    {
        var service = new BlobServiceClient(stack.Storage);
        var names = new List<string>();
        foreach (var container in (string[])["files", "results"])
        {
            var blobs = service.GetBlobContainerClient(container);
            if (await blobs.ExistsAsync(Token))
            {
                names.AddRange(await blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, account + "/", Token).Select(blob => blob.Name).ToListAsync(Token));
            }
        }

        return names;
    }
}
