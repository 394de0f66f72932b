using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.Cognite;
using SegFunctions.Files;
using SegFunctions.Links;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Links;

namespace SegFunctions.Tests.Apis.Cognite;

/// <summary>Parts that are uploaded through the app, when clients may not be sent to the storage account.</summary>
public sealed class CogniteUploadEndpointsTests : IDisposable
{
    private const int MaxBodyBytes = 6_000_000;
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    private readonly BlobStore _blobs;
    private readonly BlobSas _sas;
    private readonly CogniteUploadEndpoints _endpoints;
    private readonly ApiKey _key = new(new string('0', 64), "", Azurite.DrawAccount(), KeyScopes.Jobs, null, null, null, null);

    public CogniteUploadEndpointsTests(Azurite azurite)
    {
        var settings = LinkSettings.Options("a");
        settings.DirectToStorage = false;
        var options = Options.Create(settings);
        var signer = new LinkSigner(options, TimeProvider.System);
        _blobs = new BlobStore(azurite.Blobs);
        _sas = new BlobSas(azurite.Blobs, _blobs, TimeProvider.System);
        var files = new FileStore(new FileTable(azurite.Tables), new FileContents(_blobs, TimeProvider.System), TimeProvider.System, Random.Shared);
        var links = new FileLinks(signer, new PublicLinks(signer, options, TimeProvider.System), _sas, _blobs, options);
        _endpoints = new CogniteUploadEndpoints(files, links, Options.Create(new StoredFileOptions { MaxBodyBytes = MaxBodyBytes }));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_and_the_completion_are_answered_with_200_and_the_completion_may_be_repeated()
    {
        byte[][] parts = [RandomNumberGenerator.GetBytes(5 << 20), [1, 2, 3]];
        var begun = await BeginAsync(2);
        Assert.Equal(200, (await PutAsync(begun, 1, parts[1])).Status);
        Assert.Equal(200, (await PutAsync(begun, 0, parts[0])).Status);
        var (first, again) = (await CompleteAsync(begun), await CompleteAsync(begun));

        Assert.Equal((200, "{}", 200, "{}"), (first.Status, first.Body.GetRawText(), again.Status, again.Body.GetRawText()));
        Assert.Equal(404, await StatusOfAsync(() => PutAsync(begun, 1, parts[1])));
    }

    [Fact]
    public async Task Parts_that_have_not_come_or_are_too_small_are_named()
    {
        var begun = await BeginAsync(3);
        await PutAsync(begun, 1, [1]);

        Assert.Contains("0, 2 have not been uploaded", await FailAsync(() => CompleteAsync(begun)), StringComparison.Ordinal);

        await PutAsync(begun, 0, new byte[5 << 20]);
        await PutAsync(begun, 2, [1]);

        Assert.Contains("parts 1 have fewer", await FailAsync(() => CompleteAsync(begun)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_over_the_limit_is_refused_whether_it_says_its_size_or_not()
    {
        var begun = await BeginAsync(1);

        Assert.Contains("in parts", await FailAsync(() => PutAsync(begun, 0, new byte[MaxBodyBytes + 1])), StringComparison.Ordinal);
        Assert.Contains("in parts", await FailAsync(() => PutAsync(begun, 0, new byte[MaxBodyBytes + 1], saysSize: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_was_begun_anew_is_another_one()
    {
        var begun = await BeginAsync(1);
        var body = $$"""{"items":[{"id":{{begun.GetProperty("id")}}}]}""";
        var anew = (await AnswerAsync(_endpoints.LinkPartsAsync(Request("POST", body, "?parts=1"), Token))).Body.GetProperty("items")[0];
        await PutAsync(anew, 0, [7]);

        Assert.Equal(404, await StatusOfAsync(() => PutAsync(begun, 0, [1])));
        Assert.Contains("restarted", await FailAsync(() => CompleteAsync(begun)), StringComparison.Ordinal);
        Assert.Equal(200, (await CompleteAsync(anew)).Status);
    }

    public void Dispose() => _sas.Dispose();

    private async Task<JsonElement> BeginAsync(int parts)
    {
        var answer = await AnswerAsync(_endpoints.BeginAsync(Request("POST", """{"name":"big.bin"}""", $"?parts={parts}"), Token));
        Assert.Equal(201, answer.Status);
        return answer.Body;
    }

    private Task<(int Status, JsonElement Body)> PutAsync(JsonElement begun, int part, byte[] content, bool saysSize = true)
    {
        var url = begun.GetProperty("uploadUrls")[part].GetString()!;
        Assert.StartsWith("https://seg.example/api/api/v1/projects/plant/files/part/", url, StringComparison.Ordinal);
        var request = Request("PUT", null, "", ("token", url.Split('/')[^1]));
        request.Body = new MemoryStream(content);
        request.ContentLength = saysSize ? content.Length : null;
        return AnswerAsync(_endpoints.PutPartAsync(request, Token));
    }

    private Task<(int Status, JsonElement Body)> CompleteAsync(JsonElement begun) => AnswerAsync(_endpoints.CompleteAsync(
        Request("POST", JsonSerializer.Serialize(new { id = begun.GetProperty("id").GetInt64(), uploadId = begun.GetProperty("uploadId").GetString() })), Token));

    private HttpRequest Request(string method, string? body, string query = "", params (string Name, string Value)[] route)
    {
        var http = new DefaultHttpContext { RequestServices = Services };
        http.Features.Set(new AuthenticatedAccount(_key));
        http.Request.Method = method;
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["project"] = "plant";
        foreach (var (name, value) in route)
        {
            http.Request.RouteValues[name] = value;
        }

        if (body is not null)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        }

        return http.Request;
    }

    private static async Task<(int Status, JsonElement Body)> AnswerAsync(Task<IResult> answer)
    {
        var http = new DefaultHttpContext { RequestServices = Services, Response = { Body = new MemoryStream() } };
        await (await answer).ExecuteAsync(http);
        var bytes = ((MemoryStream)http.Response.Body).ToArray();
        return (http.Response.StatusCode, bytes.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(bytes));
    }

    private static async Task<string> FailAsync(Func<Task> call) => (await Assert.ThrowsAsync<ApiException>(call)).Message;

    private static async Task<int> StatusOfAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<ApiException>(call)).Error.Code == ApiErrorCode.NotFound ? 404 : 0;
}
