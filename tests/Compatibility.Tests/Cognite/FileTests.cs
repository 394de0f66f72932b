using System.Net;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>Files, through their calls.</summary>
public sealed class FileTests(SharedStack stack) : IDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47];
    private readonly CogniteUnderTest _cognite = CogniteUnderTest.On(stack);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_announced_filled_listed_got_and_deleted()
    {
        var created = (await _cognite.PostAsync(
            "files?overwrite=false",
            """{"name":"pump.png","externalId":"pump-1","mimeType":"image/png","directory":"/a","metadata":{"k":"v"},"labels":[{"externalId":"l"}],"assetIds":[1.0]}""",
            Token)).Expect(HttpStatusCode.Created);
        var id = created.Body.GetProperty("id").GetInt64();

        Assert.InRange(id, 1, (1L << 53) - 1);
        Assert.False(created.Body.GetProperty("uploaded").GetBoolean());
        Assert.False(created.Body.TryGetProperty("uploadedTime", out _));

        (await _cognite.PutAsync(created.Text("uploadUrl"), Png, "image/png", Token)).Expect(HttpStatusCode.OK);
        var got = (await _cognite.GetAsync($"files/{id}", Token)).Expect(HttpStatusCode.OK).Body;

        Assert.True(got.GetProperty("uploaded").GetBoolean());
        Assert.Equal(
            ("pump.png", "pump-1", "image/png", "/a", "v", "l", 1L),
            (got.GetProperty("name").GetString(), got.GetProperty("externalId").GetString(), got.GetProperty("mimeType").GetString(), got.GetProperty("directory").GetString(),
                got.GetProperty("metadata").GetProperty("k").GetString(), got.GetProperty("labels")[0].GetProperty("externalId").GetString(), got.GetProperty("assetIds")[0].GetInt64()));
        Assert.True(got.GetProperty("createdTime").GetInt64() <= got.GetProperty("uploadedTime").GetInt64());
        Assert.False(got.TryGetProperty("uploadUrl", out _));

        var links = (await _cognite.PostAsync("files/downloadlink?extendedExpiration=true", new { items = new[] { new { externalId = "pump-1" } } }, Token)).Expect(HttpStatusCode.OK);
        var link = links.Body.GetProperty("items")[0];
        using var content = await _cognite.DownloadAsync(link.GetProperty("downloadUrl").GetString()!, Token);

        Assert.Equal("pump-1", link.GetProperty("externalId").GetString());
        Assert.Equal(Png, await content.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(("image/png", "attachment"), (content.Content.Headers.ContentType?.MediaType, content.Content.Headers.ContentDisposition?.DispositionType));

        Assert.Equal("{}", (await _cognite.PostAsync("files/delete", new { items = new[] { new { id } } }, Token)).Expect(HttpStatusCode.OK).Body.GetRawText());
        (await _cognite.GetAsync($"files/{id}", Token)).ErrorOf(404);
        using var gone = await _cognite.DownloadAsync(link.GetProperty("downloadUrl").GetString()!, Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        (await _cognite.PutAsync(created.Text("uploadUrl"), Png, "image/png", Token)).ErrorOf(404);
    }

    /// <summary>In a local stack, whose page may not contact any other address.</summary>
    [Fact]
    public async Task A_large_file_too_comes_from_the_app_itself()
    {
        var content = new byte[33_000_000];
        var id = await _cognite.UploadAsync(content, Token, "large.bin", "application/octet-stream");
        var links = (await _cognite.PostAsync("files/downloadlink", new { items = new[] { new { id } } }, Token)).Expect(HttpStatusCode.OK);
        using var downloaded = await _cognite.DownloadAsync(links.Body.GetProperty("items")[0].GetProperty("downloadUrl").GetString()!, Token);

        Assert.Equal(HttpStatusCode.OK, downloaded.StatusCode);
        Assert.Equal(stack.BaseUrl.Authority, downloaded.RequestMessage!.RequestUri!.Authority);
        Assert.Equal(content.Length, (await downloaded.Content.ReadAsByteArrayAsync(Token)).Length);
    }

    [Fact]
    public async Task Addresses_may_end_with_a_slash()
    {
        var created = (await _cognite.PostAsync("files/?overwrite=false", """{"name":"a"}""", Token)).Expect(HttpStatusCode.Created);

        (await _cognite.GetAsync($"files/{created.Body.GetProperty("id")}/", Token)).Expect(HttpStatusCode.OK);
        Assert.Single((await _cognite.GetAsync("files/", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
        Assert.Single((await _cognite.PostAsync("files/list/", "{}", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_name_that_is_taken_is_named_and_overwriting_takes_the_same_file()
    {
        var first = (await _cognite.PostAsync("files", """{"name":"a","externalId":"x","instanceId":{"space":"s","externalId":"i"}}""", Token)).Expect(HttpStatusCode.Created);
        var second = await _cognite.PostAsync("files", """{"name":"b","externalId":"x","instanceId":{"space":"s","externalId":"i"}}""", Token);

        second.ErrorOf(409);
        Assert.Equal("""[{"externalId":"x"},{"instanceId":{"space":"s","externalId":"i"}}]""", second.Body.GetProperty("error").GetProperty("duplicated").GetRawText());

        var third = (await _cognite.PostAsync("files?overwrite=true", """{"name":"b","externalId":"x"}""", Token)).Expect(HttpStatusCode.Created);

        Assert.Equal(first.Body.GetProperty("id").GetInt64(), third.Body.GetProperty("id").GetInt64());
        Assert.Equal("b", third.Text("name"));
    }

    [Fact]
    public async Task Several_come_in_the_order_in_which_they_were_asked_for_and_unknown_ones_are_named_or_left_out()
    {
        var ids = new List<long>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            ids.Add((await _cognite.PostAsync("files", new { name, externalId = name }, Token)).Body.GetProperty("id").GetInt64());
        }

        var items = $$"""[{"id":{{ids[2]}}},{"externalId":"nothing"},{"externalId":"a"},{"id":7},{"id":{{ids[2]}}.0}]""";
        var refused = await _cognite.PostAsync("files/byids", $$"""{"items":{{items}}}""", Token);
        var found = (await _cognite.PostAsync("files/byids", $$"""{"items":{{items}},"ignoreUnknownIds":true}""", Token)).Expect(HttpStatusCode.OK);

        refused.ErrorOf(400);
        Assert.Equal("""[{"externalId":"nothing"},{"id":7}]""", refused.Body.GetProperty("error").GetProperty("missing").GetRawText());
        Assert.Equal(["c", "a", "c"], NamesOf(found));

        (await _cognite.PostAsync("files/delete", """{"items":[{"externalId":"a"},{"externalId":"nothing"}]}""", Token)).ErrorOf(400);
        (await _cognite.PostAsync("files/delete", """{"items":[{"externalId":"a"},{"externalId":"nothing"}],"ignoreUnknownIds":true}""", Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(["b", "c"], NamesOf(await _cognite.GetAsync("files", Token)));
    }

    [Fact]
    public async Task Pages_are_as_long_as_was_asked_for_and_the_last_has_no_cursor()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await _cognite.PostAsync("files", new { name, source = name == "b" ? "other" : "camera" }, Token);
        }

        var first = await _cognite.GetAsync("files?limit=2", Token);
        var second = await _cognite.GetAsync($"files?limit=2&cursor={first.Text("nextCursor")}", Token);
        var filtered = await _cognite.PostAsync("files/list", """{"filter":{"source":"camera","uploaded":false,"createdTime":{"min":0}},"limit":1}""", Token);
        var rest = await _cognite.PostAsync("files/list", $$"""{"filter":{"source":"camera"},"cursor":"{{filtered.Text("nextCursor")}}"}""", Token);

        Assert.Equal(["a", "b"], NamesOf(first));
        Assert.Equal(["c"], NamesOf(second));
        Assert.False(second.Body.TryGetProperty("nextCursor", out _));
        Assert.Equal(["a"], NamesOf(filtered));
        Assert.Equal(["c"], NamesOf(rest));
        Assert.Equal(["b"], NamesOf(await _cognite.GetAsync("files?source=other", Token)));
    }

    [Fact]
    public async Task An_upload_link_can_be_asked_for_again()
    {
        await _cognite.PostAsync("files", """{"name":"notes.txt","externalId":"x","mimeType":"text/plain"}""", Token);
        var link = (await _cognite.PostAsync("files/uploadlink", """{"items":[{"externalId":"x"}]}""", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items")[0];
        (await _cognite.PutAsync(link.GetProperty("uploadUrl").GetString()!, "text"u8.ToArray(), null, Token)).Expect(HttpStatusCode.OK);

        Assert.True((await _cognite.GetAsync($"files/{link.GetProperty("id")}", Token)).Body.GetProperty("uploaded").GetBoolean());
    }

    [Fact]
    public async Task JSON_in_place_of_a_picture_is_refused_with_what_to_send()
    {
        var picture = await _cognite.PostAsync("files", """{"name":"a.png","mimeType":"image/png"}""", Token);
        var text = await _cognite.PostAsync("files", """{"name":"a.json","mimeType":"application/json"}""", Token);

        Assert.Contains("ArrayBuffer", (await _cognite.PutAsync(picture.Text("uploadUrl"), "{}"u8.ToArray(), "application/json", Token)).ErrorOf(400), StringComparison.Ordinal);
        (await _cognite.PutAsync(text.Text("uploadUrl"), "{}"u8.ToArray(), "application/json", Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_told_of_parts()
    {
        var created = await _cognite.PostAsync("files", """{"name":"a"}""", Token);

        Assert.Contains("initmultipartupload", (await _cognite.PutAsync(created.Text("uploadUrl"), new byte[100_000_001], null, Token)).ErrorOf(413), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("update")]
    [InlineData("aggregate")]
    public async Task Neighbours_that_are_not_there_say_so_in_shape(string call) =>
        Assert.Contains("does not offer", (await _cognite.PostAsync($"files/{call}", "{}", Token)).ErrorOf(404), StringComparison.Ordinal);

    public void Dispose() => _cognite.Dispose();

    private static IEnumerable<string?> NamesOf(Answer answer) =>
        answer.Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
