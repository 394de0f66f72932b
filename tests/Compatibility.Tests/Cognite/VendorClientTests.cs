using System.Text.Json;
using System.Text.Json.Nodes;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>How Cognite's own client reads our responses.</summary>
public sealed class VendorClientTests(SharedStack stack)
{
    [Fact]
    public Task Files_are_uploaded_found_listed_got_and_deleted() => AssertAsync(
        "files",
        """
        {"uploaded":true,"isDate":true,"sameId":true,"name":"b.bin","listed":["a"],"paged":2,"content":[4],"left":0,"tokens":1}
        """);

    [Fact]
    public Task A_file_comes_in_parts() => AssertAsync("multipart", """{"parts":[1,0],"finished":true,"uploaded":true,"same":true}""");

    [Fact]
    public Task A_picture_is_segmented_by_points_and_by_a_box() => AssertAsync(
        "segment",
        """
        {"statuses":["Completed","Completed"],
         "prompts":[{"points":[{"x":0.45,"y":0.6,"label":1}]},{"boundingBox":{"xMin":0.1,"yMin":0.2,"xMax":0.9,"yMax":0.9}}],
         "sameFile":true,"inside":true,"safe":true}
        """);

    [Fact]
    public async Task Errors_are_the_clients_own()
    {
        var errors = await RunAsync("errors");

        Assert.Equal(
            "missing 400, duplicated 409, invalid 400, job 404, search 404, blob 400",
            string.Join(", ", errors.AsObject().Select(error => $"{error.Key} {error.Value!["status"]}")));
        Assert.All(errors.AsObject(), error => Assert.True((bool)error.Value!["isOwn"]! && (bool)error.Value["hasRequestId"]! && ((string)error.Value["message"]!).Length > 0));
        Assert.Equal("""[{"id":7}]""", errors["missing"]!["missing"]!.ToJsonString());
        Assert.Equal("""[{"externalId":"a"}]""", errors["duplicated"]!["duplicated"]!.ToJsonString());
    }

    [Fact]
    public Task A_wrong_token_ends_after_two_calls() => AssertAsync("wrongToken", """{"status":401,"requests":2,"tokens":2}""");

    private Task<JsonNode> RunAsync(string scenario) =>
        CognitePackage.RunAsync(scenario, stack.BaseUrl, $"p{Guid.NewGuid():N}", TestContext.Current.CancellationToken);

    private async Task AssertAsync(string scenario, string expected)
    {
        var actual = await RunAsync(scenario);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut was  {actual.ToJsonString(JsonSerializerOptions.Web)}");
    }
}
