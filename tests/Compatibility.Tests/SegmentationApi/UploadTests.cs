using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Less common uses of upload links and files.</summary>
public sealed class UploadTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_can_be_used_again_until_a_job_has_named_its_upload()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var (url, task) = await PresignAsync(account, "image/jpeg");
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(account, url, Encoding.ASCII.GetBytes("cut off"), "image/jpeg")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(account, url, photo, "image/jpeg")).Status);
        await account.Api.CreateJobAsync([task], ["boat"], Token);

        Assert.Equal("409 upload_used", (await PutAsync(account, url, Encoding.ASCII.GetBytes("another"), "image/jpeg")).Error);
        Assert.Equal(photo, await ReadAsync(account, task));
    }

    [Theory]
    [InlineData("image/jpeg ", "image/jpeg")]
    [InlineData("IMAGE/JPEG", "image/jpeg; charset=utf-8")]
    public async Task Types_are_compared_as_media_types(string announced, string sent)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var (url, task) = await PresignAsync(account, announced);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(account, url, [1, 2, 3], sent)).Status);
        Assert.Equal([1, 2, 3], await ReadAsync(account, task));
    }

    [Fact]
    public async Task A_packed_upload_is_unpacked()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var (url, task) = await PresignAsync(account, "image/png");
        using var packed = new MemoryStream();
        await using (var packer = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await packer.WriteAsync(new byte[1000], Token);
        }

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(account, url, packed.ToArray(), "image/png", "gzip")).Status);
        Assert.Equal(new byte[1000], await ReadAsync(account, task));
    }

    [Theory]
    [InlineData("br", "415 encoding_unsupported")]
    [InlineData("gzip", "400 request_invalid")]
    public async Task What_cannot_be_unpacked_is_refused_and_not_stored(string encoding, string error)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var (url, task) = await PresignAsync(account, "image/png");

        Assert.Equal(error, (await PutAsync(account, url, [1, 2, 3], "image/png", encoding)).Error);
        Assert.False(await Blob(account, task).ExistsAsync(Token));
    }

    [Fact]
    public async Task What_was_sent_packed_to_the_storage_account_itself_is_refused_with_the_job()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var presigned = (await account.Api.PostAsync("v1/uploads/presign", new { contentType = "image/png" }, Token)).Expect(HttpStatusCode.OK);
        var direct = presigned.Body.GetProperty("directUpload");
        using var request = new HttpRequestMessage(HttpMethod.Put, direct.GetProperty("url").GetString()) { Content = new ByteArrayContent([1, 2, 3]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("x-ms-blob-content-encoding", "gzip");
        Assert.Equal(HttpStatusCode.Created, (await account.Api.SendAsync(request, Token)).Status);

        var job = await account.Api.PostAsync("v1/jobs", new { type = "image", tasks = new[] { presigned.Text("taskId") }, prompts = new[] { "boat" } }, Token);
        Assert.Equal("400 invalid_request", job.Error);
        Assert.Contains("Content-Encoding", job.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slashes_of_an_outputs_key_may_be_escaped()
    {
        var (job, task) = (finished.Job.JobId, finished.Job.Tasks[0]);
        var answer = await stack.Api.GetAsync($"outputs/local/{job}/masks%2F{task}%2f0.png", Token);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_signed_files_head_tells_its_length_and_type()
    {
        var result = (await stack.Api.GetAsync($"v1/jobs/{finished.Job.JobId}/result", Token)).Expect(HttpStatusCode.OK).Body;
        var asset = result.GetProperty("assets").EnumerateArray().First();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, asset.GetProperty("url").GetString());
        using var head = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(finished.Files.Files[asset.GetProperty("key").GetString()!].Length, head.Content.Headers.ContentLength);
        Assert.Equal("image/png", head.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("\"points\":[[0.5,0.5]]", "points must be an array of objects.")]
    [InlineData("\"boxes\":[{\"x1\":0,\"y1\":0,\"x2\":1}]", "boxes[0].y2 is missing.")]
    [InlineData("\"subject\":\"yes\"", "subject must be true or false.")]
    [InlineData("\"prompts\":[7]", "prompts must be an array of strings or objects.")]
    public async Task A_field_that_cannot_be_read_brings_no_other_fault(string field, string message)
    {
        var task = await stack.Api.UploadAsync([1], "image/png", Token);
        var answer = await stack.Api.PostAsync("v1/jobs", $$"""{"type":"image","tasks":["{{task}}"],{{field}}}""", Token);

        Assert.Equal("400 invalid_request", answer.Error);
        Assert.Equal(message, answer.Text("message"));
    }

    private static async Task<(string Url, string Task)> PresignAsync(OtherAccount account, string contentType)
    {
        var presigned = (await account.Api.PostAsync("v1/uploads/presign", JsonSerializer.Serialize(new { contentType }), Token)).Expect(HttpStatusCode.OK);
        return (presigned.Text("uploadUrl"), presigned.Text("taskId"));
    }

    private static async Task<Answer> PutAsync(OtherAccount account, string url, byte[] content, string contentType, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await account.Api.SendAsync(request, Token);
    }

    private async Task<byte[]> ReadAsync(OtherAccount account, string task) =>
        (await Blob(account, task).DownloadContentAsync(Token)).Value.Content.ToArray();

    private BlobClient Blob(OtherAccount account, string task) =>
        new BlobServiceClient(stack.Storage).GetBlobContainerClient("inputs").GetBlobClient($"{account.Name}/{task}");
}
