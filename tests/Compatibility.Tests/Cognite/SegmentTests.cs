using System.Net;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>Segmentation jobs with the service's own networks.</summary>
public sealed class SegmentTests(SharedStack stack) : IDisposable
{
    private readonly CogniteUnderTest _cognite = CogniteUnderTest.On(stack);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_segmented_by_points_and_a_box_and_what_a_reader_fills_is_the_mask()
    {
        var id = await _cognite.UploadAsync(await PhotoAsync(), Token, externalId: "harbor");
        var accepted = (await _cognite.PostAsync(
            "context/vision/segment",
            """{"items":[{"fileExternalId":"harbor"}],"points":[{"x":0.45,"y":0.6,"label":1.0},{"x":0.05,"y":0.05,"label":0}],"boundingBox":{"xMin":0.1,"yMin":0.2,"xMax":0.9,"yMax":0.9}}""",
            Token)).Expect(HttpStatusCode.OK).Body;
        var jobId = accepted.GetProperty("jobId").GetInt64();

        Assert.Equal("Queued", accepted.GetProperty("status").GetString());
        Assert.Equal($$"""[{"fileId":{{id}},"fileExternalId":"harbor"}]""", accepted.GetProperty("items").GetRawText());
        Assert.Equal("""[{"x":0.45,"y":0.6,"label":1},{"x":0.05,"y":0.05,"label":0}]""", accepted.GetProperty("points").GetRawText());
        Assert.Equal(JsonValueKind.Null, accepted.GetProperty("errorMessage").ValueKind);
        Assert.InRange(jobId, 1, (1L << 53) - 1);

        var job = (await _cognite.WaitAsync(jobId, Token)).Body;
        var item = Assert.Single(job.GetProperty("items").EnumerateArray());

        Assert.Equal("Completed", job.GetProperty("status").GetString());
        Assert.Equal((id, "harbor"), (item.GetProperty("fileId").GetInt64(), item.GetProperty("fileExternalId").GetString()));
        Assert.Equal("""{"points":[{"x":0.45,"y":0.6,"label":1},{"x":0.05,"y":0.05,"label":0}],"boundingBox":{"xMin":0.1,"yMin":0.2,"xMax":0.9,"yMax":0.9}}""", job.GetProperty("prompt").GetRawText());
        Assert.False(job.TryGetProperty("failedItems", out _));
        Assert.True(accepted.GetProperty("createdTime").GetInt64() <= job.GetProperty("statusTime").GetInt64());

        var segments = item.GetProperty("segments").EnumerateArray().ToList();
        var scores = segments.ConvertAll(segment => segment.GetProperty("score").GetDouble());
        Assert.NotEmpty(segments);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.All(segments.SelectMany(segment => segment.GetProperty("polygons").EnumerateArray()), polygon =>
        {
            Assert.InRange(polygon.GetProperty("vertices").GetArrayLength(), 3, 1000);
            Assert.Equal(["confidence", "vertices"], polygon.EnumerateObject().Select(property => property.Name).Order());
        });
        Assert.True(await OverlapAsync(segments[0]) >= 0.98);
    }

    [Fact]
    public async Task The_same_post_twice_makes_two_jobs_that_say_the_same()
    {
        var id = await _cognite.UploadAsync(await PhotoAsync(), Token);
        var body = new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.45, y = 0.6 } } };
        var first = (await _cognite.PostAsync("context/vision/segment", body, Token)).Expect(HttpStatusCode.OK).Body.GetProperty("jobId").GetInt64();
        var second = (await _cognite.PostAsync("context/vision/segment", body, Token)).Expect(HttpStatusCode.OK).Body.GetProperty("jobId").GetInt64();

        Assert.NotEqual(first, second);
        Assert.Equal(
            (await _cognite.WaitAsync(first, Token)).Body.GetProperty("items").GetRawText(), (await _cognite.WaitAsync(second, Token)).Body.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task What_is_no_picture_after_all_fails_and_says_so()
    {
        var id = await _cognite.UploadAsync(BadPictures.Text, Token, externalId: "bad");
        var jobId = (await _cognite.PostAsync("context/vision/segment", new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.5, y = 0.5 } } }, Token))
            .Expect(HttpStatusCode.OK).Body.GetProperty("jobId").GetInt64();
        var job = (await _cognite.WaitAsync(jobId, Token)).Body;
        var failed = Assert.Single(job.GetProperty("failedItems").EnumerateArray());

        Assert.Equal(("Failed", 0), (job.GetProperty("status").GetString(), job.GetProperty("items").GetArrayLength()));
        Assert.NotEmpty(job.GetProperty("errorMessage").GetString()!);
        Assert.Equal(job.GetProperty("errorMessage").GetString(), failed.GetProperty("errorMessage").GetString());
        Assert.Equal($$"""[{"fileId":{{id}},"fileExternalId":"bad"}]""", failed.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task A_job_that_is_canceled_by_another_call_has_failed()
    {
        var id = await _cognite.UploadAsync(await PhotoAsync(), Token);
        var jobId = (await _cognite.PostAsync("context/vision/segment", new { items = new[] { new { fileId = id } }, points = new[] { new { x = 0.45, y = 0.6 } } }, Token))
            .Expect(HttpStatusCode.OK).Body.GetProperty("jobId").GetInt64();
        var own = (await stack.Api.GetAsync("v1/jobs?limit=1", Token)).Body.GetProperty("items")[0].GetProperty("jobId").GetString();
        await stack.Api.PostAsync($"v1/jobs/{own}/cancel", "{}", Token);
        var job = (await _cognite.WaitAsync(jobId, Token)).Body;

        // The worker may have been faster.
        Assert.True(job.GetProperty("status").GetString() == "Completed" || job.GetProperty("errorMessage").GetString() == "The job was canceled.");
    }

    [Fact]
    public async Task A_file_can_be_used_by_another_API_through_its_link()
    {
        var id = await _cognite.UploadAsync(await PhotoAsync(), Token);
        var url = (await _cognite.PostAsync("files/downloadlink", new { items = new[] { new { id } } }, Token)).Body.GetProperty("items")[0].GetProperty("downloadUrl").GetString();
        var created = (await stack.Api.PostAsync("v1/jobs", new { type = "image", inputUrls = new[] { url }, points = new[] { new { x = 0.45, y = 0.6 } } }, Token)).Expect(HttpStatusCode.Accepted);
        var job = await stack.Api.WaitAsync(created.Text("jobId"), TimeSpan.FromSeconds(60), null, Token);

        Assert.Equal("success", job.Text("status"));
    }

    public void Dispose() => _cognite.Dispose();

    private static async Task<byte[]> PhotoAsync() => await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);

    /// <summary>Intersection over union of the mask, which another API gives out, and the filled polygons.</summary>
    private async Task<double> OverlapAsync(JsonElement segment)
    {
        var newest = (await stack.Api.GetAsync("v1/jobs?limit=1", Token)).Body.GetProperty("items")[0].GetProperty("jobId").GetString()!;
        var files = await JobFiles.FetchAsync(stack.Api, newest, Token);
        using var mask = Image.NewFromBuffer(files.FileOf(JobFiles.MasksOf(files.Items.Single()).First(), "url"));
        var pixels = mask.WriteToMemory<byte>();
        var (both, either) = (0, 0);
        var polygons = segment.GetProperty("polygons").EnumerateArray().Select(polygon => VerticesOf(polygon, mask.Width, mask.Height)).ToList();
        for (var y = 0; y < mask.Height; y++)
        {
            var row = new bool[mask.Width];
            polygons.ForEach(polygon => Fill(row, polygon, y + 0.5));
            for (var x = 0; x < mask.Width; x++)
            {
                var isSet = pixels[((y * mask.Width) + x) * mask.Bands] != 0;
                both += isSet && row[x] ? 1 : 0;
                either += isSet || row[x] ? 1 : 0;
            }
        }

        return (double)both / either;
    }

    private static List<(double X, double Y)> VerticesOf(JsonElement polygon, int width, int height) =>
        [.. polygon.GetProperty("vertices").EnumerateArray().Select(vertex => (vertex.GetProperty("x").GetDouble() * width, vertex.GetProperty("y").GetDouble() * height))];

    /// <summary>By the even–odd rule, at pixel centers.</summary>
    private static void Fill(bool[] row, List<(double X, double Y)> polygon, double y)
    {
        var crossings = polygon.Zip([.. polygon[1..], polygon[0]])
            .Where(edge => edge.First.Y <= y != edge.Second.Y <= y)
            .Select(edge => edge.First.X + ((y - edge.First.Y) / (edge.Second.Y - edge.First.Y) * (edge.Second.X - edge.First.X)))
            .Order()
            .ToList();
        for (var i = 0; i + 1 < crossings.Count; i += 2)
        {
            for (var x = (int)Math.Ceiling(crossings[i] - 0.5); x < crossings[i + 1] - 0.5; x++)
            {
                row[x] = true;
            }
        }
    }
}
