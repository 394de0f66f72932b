using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>Another account's files and jobs are not visible, and neither are those of another project.</summary>
public sealed class IsolationTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_anothers_is_found_or_changed(bool anotherAccount)
    {
        using var owner = CogniteUnderTest.On(stack);
        using var account = await OtherAccount.CreateAsync(stack, Token);
        using var other = new CogniteUnderTest(stack.BaseUrl, anotherAccount ? account.Key : TestSetup.ApiKey) { Project = anotherAccount ? owner.Project : $"p{Guid.NewGuid():N}" };
        var id = await owner.UploadAsync(BadPictures.Text, Token, externalId: "x");
        var begun = (await owner.PostAsync("files/initmultipartupload?parts=1", """{"name":"parts"}""", Token)).Expect(HttpStatusCode.Created).Body;
        var jobId = (await owner.PostAsync("context/vision/segment", new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.5, y = 0.5 } } }, Token))
            .Expect(HttpStatusCode.OK).Body.GetProperty("jobId").GetInt64();
        var byId = $$"""{"items":[{"id":{{id}}}]}""";

        foreach (var (call, body) in (IEnumerable<(string, string)>)
        [
            ("files/byids", byId), ("files/byids", """{"items":[{"externalId":"x"}]}"""), ("files/delete", byId), ("files/downloadlink", byId), ("files/uploadlink", byId),
            ("files/multiuploadlink?parts=1", byId), ("files/completemultipartupload", JsonSerializer.Serialize(new { id = begun.GetProperty("id").GetInt64(), uploadId = begun.GetProperty("uploadId").GetString() })),
            ("context/vision/segment", $$"""{"items":[{"fileId":{{id}}}],"points":[{"x":0.5,"y":0.5}]}"""),
            ("context/vision/segment", """{"items":[{"fileExternalId":"x"}],"points":[{"x":0.5,"y":0.5}]}"""),
        ])
        {
            var answer = await other.PostAsync(call, body, Token);
            answer.ErrorOf(400);
            Assert.Equal(1, answer.Body.GetProperty("error").GetProperty("missing").GetArrayLength());
        }

        (await other.GetAsync($"files/{id}", Token)).ErrorOf(404);
        (await other.GetAsync($"context/vision/segment/{jobId}", Token)).ErrorOf(404);
        Assert.Empty((await other.GetAsync("files", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
        Assert.Empty((await other.PostAsync("files/list", """{"filter":{"externalIdPrefix":"x"}}""", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
        (await other.PostAsync("files", """{"name":"mine","externalId":"x"}""", Token)).Expect(HttpStatusCode.Created);
        (await owner.GetAsync($"files/{id}", Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_job_of_another_API_is_not_found_here()
    {
        using var cognite = CogniteUnderTest.On(stack);
        var task = await stack.Api.UploadAsync(BadPictures.Text, "image/png", Token);
        var jobId = await stack.Api.CreateJobAsync([task], ["boat"], Token);

        (await cognite.GetAsync($"context/vision/segment/{ValueOf(jobId)}", Token)).ErrorOf(404);
    }

    /// <summary>The number behind our own spelling: Crockford's digits.</summary>
    private static long ValueOf(string jobId) =>
        jobId["job-".Length..].Aggregate(0L, (value, digit) => (value << 5) | (uint)"0123456789abcdefghjkmnpqrstvwxyz".IndexOf(digit, StringComparison.Ordinal));
}
